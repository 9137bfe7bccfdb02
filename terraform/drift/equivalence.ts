import type { Path } from "../resource";
import { holdsDuration, holdsFreeText, isTag } from "./attribute-holds";
import { providerDefault } from "./provider-defaults";
import { sameDuration } from "./same-duration";
import { idsOfSet, sameAzureId, sameGuid } from "./same-identifier";
import { sameJson } from "./same-json";
import { AFTER_APPLY, isEmpty, isKnownMap, own, same } from "./values";

/** The ways in which two texts mean the same, as a note says them. None of them holds of a free text. */
const TEXTS: readonly { readonly words: string; readonly holds: (a: string, b: string) => boolean; readonly of?: (path: Path) => boolean }[] = [
  { words: "the same resource id, in other cases of letters", holds: sameAzureId },
  { words: "the same GUID, in other cases of letters", holds: sameGuid },
  { words: "the same length of time", holds: sameDuration, of: holdsDuration },
  { words: "the same JSON, in another order of keys or layout", holds: sameJson },
];

/**
 * In which way two different values of an attribute mean the same; undefined where they don't, and "" where there is no difference. Nothing else is the same:
 * false and 0 are not what isn't set, unless that is the provider's default, and a tag with nothing in it is one.
 */
export function equivalence(type: string, path: Path, a: unknown, b: unknown): string | undefined {
  if (same(a, b)) return "";
  if (a === AFTER_APPLY || b === AFTER_APPLY) return undefined;
  if (isEmpty(a) && isEmpty(b)) return (a === null || b === null) && !isTag(path) ? "nothing is set, written in two ways" : undefined;
  if (a === null || b === null) return isDefault(type, path, a ?? b) ? "the provider's default, written out" : undefined;
  if (typeof a === "string" && typeof b === "string") return holdsFreeText(path) ? undefined : TEXTS.find(({ holds, of }) => of?.(path) !== false && holds(a, b))?.words;
  if (Array.isArray(a) && Array.isArray(b)) return equivalentLists(type, path, a, b);
  if (!isKnownMap(a) || !isKnownMap(b)) return undefined;
  return each([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => equivalence(type, [...path, key], own(a, key), own(b, key))));
}

/** In any spelling. */
function isDefault(type: string, path: Path, value: unknown): boolean {
  const standard = providerDefault(type, path);
  return standard !== undefined && equivalence(type, path, value, standard) !== undefined;
}

function equivalentLists(type: string, path: Path, a: readonly unknown[], b: readonly unknown[]): string | undefined {
  if (a.length !== b.length) return undefined;
  const [one, other] = [idsOfSet(a), idsOfSet(b)];
  const [from, to] = one === undefined || other === undefined ? [a, b] : [one, other];
  return each(from.map((item, i) => equivalence(type, [...path, i], item, to[i])));
}

/** All parts must be equivalent; the first that differs says how. */
function each(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : (parts.find((words) => words !== "") ?? "");
}
