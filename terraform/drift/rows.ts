import { AFTER_APPLY, isEmpty, isKnownMap, own, same } from "./values";

/** A block in the three: its place in each list of blocks, where it is there. */
export interface Row {
  readonly state?: number;
  readonly live?: number;
  readonly planned?: number;
}

type Blocks = readonly unknown[];

/** Deeper than any provider nests blocks; from there on they are compared by their places. */
const DEEPEST = 20;
/** Pairs of blocks that are looked at for likeness, 200 by 200; of more, each is held against the one in its place. */
const MOST_PAIRS = 40_000;

/**
 * Which block of one list is which of another. Terraform sorts the blocks of a set by their content, so a block that was changed, added or removed shifts others:
 * blocks of equal content belong together first, then those of one name or id, then those most alike. What is not in the state comes last.
 */
export function rowsOf(state: Blocks, live: Blocks, planned: Blocks, depth: number): readonly Row[] {
  const inLive = state === live ? state.map((_, i) => i) : matched(state, live, depth);
  const inPlanned = matched(state, planned, depth);
  const rows: { state?: number; live?: number; planned?: number }[] = state.map((_, i) => ({ state: i, ...place("live", inLive[i]), ...place("planned", inPlanned[i]) }));
  const added = rest(live, inLive);
  const wanted = rest(planned, inPlanned);
  // Two that came separately are one only where they are alike, unless there is nothing else that either could be.
  const inWanted = matched(added.map((i) => live[i]), wanted.map((i) => planned[i]), depth, state.length === 0);
  rows.push(...added.map((i, n) => ({ live: i, ...place("planned", wanted[inWanted[n] ?? -1]) })));
  const taken = new Set(inWanted);
  rows.push(...wanted.filter((_, n) => !taken.has(n)).map((i) => ({ planned: i })));
  return rows;
}

function place(key: "live" | "planned", at: number | undefined): Row {
  return at === undefined ? {} : { [key]: at };
}

function rest(blocks: Blocks, taken: readonly (number | undefined)[]): number[] {
  const gone = new Set(taken);
  return blocks.map((_, i) => i).filter((i) => !gone.has(i));
}

/** For each block of one list its place in the other, or nothing. */
function matched(from: Blocks, to: Blocks, depth: number, isWhole = true): readonly (number | undefined)[] {
  const byPlace = from.map((_, i) => (i < to.length ? i : undefined));
  if (depth > DEEPEST || (isWhole && from.length === 1 && to.length === 1 && mayBeOne(from[0], to[0]))) return byPlace;
  const equal = paired(from, to, JSON.stringify, from.map(() => undefined));
  // What a set sorts stays in order; equal blocks that changed their order are a list's, in which the order means something.
  return isAscending(equal) ? withMostAlike(from, to, paired(from, to, nameOf, equal)) : byPlace;
}

/** Blocks of one key together, in their order; those that have none, or have their place already, stay as they are. */
function paired(from: Blocks, to: Blocks, keyOf: (block: unknown) => string | undefined, places: readonly (number | undefined)[]): (number | undefined)[] {
  const free = new Map<string, number[]>();
  for (const i of rest(to, places)) {
    const key = keyOf(to[i]);
    if (key !== undefined) free.set(key, [...(free.get(key) ?? []), i]);
  }
  return from.map((block, i) => {
    const key = places[i] === undefined ? keyOf(block) : undefined;
    return key === undefined ? places[i] : free.get(key)?.shift();
  });
}

/** What a block is called by: its name, or its id, in whatever case of letters the service gives it. */
function nameOf(block: unknown): string | undefined {
  const [name, id] = [own(block, "name"), own(block, "id")];
  if (typeof name === "string" && name !== "") return JSON.stringify(["name", name]);
  return typeof id === "string" && id !== "" ? JSON.stringify(["id", id.toLowerCase()]) : undefined;
}

/** Whether two blocks that stand alone can be one, changed: where both say what they are called, and not the same, they must be alike. */
function mayBeOne(a: unknown, b: unknown): boolean {
  const [one, other] = [nameOf(a), nameOf(b)];
  return one === undefined || other === undefined || one === other || areAlike(a, b);
}

/** Of two that are called otherwise, most must be the same. */
function areAlike(a: unknown, b: unknown): boolean {
  const [one, other] = [nameOf(a), nameOf(b)];
  const alike = likeness(a, b);
  return one === undefined || other === undefined ? alike >= 0.5 : alike > 0.5;
}

function isAscending(places: readonly (number | undefined)[]): boolean {
  const told = places.filter((at) => at !== undefined);
  return told.every((at, i) => i === 0 || at > (told[i - 1] ?? 0));
}

function withMostAlike(from: Blocks, to: Blocks, equal: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const places = [...equal];
  const left = places.flatMap((at, i) => (at === undefined ? [i] : []));
  const free = new Set(rest(to, places));
  if (left.length * free.size > MOST_PAIRS) return places.map((at, i) => at ?? (free.has(i) ? i : undefined));
  const pairs = left.flatMap((i) => [...free].filter((j) => areAlike(from[i], to[j])).map((j) => ({ i, j, alike: likeness(from[i], to[j]) })));
  for (const { i, j } of pairs.sort((a, b) => b.alike - a.alike || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i)) {
    if (places[i] === undefined && free.delete(j)) places[i] = j;
  }
  return places;
}

/** 0 to 1: the share of what either says that both say. */
function likeness(a: unknown, b: unknown): number {
  if (a === AFTER_APPLY || b === AFTER_APPLY) return 0.5;
  if (!isKnownMap(a) || !isKnownMap(b)) return 0;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !isEmpty(own(a, key)) || !isEmpty(own(b, key)));
  if (keys.length === 0) return 1;
  return keys.filter((key) => same(own(a, key), own(b, key))).length / keys.length;
}
