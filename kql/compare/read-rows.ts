import { host, kindOf } from "../language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../language/syntax";
import { boundColumns, isTabular } from "../language/types";
import type { Meaning, Place, Reading } from "./reading";
import type { Leg, Rows, Source } from "./rows";
import { oneLine, wordKey } from "./source-text";
import { verbatim } from "./read-expression";
import type { Term } from "./term";

/** What only says how a table is to be worked out. */
const WRAPPERS = new Set(["ParenthesizedExpression", "MaterializeExpression", "ToTableExpression", "DataScopeExpression", "SimpleNamedExpression"]);
const WRAPPING_CALLS = new Set(["materialize", "hint.materialized"]);

/** Reads where rows come from. */
export function readRows(node: Expression, place: Place, reading: Reading): Rows {
  const kind = kindOf(node);
  if (WRAPPERS.has(kind)) return reading.rows((node as Nodes["ParenthesizedExpression"]).Expression, place);
  if (kind === "PipeExpression") {
    const { Expression: from, Operator: operator } = node as Nodes["PipeExpression"];
    return reading.operator(operator, reading.rows(from, place), place);
  }
  if (kind === "NameReference") return namedRows(node as Nodes["NameReference"], place, reading);
  if (kind === "FunctionCallExpression") return calledRows(node as Nodes["FunctionCallExpression"], place, reading);
  if (kind === "DataTableExpression") return rowsOf(datatable(node as Nodes["DataTableExpression"], reading), node);
  if (kind === "UnionOperator") return reading.operator(node, { legs: [] }, place);
  return rowsOf(exactly(node, place, reading), node);
}

function namedRows(node: Nodes["NameReference"], place: Place, reading: Reading): Rows {
  const name = node.SimpleName;
  const said = oneLine(node);
  const meaning = place.names.get(name);
  if (meaning?.kind === "rows") return meaning.rows();
  if (meaning?.kind === "function") return calledBody(node, meaning, [], place, reading);
  const named = reading.named.get(name);
  if (named && !host().isTable(node.ReferencedSymbol)) return named;
  return rowsOf(table(said, reading), node);
}

function calledRows(node: Nodes["FunctionCallExpression"], place: Place, reading: Reading): Rows {
  const name = node.Name.SimpleName;
  const args = elements(node.ArgumentList.Expressions);
  const own = place.names.get(name);
  const [only] = args;
  if (own?.kind === "function") return calledBody(node, own, args, place, reading);
  if (WRAPPING_CALLS.has(name) && only && args.length === 1) return reading.rows(only, place);
  const named = name === "table" && only ? reading.expression(only, place).constant?.value : undefined;
  if (typeof named === "string" && args.length === 1) return rowsOf(table(named, reading), node);
  if (args.every((arg) => !isTabular(arg))) return rowsOf(called(node, args.map((arg) => reading.expression(arg, place)), reading), node);
  return rowsOf(exactly(node, place, reading), node);
}

function calledBody(node: Expression, own: Extract<Meaning, { kind: "function" }>, args: readonly Expression[], place: Place, reading: Reading): Rows {
  const { expression, place: within } = reading.body(node, own, args, place);
  return reading.rows(expression, within);
}

/** All columns of a source as they are. */
export function rowsOf(source: Source, node: Expression): Rows {
  const columns = boundColumns(node);
  return { legs: [{ source, conditions: [], columns: new Map(), names: columns && new Set(columns.map(({ name }) => name)) }] };
}

function table(name: string, { terms }: Reading): Source {
  return { op: "table", name, title: name, key: terms.make(`table ${name}`, [], name), column: (column) => terms.make(`column:${column}`, [], column) };
}

/** A function of the service: what it gives is not known here, only what it is asked. */
function called(node: Nodes["FunctionCallExpression"], args: readonly Term[], { terms }: Reading): Source {
  const title = oneLine(node);
  return { op: "exactly", title, key: terms.make(`rows of ${node.Name.SimpleName}`, args, title), column: (name) => terms.make(`column:${name}`, [], name) };
}

function datatable(node: Nodes["DataTableExpression"], reading: Reading): Source {
  const { terms } = reading;
  const schema = elements(node.Schema.Columns).map(wordKey).join(" ");
  const width = Math.max(1, elements(node.Schema.Columns).length);
  const values = elements(node.Values).map((value) => reading.expression(value, { names: new Map() }));
  const rows = Array.from({ length: Math.ceil(values.length / width) }, (_, row) => terms.make("row", values.slice(row * width, (row + 1) * width), "").id);
  const cells = rows.map(String).sort();
  const key = terms.make(`datatable ${schema} ${cells.join(" ")}`, [], "datatable");
  return { op: "datatable", title: "datatable", schema, cells, key, column: (name) => terms.make(`column:${name}`, [], name) };
}

function exactly(node: Expression, place: Place, reading: Reading): Source {
  const key = verbatim(node, place, reading);
  return { op: "exactly", title: oneLine(node), key, column: (name) => reading.terms.make(`other:${name}`, [key], name) };
}

/** Equal for legs that give the same rows; `whole` tells their columns apart too. */
export function legKeyOf({ source, conditions, columns, names }: Leg, whole: boolean, { terms, conditions: all }: Reading): Term {
  const filter = all.joined("and", conditions, "").key;
  if (!whole) return terms.make("leg", [source.key, filter], "");
  const made = [...columns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, term]) => terms.make(`column ${name}`, [term], name));
  return terms.make(`leg ${names ? [...names].sort().join(" ") : "open"}`, [source.key, filter, ...made], "");
}

export function rowsKeyOf({ legs }: Rows, whole: boolean, reading: Reading): Term {
  // Not a set: two legs that are equal give each row twice.
  const keys = legs.map((leg) => reading.legKey(leg, whole)).sort((a, b) => a.id - b.id);
  return reading.terms.make("legs", keys, "");
}

/** The nodes of a body or of the query itself that give names. */
export function isLet(statement: SyntaxNode): statement is Nodes["LetStatement"] {
  return kindOf(statement) === "LetStatement";
}
