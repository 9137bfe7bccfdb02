import { compareValues } from "../values/compare";
import { type Difference, other, type RowChange } from "./change";
import type { Rows, SourceOf } from "./rows";

/** `take` and its like, which let through so many rows of those that come: which ones, of other rows, nobody can tell. */
export function compareLimits(before: SourceOf<"limit">, after: SourceOf<"limit">, input: RowChange): RowChange {
  const counted = countDifference(before, after);
  const displaced = input.differences.length > 0 || input.gathered !== "same" ? [other(`${after.title} keeps a part of other rows`)] : [];
  return { differences: [...counted, ...input.differences, ...displaced], gathered: input.gathered === "same" ? "same" : "any" };
}

function countDifference({ how, count: was, title }: SourceOf<"limit">, { how: after, count: is }: SourceOf<"limit">): readonly Difference[] {
  if (how !== after) return [other(`${title} goes by something else`)];
  if (was === is) return [];
  const order = was.constant && is.constant ? compareValues(is.constant.value, was.constant.value) : NaN;
  // A sample is drawn anew each time.
  if (Number.isNaN(order) || title === "sample") return [other(`${title} ${is.text} instead of ${was.text}`)];
  return [{ effect: order < 0 ? "narrower" : "wider", what: `keeps ${is.text} rows (${title}) instead of ${was.text}` }];
}

/** The rows before it lets only some through. */
export function peeledLimit({ title, count, input }: SourceOf<"limit">): { readonly rows: Rows; readonly what: string } {
  return { rows: input, what: `the limit ${title} ${count.text}` };
}
