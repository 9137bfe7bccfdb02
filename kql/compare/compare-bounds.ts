import { compareValues } from "../values/compare";
import { type Difference, type Drift, other, turned } from "./change";
import type { Condition, ConditionOf } from "./condition";
import type { Term, Terms } from "./term";

/** How a threshold or a look-back moved; undefined where one bounds from below and the other from above. */
export function boundDifference(before: ConditionOf<"bound">, after: ConditionOf<"bound">, terms: Terms): readonly Difference[] | undefined {
  if (before.than[0] !== after.than[0]) return undefined;
  const order = boundOrder(after.bound, before.bound);
  if (Number.isNaN(order)) return [other(`the condition ${before.text} became ${after.text}`)];
  const lower = before.than.startsWith(">");
  const narrower = order === 0 ? !after.than.endsWith("=") : order > 0 === lower;
  const differences: Difference[] = [{ effect: narrower ? "narrower" : "wider", what: said(before, after, terms) }];
  return before.denied ? turned(differences) : differences;
}

function said(before: ConditionOf<"bound">, after: ConditionOf<"bound">, terms: Terms): string {
  const [old, fresh] = [before.bound, after.bound].map((bound) => agoOf(bound)?.text);
  if (before.than.startsWith(">") && old !== undefined && fresh !== undefined && !before.denied) return `looks back ${fresh} instead of ${old}`;
  return `${terms.say(before.of)} ${after.than} ${terms.say(after.bound)} instead of ${before.than} ${terms.say(before.bound)}`;
}

/** Below, at or above zero; NaN where nobody can tell before the query runs. */
function boundOrder(a: Term, b: Term): number {
  if (a === b) return 0;
  if (a.constant && b.constant) return compareValues(a.constant.value, b.constant.value);
  const [x, y] = [agoOf(a)?.constant, agoOf(b)?.constant];
  return x && y ? compareValues(y.value, x.value) : NaN;
}

function agoOf(bound: Term): Term | undefined {
  return bound.head === "call:ago" ? bound.args[0] : undefined;
}

/** Aggregates that only grow as rows are added, and those that only shrink. */
const GROWS = /^agg:(?:count|countif|dcount|dcountif|max|maxif|count_distinct|count_distinctif)$/u;
const SHRINKS = /^agg:(?:min|minif)$/u;
const GROWING_SETS = /^agg:(?:make_set|make_set_if|make_list|make_list_if)$/u;

/** What it does to the rows that a condition, itself unchanged, reads what is gathered of more or fewer of them. */
export function effectOfDrift(condition: Condition, drift: Drift): readonly Difference[] {
  if (drift === "same" || !condition.key.gathered || condition.kind === "fixed") return [];
  if (condition.kind === "and" || condition.kind === "or") return condition.parts.flatMap((part) => effectOfDrift(part, drift));
  const way = drift === "any" || condition.kind !== "bound" || condition.bound.gathered ? undefined : wayOf(condition.of);
  if (way === undefined || condition.kind !== "bound") return [other(`${condition.text} is now told of other rows`)];
  const rises = (drift === "up") === (way === "grows");
  const effect = rises === condition.than.startsWith(">") ? "wider" : "narrower";
  const differences: Difference[] = [{ effect, what: `${condition.text} is now told of ${drift === "up" ? "more" : "fewer"} rows` }];
  return condition.denied ? turned(differences) : differences;
}

function wayOf({ head, args }: Term): "grows" | "shrinks" | undefined {
  const [of] = args;
  if (head === "call:array_length") return of !== undefined && GROWING_SETS.test(of.head) && !of.args.some(({ gathered }) => gathered) ? "grows" : undefined;
  if (args.some(({ gathered }) => gathered)) return undefined;
  if (GROWS.test(head)) return "grows";
  return SHRINKS.test(head) ? "shrinks" : undefined;
}
