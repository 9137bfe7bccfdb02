import { type Difference, driftOf, joinedDrift, other, type RowChange, turned } from "./change";
import type { Rows, SourceOf } from "./rows";

/** Kinds of which each gives, of the left table, a part of what the next one gives; a lookup's and a join's are the same. */
const WIDENING = ["innerunique", "inner", "leftouter"];
/** Where rows of the other table only take rows away. */
const ANTI = new Set(["leftanti"]);
/** Where every row of the left table stays, whatever the other one holds. */
const KEEPS_LEFT = new Set(["leftouter"]);
/** Where rows of both tables only add rows. */
const MONOTONE = new Set(["inner", "innerunique", "leftsemi", "rightsemi"]);

/** How a join's rows changed, from how those of its two tables did. */
export function compareJoins(before: SourceOf<"join">, after: SourceOf<"join">, left: RowChange, right: RowChange): RowChange {
  if (before.on !== after.on) return { differences: [...left.differences, ...right.differences, other(`${after.title} goes by other columns`)], gathered: "any" };
  const moved = joinedDrift(left.gathered, right.gathered) !== "same" && after.on.gathered ? [other(`${after.title} goes by what is gathered from other rows`)] : [];
  if (before.kind !== after.kind) return changedKind(before, after, [...left.differences, ...right.differences, ...moved]);
  const told = (differences: readonly Difference[]): readonly Difference[] => differences.map((difference) => ({ ...difference, what: `in the table that is joined: ${difference.what}` }));
  const { kind } = after;
  if (ANTI.has(kind)) return { differences: [...left.differences, ...told(turned(right.differences)), ...moved], gathered: joinedDrift(left.gathered, right.gathered) };
  if (KEEPS_LEFT.has(kind)) return { differences: [...left.differences, ...moved], gathered: joinedDrift(left.gathered, right.gathered === "same" && right.differences.length === 0 ? "same" : "any") };
  if (MONOTONE.has(kind)) {
    const picked = kind === "innerunique" && driftOf(left.differences) !== "same" ? "any" : "same";
    return { differences: [...left.differences, ...told(right.differences), ...moved], gathered: joinedDrift(left.gathered, right.gathered, picked) };
  }
  return { differences: [...left.differences, ...right.differences, other(`the ${kind} ${after.title} works on other rows`)], gathered: "any" };
}

function changedKind(before: SourceOf<"join">, after: SourceOf<"join">, differences: readonly Difference[]): RowChange {
  const [was, is] = [WIDENING.indexOf(before.kind), WIDENING.indexOf(after.kind)];
  const what = `${after.title} is ${after.kind} instead of ${before.kind}`;
  if (was < 0 || is < 0) return { differences: [...differences, other(what)], gathered: "any" };
  return { differences: [{ effect: is < was ? "narrower" : "wider", what }, ...differences], gathered: differences.length === 0 ? "same" : "any" };
}

/** The left table, of which the join lets only some rows through; none for a join that makes rows of its own. */
export function peeledJoin({ kind, title, right, input }: SourceOf<"join">): { readonly rows: Rows; readonly what: string } | undefined {
  if (!["inner", "innerunique", "leftsemi", "leftanti"].includes(kind)) return undefined;
  return { rows: input, what: `${/^[aeiou]/u.test(kind) ? "an" : "a"} ${kind} ${title} with ${right.legs.map(({ source }) => source.title).join(", ")}` };
}
