import type { Path } from "../resource";
import { rowsOf } from "./rows";
import { AFTER_APPLY, holdsTrue, isEmpty, isKnownMap, maskAt, own, same } from "./values";

/** A value with the masks that say what of it is sensitive. */
export interface Node {
  readonly value: unknown;
  readonly masks: readonly unknown[];
  /** Where it stands on its own side, whose blocks may stand in other places than another's; -1 is the place of a block that isn't there. */
  readonly path: Path;
}

/** A resource as the last run left it, as it is, and as an apply makes it. */
export interface Three {
  readonly state: Node;
  readonly live: Node;
  readonly planned: Node;
}

/** An attribute that is not the same in all three, as far down as one can be named. */
export interface Leaf {
  /** Blocks are counted as they stand in the state, then those that only the tenant has, then those that only the configuration has. */
  readonly path: Path;
  readonly state: unknown;
  readonly live: unknown;
  /** May be, or hold, {@link AFTER_APPLY}. */
  readonly planned: unknown;
  readonly sensitive: boolean;
  readonly at: { readonly state: Path; readonly live: Path };
}

/** Inside of what the configuration leaves out: it speaks of none of its parts alone. */
const LEFT_OUT = Symbol("left out");

export function leavesOf(root: Three): readonly Leaf[] {
  const leaves: Leaf[] = [];
  eachKey(root, [], leaves, 0);
  return leaves;
}

/**
 * Goes into a map, or into blocks, where what the state and the tenant hold is of that shape; a map, or a block, that one of them doesn't have at all is told as a
 * whole. So is what a mask covers as a whole, since its keys may be secrets too.
 */
function walk(three: Three, path: Path, leaves: Leaf[], depth: number): void {
  const { state, live, planned } = three;
  const full = [state, live, planned].map(({ value }) => value).filter((value) => value !== LEFT_OUT && value !== AFTER_APPLY && !isEmpty(value));
  const masked = [state, live, planned].some(({ masks }) => masks.includes(true));
  if (masked || full.length === 0) emit(three, path, leaves);
  else if (full.every(isKnownMap)) walkMap(three, path, leaves, depth);
  else if (full.every(areBlocks)) walkBlocks(three, path, leaves, depth);
  else emit(three, path, leaves);
}

function walkMap(three: Three, path: Path, leaves: Leaf[], depth: number): void {
  const { state, live, planned } = three;
  const whole = isEmpty(state.value) || isEmpty(live.value) || (hasNoParts(planned.value) && same(state.value, live.value));
  if (whole) emit(three, path, leaves);
  else eachKey(three, path, leaves, depth);
}

function walkBlocks(three: Three, path: Path, leaves: Leaf[], depth: number): void {
  const { state, live, planned } = three;
  if (planned.value === AFTER_APPLY && same(state.value, live.value)) emit(three, path, leaves);
  else eachBlock(three, path, leaves, depth);
}

/** Of a plan that leaves the whole out, or doesn't know it yet; inside of such a one, each part is looked at by itself. */
function hasNoParts(planned: unknown): boolean {
  return planned === AFTER_APPLY || (planned !== LEFT_OUT && isEmpty(planned));
}

function eachKey(three: Three, path: Path, leaves: Leaf[], depth: number): void {
  const sides = [three.state, three.live, three.planned];
  const keys = new Set(sides.flatMap(({ value }) => (isKnownMap(value) ? Object.keys(value) : [])));
  for (const key of [...keys].sort()) {
    const under = (node: Node): Node => ({ value: isKnownMap(node.value) ? own(node.value, key) : inherited(node.value), masks: node.masks.map((mask) => maskAt(mask, key)), path: [...node.path, key] });
    walk(mapped(three, under), [...path, key], leaves, depth + 1);
  }
}

function eachBlock(three: Three, path: Path, leaves: Leaf[], depth: number): void {
  const items = ({ value }: Node): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  rowsOf(items(three.state), items(three.live), items(three.planned), depth).forEach((row, i) => {
    const under = (node: Node, at: number | undefined): Node => ({
      value: at !== undefined ? (items(node)[at] ?? null) : node.value === AFTER_APPLY || node.value === LEFT_OUT ? node.value : null,
      masks: at === undefined ? [] : node.masks.map((mask) => maskAt(mask, at)),
      path: [...node.path, at ?? -1],
    });
    walk({ state: under(three.state, row.state), live: under(three.live, row.live), planned: under(three.planned, row.planned) }, [...path, i], leaves, depth + 1);
  });
}

function mapped({ state, live, planned }: Three, to: (node: Node) => Node): Three {
  const [toState, toPlanned] = [to(state), to(planned)];
  return { state: toState, live: live === state ? toState : to(live), planned: toPlanned };
}

/** What is inside of something without parts. */
function inherited(value: unknown): unknown {
  return value === AFTER_APPLY ? AFTER_APPLY : LEFT_OUT;
}

function areBlocks(value: unknown): boolean {
  return Array.isArray(value) && value.some(isKnownMap) && value.every((item) => item === AFTER_APPLY || isKnownMap(item));
}

function emit(three: Three, path: Path, leaves: Leaf[]): void {
  const [state, live, planned] = [three.state, three.live, three.planned].map(({ value }) => (value === LEFT_OUT ? null : value));
  if (same(state, live) && same(live, planned)) return;
  const sensitive = [three.state, three.live, three.planned].some(({ masks }) => masks.some(holdsTrue));
  leaves.push({ path, state: state ?? null, live: live ?? null, planned: planned ?? null, sensitive, at: { state: three.state.path, live: three.live.path } });
}
