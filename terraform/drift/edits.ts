import type { Path } from "../resource";
import { isKnownMap, own } from "./values";

/** What one place of a body is to hold; a block that becomes null is taken out. */
export interface Edit {
  /** As it stands in the body; -1 is the place of a block that isn't there. */
  readonly path: Path;
  readonly value: unknown;
}

/** A copy of a body with every edit made. Blocks are taken out last, and from behind, so that each stands where its path says until its turn comes. */
export function withEdits(body: unknown, edits: readonly Edit[]): unknown {
  const taken = edits.filter(takesOut).sort((a, b) => -compare(a.path, b.path));
  return [...edits.filter((edit) => !takesOut(edit)), ...taken].reduce((at, { path, value }) => withValue(at, concrete(at, path), value), body);
}

function takesOut({ path, value }: Edit): boolean {
  return value === null && typeof path.at(-1) === "number";
}

function compare(a: Path, b: Path): number {
  const at = a.findIndex((step, i) => step !== b[i]);
  const [one, other] = [a[at], b[at]];
  if (one === undefined || other === undefined) return a.length - b.length;
  return typeof one === "number" && typeof other === "number" ? one - other : String(one) < String(other) ? -1 : 1;
}

/** A path in which the place of a block that isn't there is the one behind those that are. */
function concrete(body: unknown, [step, ...rest]: Path): Path {
  if (step === undefined) return [];
  const place = step === -1 ? (Array.isArray(body) ? body.length : 0) : step;
  return [place, ...concrete(typeof place === "string" ? own(body, place) : Array.isArray(body) ? (body as unknown[])[place] : null, rest)];
}

function withValue(body: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "string") return { ...(isKnownMap(body) ? body : {}), [step]: withValue(own(body, step), rest, value) };
  const items = Array.isArray(body) ? [...(body as unknown[])] : [];
  if (rest.length === 0 && value === null) return items.filter((_, i) => i !== step);
  items[step] = withValue(items[step], rest, value);
  return items;
}
