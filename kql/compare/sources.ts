import { boundColumns } from "../language/types";
import type { Expression } from "../language/syntax";
import { atRows, columnOfRows, namesOf } from "./columns";
import { verbatim } from "./read-expression";
import type { Place, Reading } from "./reading";
import type { Leg, Rows, Source } from "./rows";
import { oneLine } from "./source-text";

/** The same change in each leg. */
export function each(input: Rows, change: (leg: Leg) => Leg): Rows {
  return { legs: input.legs.map(change) };
}

/** A source that hands its input's columns on. */
export function passing(source: (column: Source["column"]) => Source, input: Rows, reading: Reading): Rows {
  return { legs: [{ source: source((name) => columnOfRows(input, name, reading)), conditions: [], columns: new Map(), names: namesOf(input) }] };
}

/** An operator that stands for itself: any difference in it, or in what goes into it, is one. */
export function opaque(node: Expression, input: Rows, place: Place, reading: Reading): Rows {
  const said = verbatim(node, atRows(place, input, reading), reading);
  const key = reading.terms.make("exactly", [said, reading.rowsKey(input, true)], oneLine(node));
  const source: Source = { op: "exactly", title: oneLine(node).split(" ")[0] ?? "", input, key, column: (name) => reading.terms.make(`other:${name}`, [key], name) };
  const bound = boundColumns(node);
  return { legs: [{ source, conditions: [], columns: new Map(), names: bound && new Set(bound.map(({ name }) => name)) }] };
}
