import { nameOf } from "../engine/naming";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { boundColumns } from "../language/types";
import { aggregateName } from "../operators/summarize";
import { atRows, columnOfRows } from "./columns";
import { verbatim } from "./read-expression";
import type { Place, Reading } from "./reading";
import type { Rows } from "./rows";
import { each, passing } from "./sources";
import { oneLine } from "./source-text";
import type { Term } from "./term";

/** An order, where it can be seen in the result. */
export function kept(node: Expression, input: Rows, place: Place, reading: Reading): Rows {
  if (!reading.ordered) return input;
  const exactly = verbatim(node, atRows(place, input, reading), reading);
  const key = reading.terms.make("sort", [exactly, reading.rowsKey(input, true)], oneLine(node));
  return passing((column) => ({ op: "sort", title: "sort", exactly, input, key, column }), input, reading);
}

export function limited(node: Expression, how: string, count: Expression, by: readonly Expression[], input: Rows, place: Place, reading: Reading): Rows {
  const most = reading.expression(count, { names: place.names });
  const order = by.map((said) => verbatim(said, atRows(place, input, reading), reading));
  const head = reading.terms.make(how, order, how);
  const key = reading.terms.make("limit", [head, most, reading.rowsKey(input, false)], oneLine(node));
  return passing((column) => ({ op: "limit", title: how, how: String(head.id), count: most, input, key, column }), input, reading);
}

export function distinctRows(node: Nodes["DistinctOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const at = atRows(place, input, reading);
  const said = elements(node.Expressions);
  const by = said.map((one) => (kindOf(one) === "StarExpression" ? reading.rowsKey({ legs: input.legs.map((leg) => ({ ...leg, conditions: [] })) }, true) : reading.expression(one, at)));
  const key = reading.terms.make("distinct", [reading.terms.set("by", by, ""), reading.rowsKey(input, false)], oneLine(node));
  const rows = passing((column) => ({ op: "distinct", title: "distinct", by, input, key, column }), input, reading);
  const bound = boundColumns(node);
  const made = said.flatMap((one, index) => (kindOf(one) === "SimpleNamedExpression" && by[index] ? [[nameOf(one) ?? "", by[index]] as const] : []));
  return each(rows, (leg) => ({ ...leg, columns: new Map(made), names: bound && new Set(bound.map(({ name }) => name)) }));
}

/** Groups are told by what they are grouped by; all else in them is gathered. */
export function summarize(node: Expression, aggregates: readonly Expression[], keys: readonly Expression[], input: Rows, place: Place, reading: Reading): Rows {
  const { terms } = reading;
  const at = atRows(place, input, reading);
  const by = keys.map((said) => reading.expression(said, at));
  const columns = new Map<string, Term>();
  const gathered = aggregates.map((said) => [aggregateName(said) ?? nameOf(said), said, reading.expression(said, at)] as const);
  for (const [name, said, term] of gathered) {
    if (name === undefined) continue;
    columns.set(name, term);
    if (kindOf(said) === "SimpleNamedExpression") terms.name(term, name);
  }
  for (const [index, said] of keys.entries()) {
    const name = nameOf(said);
    if (name !== undefined && by[index]) columns.set(name, by[index]);
  }
  if (kindOf(node) === "CountOperator") columns.set("Count", terms.make("agg:count", [], "count()"));
  const pickers = gathered.flatMap(([, , term]) => (PICKS_ROWS.test(term.head) ? [term] : []));
  const all = terms.make("picked by", pickers, oneLine(node));
  const key = terms.make("summarize", [terms.set("by", by, ""), reading.rowsKey(input, false)], oneLine(node));
  // `arg_max(TimeGenerated, *)` hands on the columns of one of its rows.
  const column = (name: string): Term => terms.make(`agg:picked ${name}`, [all, columnOfRows(input, name, reading)], name);
  const bound = boundColumns(node);
  return { legs: [{ source: { op: "summarize", title: "summarize", by, input, key, column }, conditions: [], columns, names: bound && new Set(bound.map(({ name }) => name)) }] };
}

const PICKS_ROWS = /^agg:(?:arg_max|arg_min|take_any|any)$/u;

