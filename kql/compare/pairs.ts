import { type Difference, isOpen } from "./change";

/** Something of the first query, and what it may have become in the second. */
export interface Paired<T> {
  readonly was: T;
  readonly is: T;
  readonly differences: readonly Difference[];
  /** How both read: that decides between pairs that are equally good. */
  readonly texts: readonly [string, string];
}

/** Each at most once, those first that differ least and best understood. The same pairs come out when the queries change places. */
export function bestPairs<P extends Paired<unknown>>(pairs: readonly P[]): P[] {
  const taken = { was: new Set<unknown>(), is: new Set<unknown>() };
  const sorted = [...pairs].sort((a, b) => weight(a) - weight(b) || order(textOf(a), textOf(b)));
  return sorted.filter(({ was, is }) => {
    if (taken.was.has(was) || taken.is.has(is)) return false;
    taken.was.add(was);
    taken.is.add(is);
    return true;
  });
}

function textOf({ texts }: { readonly texts: readonly [string, string] }): string {
  return JSON.stringify([...texts].sort());
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function weight({ differences }: { readonly differences: readonly Difference[] }): number {
  return differences.length + (isOpen(differences) ? 1000 : 0);
}
