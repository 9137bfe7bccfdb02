import type { Path } from "../resource";
import { providerDefault } from "./provider-defaults";
import { sameDuration } from "./same-duration";
import { sameAzureId, sameGuid } from "./same-identifier";
import { sameJson } from "./same-json";
import { AFTER_APPLY, isEmpty, isKnownMap, own, same } from "./values";

/** The ways in which two texts mean the same, as a note says them. */
const TEXTS: readonly { readonly words: string; readonly holds: (a: string, b: string) => boolean }[] = [
  { words: "the same resource id, in other cases of letters", holds: sameAzureId },
  { words: "the same GUID, in other cases of letters", holds: sameGuid },
  { words: "the same length of time", holds: sameDuration },
  { words: "the same JSON, in another order of keys or layout", holds: sameJson },
];

/**
 * In which way two different values of an attribute mean the same; undefined where they don't, and "" where there is no difference. Nothing else is the same:
 * false and 0 are not what isn't set, unless that is the provider's default.
 */
export function equivalence(type: string, path: Path, a: unknown, b: unknown): string | undefined {
  if (same(a, b)) return "";
  if (a === AFTER_APPLY || b === AFTER_APPLY) return undefined;
  if (isEmpty(a) && isEmpty(b)) return a === null || b === null ? "nothing is set, written in two ways" : undefined;
  if (a === null || b === null) return same(a ?? b, providerDefault(type, path)) ? "the provider's default, written out" : undefined;
  if (typeof a === "string" && typeof b === "string") return TEXTS.find(({ holds }) => holds(a, b))?.words;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length ? each(a.map((item, i) => equivalence(type, [...path, i], item, (b as unknown[])[i]))) : undefined;
  if (!isKnownMap(a) || !isKnownMap(b)) return undefined;
  return each([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => equivalence(type, [...path, key], own(a, key), own(b, key))));
}

/** All parts must be equivalent; the first that differs says how. */
function each(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : (parts.find((words) => words !== "") ?? "");
}
