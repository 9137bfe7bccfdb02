/** Code points as sorted, separate pairs: first, last, first, last. */
export type Ranges = readonly number[];

export const LAST_CODE_POINT = 0x10ffff;

export function union(a: Ranges, b: Ranges): Ranges {
  const pairs = [...pairsOf(a), ...pairsOf(b)].sort(([x], [y]) => x - y);
  const merged: number[] = [];
  for (const [first, last] of pairs) {
    const end = merged.at(-1);
    if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
    else merged.push(first, last);
  }
  return merged;
}

export function complement(ranges: Ranges): Ranges {
  const rest: number[] = [];
  let next = 0;
  for (const [first, last] of pairsOf(ranges)) {
    if (first > next) rest.push(next, first - 1);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push(next, LAST_CODE_POINT);
  return rest;
}

export function intersection(a: Ranges, b: Ranges): Ranges {
  return complement(union(complement(a), complement(b)));
}

export function difference(a: Ranges, b: Ranges): Ranges {
  return intersection(a, complement(b));
}

export function symmetricDifference(a: Ranges, b: Ranges): Ranges {
  return union(difference(a, b), difference(b, a));
}

export function contains(ranges: Ranges, codePoint: number): boolean {
  for (let at = 0; at < ranges.length; at += 2) {
    if (codePoint < (ranges[at] ?? 0)) return false;
    if (codePoint <= (ranges[at + 1] ?? 0)) return true;
  }
  return false;
}

/** As RE2 writes them. */
export function rangesText(ranges: Ranges): string {
  if (ranges.length === 0) return `[^\\x00-\\x{10FFFF}]`;
  const parts = pairsOf(ranges).map(([first, last]) => `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`);
  return `[${parts.join("")}]`;
}

function pairsOf(ranges: Ranges): [number, number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at] ?? 0, ranges[at + 1] ?? 0]);
  return pairs;
}
