import { type Bag, isBag, type Value } from "../values/value";

/** The keys on the way to a value, from the bag's root. */
export type BagPath = readonly [string, ...string[]];

/**
 * A key of the root, or a JSONPath such as `$.a.b` and `$['a']['b']`: https://learn.microsoft.com/en-us/kusto/query/jsonpath.
 * What starts like a path and isn't one is a key, since these functions do not index arrays.
 */
export function bagPath(key: string): BagPath {
  const keys: string[] = [];
  let at = 1;
  STEP.lastIndex = at;
  for (let step = key.startsWith("$") ? STEP.exec(key) : null; step?.groups && keys.length < DEEPEST; step = STEP.exec(key)) {
    keys.push(step.groups["name"] ?? step.groups["single"] ?? step.groups["double"] ?? "");
    at = STEP.lastIndex;
  }
  const [first, ...rest] = keys;
  return first !== undefined && at === key.length ? [first, ...rest] : [key];
}

/** No dynamic value is deeper. */
const DEEPEST = 500;

const STEP = /\.(?<name>[^.[\]]+)|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\]/uy;

export function hasPath(bag: Bag, [key, ...rest]: BagPath): boolean {
  const value = bag.get(key);
  const [next, ...after] = rest;
  if (next === undefined) return bag.has(key);
  return value !== undefined && isBag(value) && hasPath(value, [next, ...after]);
}

/** Each bag on the way is copied once, however many paths lead through it. */
export function withoutPaths(bag: Bag, paths: readonly BagPath[]): Bag {
  const copy = new Map(bag);
  const below = new Map<string, BagPath[]>();
  for (const [key, next, ...after] of paths) {
    if (next === undefined) copy.delete(key);
    else listAt(below, key).push([next, ...after]);
  }
  for (const [key, rest] of below) {
    const inner = copy.get(key);
    if (inner !== undefined && isBag(inner)) copy.set(key, withoutPaths(inner, rest));
  }
  return copy;
}

function listAt(lists: Map<string, BagPath[]>, key: string): BagPath[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Makes the bags that are missing on the way; undefined where the way leads through another value. */
export function withPath(bag: Bag, [key, ...rest]: BagPath, value: Value): Bag | undefined {
  const [next, ...after] = rest;
  if (next === undefined) return new Map(bag).set(key, value);
  const inner = bag.get(key) ?? new Map<string, Value>();
  const changed = isBag(inner) ? withPath(inner, [next, ...after], value) : undefined;
  return changed && new Map(bag).set(key, changed);
}
