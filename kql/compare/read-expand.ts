import { nameOf } from "../engine/naming";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, parametersOf } from "../language/syntax";
import { boundColumns } from "../language/types";
import { atRows, columnOfRows } from "./columns";
import { verbatim } from "./read-expression";
import type { Place, Reading } from "./reading";
import type { Leg, Rows } from "./rows";
import { each, opaque, passing } from "./sources";
import { oneLine, wordKey } from "./source-text";
import type { Term } from "./term";

/** Each value of a list on a row of its own. */
export function expand(node: Nodes["MvExpandOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const exactly = verbatim(node, atRows(place, input, reading), reading);
  const key = reading.terms.make("expand", [exactly, reading.rowsKey(input, false)], oneLine(node));
  const rows = passing((column) => ({ op: "expand", title: "mv-expand", exactly, input, key, column }), input, reading);
  return each(rows, (leg) => withExpanded(leg, node, exactly, reading));
}

function withExpanded(leg: Leg, node: Pick<Nodes["MvExpandOperator"], "Parameters" | "Expressions">, exactly: Term, { terms }: Reading): Leg {
  const { itemindex } = Object.fromEntries(parametersOf(node.Parameters)) as { readonly itemindex?: string };
  const fresh = [...elements(node.Expressions).flatMap((said) => nameOf(said.Expression) ?? []), ...(itemindex === undefined ? [] : [itemindex])];
  const columns = new Map([...leg.columns, ...fresh.map((name) => [name, terms.make(`each ${name}`, [exactly], name)] as const)]);
  return { ...leg, columns, names: leg.names && new Set([...leg.names, ...fresh]) };
}

/** A query of its own on the values of each row. */
export function apply(node: Nodes["MvApplyOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const { terms } = reading;
  const at = atRows(place, input, reading);
  const parts = elements(node.Expressions).map((said) => verbatim(said, at, reading));
  const limit = node.RowLimitClause ? [reading.expression(node.RowLimitClause.RowLimit, { names: place.names })] : [];
  const exactly = terms.make(`apply ${[...parametersOf(node.Parameters)].join(" ")} ${node.ContextIdClause ? wordKey(node.ContextIdClause) : ""}`, [...parts, ...limit], oneLine(node));
  const [item] = passing((column) => ({ op: "exactly", title: "each value", key: exactly, column }), input, reading).legs;
  if (item === undefined) return opaque(node, input, place, reading);
  const eachRow = subquery(node.Subquery.Expression, { legs: [withExpanded(item, node, exactly, reading)] }, place, reading);
  const key = terms.make("apply", [exactly, reading.rowsKey(input, false), reading.rowsKey(eachRow, false)], oneLine(node));
  const inner = new Set(eachRow.legs.flatMap(({ columns }) => [...columns.keys()]));
  const rows = passing((column) => ({ op: "apply", title: "mv-apply", exactly, input, each: eachRow, key, column }), input, reading);
  const bound = boundColumns(node);
  return each(rows, (leg) => ({ ...leg, columns: new Map([...inner].map((name) => [name, columnOfRows(eachRow, name, reading)])), names: bound && new Set(bound.map(({ name }) => name)) }));
}

/** A query whose first operator works on rows that are handed to it. */
function subquery(node: Expression, input: Rows, place: Place, reading: Reading): Rows {
  const kind = kindOf(node);
  if (kind === "ParenthesizedExpression") return subquery((node as Nodes["ParenthesizedExpression"]).Expression, input, place, reading);
  if (kind !== "PipeExpression") return reading.operator(node, input, place);
  const { Expression: from, Operator: operator } = node as Nodes["PipeExpression"];
  return reading.operator(operator, subquery(from, input, place, reading), place);
}

