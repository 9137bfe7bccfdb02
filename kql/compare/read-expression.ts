import { KqlError } from "../engine/errors";
import { dynamicValue, literalValue } from "../engine/literal";
import { host, kindOf } from "../language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../language/syntax";
import { isTabular } from "../language/types";
import { isArray, Timespan, type Value } from "../values/value";
import { jsonText } from "../values/json";
import type { Meaning, Place, Reading } from "./reading";
import { oneLine, wordKey } from "./source-text";
import { tableTerm } from "./table-term";
import { inOrder, type Term } from "./term";

/** Reads what an expression means. What it doesn't understand is itself, word for word, with what its names stand for. */
export function readExpression(node: Expression, place: Place, reading: Reading): Term {
  const kind = kindOf(node);
  const reader = (READERS as Readonly<Record<string, ((node: never, place: Place, reading: Reading) => Term) | undefined>>)[kind];
  return reader ? reader(node as never, place, reading) : verbatim(node, place, reading);
}

type Reader<K extends keyof Nodes> = (node: Nodes[K], place: Place, reading: Reading) => Term;

const inner = (node: { readonly Expression: Expression }, place: Place, reading: Reading): Term => reading.expression(node.Expression, place);

const READERS: { readonly [K in keyof Nodes]?: Reader<K> } = {
  ParenthesizedExpression: inner,
  BracketedExpression: inner,
  SimpleNamedExpression: inner,
  LiteralExpression: readConstant,
  CompoundStringLiteralExpression: readConstant,
  DynamicExpression: readConstant,
  NameReference: readName,
  PathExpression: (node, place, reading) => step(node, place, reading),
  ElementExpression: (node, place, reading) => step(node, place, reading),
  PrefixUnaryExpression: readSign,
  BinaryExpression: readBinary,
  InExpression: readMembership,
  HasAnyExpression: readMembership,
  HasAllExpression: readMembership,
  BetweenExpression: (node, place, reading) =>
    reading.terms.make(spaced(node.Operator.Text), [node.Left, node.Right.First, node.Right.Second].map((part) => reading.expression(part, place)), oneLine(node)),
  FunctionCallExpression: readCall,
  ToScalarExpression: (node, place, reading) => reading.terms.make("toscalar", [valueOrTable(node.Expression, { names: place.names }, reading)], oneLine(node)),
};

/** The value of a literal; one that can't be read is what is written. */
function readConstant(node: Expression, place: Place, reading: Reading): Term {
  const fail = (): never => {
    throw new KqlError("unsupported", "a literal");
  };
  const query = { fail, sourceOf: (of: SyntaxNode) => of.toString().trim() };
  try {
    const dynamic = kindOf(node) === "DynamicExpression";
    const value = dynamic ? dynamicValue(node, query) : literalValue(node, query);
    // null of one type is another's null too.
    if (value === null) return verbatim(node, place, reading);
    return dynamic ? reading.terms.make(`dynamic ${jsonText(value)}`, isArray(value) ? value.map((each) => constant(each, reading)) : [], oneLine(node)) : reading.terms.constant(value, oneLine(node));
  } catch (error) {
    if (error instanceof KqlError && error.kind === "unsupported") return verbatim(node, place, reading);
    throw error;
  }
}

function constant(value: Value, { terms }: Reading): Term {
  return terms.constant(value, jsonText(value));
}

/** A column before another name: the nearer one, as the binder found. */
function readName(node: Nodes["NameReference"], place: Place, reading: Reading): Term {
  const name = node.SimpleName;
  const meaning = host().isColumn(node.ReferencedSymbol) ? undefined : place.names.get(name);
  if (meaning) return meant(node, meaning, place, reading);
  return place.column?.(name) ?? reading.terms.make(`name:${name}`, [], name);
}

function meant(node: Expression, meaning: Meaning, place: Place, reading: Reading): Term {
  if (meaning.kind === "term") return meaning.term();
  if (meaning.kind === "rows") return readTable(node, place, reading);
  const { expression, place: within } = reading.body(node, meaning, [], place);
  return reading.expression(expression, within);
}

function readTable(node: Expression, place: Place, reading: Reading): Term {
  const rows = reading.rows(node, { names: place.names });
  return tableTerm(rows, reading.rowsKey(rows, true), oneLine(node), reading.terms);
}

function valueOrTable(node: Expression, place: Place, reading: Reading): Term {
  return isTabular(node) ? readTable(node, place, reading) : reading.expression(node, place);
}

/** `bag.key`, `bag["key"]` and `array[0]`. */
function step(node: Nodes["PathExpression"], place: Place, reading: Reading): Term {
  const of = reading.expression(node.Expression, place);
  const text = oneLine(node);
  if (kindOf(node) === "PathExpression" && kindOf(node.Selector) === "NameReference") {
    return reading.terms.make("step", [of, reading.terms.constant((node.Selector as Nodes["NameReference"]).SimpleName, text)], text);
  }
  return reading.terms.make("step", [of, reading.expression(node.Selector, place)], text);
}

function readSign(node: Nodes["PrefixUnaryExpression"], place: Place, reading: Reading): Term {
  const of = reading.expression(node.Expression, place);
  if (node.Operator.Text === "+") return of;
  const value = of.constant?.value;
  if (typeof value === "bigint" || typeof value === "number") return reading.terms.constant(-value, oneLine(node));
  if (value instanceof Timespan) return reading.terms.constant(new Timespan(-value.ticks), oneLine(node));
  return reading.terms.make("-", [of], oneLine(node));
}

function spaced(operator: string): string {
  return operator.replace(/\s+/gu, " ").toLowerCase();
}

function readBinary(node: Nodes["BinaryExpression"], place: Place, reading: Reading): Term {
  const operator = spaced(node.Operator.Text);
  const [left, right] = [reading.expression(node.Left, place), reading.expression(node.Right, place)];
  const text = oneLine(node);
  // now() - 1d is ago(1d).
  if (operator === "-" && left.head === "call:now" && left.args.length === 0) return reading.terms.make("call:ago", [right], text);
  if (["==", "!=", "<>", "=~", "!~", "+", "*"].includes(operator) && !left.constant !== !right.constant && left.constant) return reading.terms.make(operator, [right, left], text);
  const turns = ["==", "!=", "<>", "+", "*"].includes(operator) && !left.constant && !right.constant && inOrder(right, left) < 0;
  return reading.terms.make(operator, turns ? [right, left] : [left, right], text);
}

/** A list within the list is its values. */
function readMembership(node: Nodes["InExpression"], place: Place, reading: Reading): Term {
  const left = reading.expression(node.Left, place);
  const said = elements(node.Right.Expressions).map((value) => valueOrTable(value, isTabular(value) ? { names: place.names } : place, reading));
  const values = said.flatMap((value) => (value.head.startsWith("dynamic [") ? value.args : [value]));
  return reading.terms.make(spaced(node.Operator.Text), [left, ...values], oneLine(node));
}

/** Names of one function that have another one for it. */
const SAME_AS: Readonly<Record<string, string>> = { todynamic: "parse_json", toobject: "parse_json", iif: "iff", todouble: "toreal" };
const DENIALS: Readonly<Record<string, string>> = { isnotempty: "isempty", isnotnull: "isnull", notempty: "isempty", notnull: "isnull" };

function readCall(node: Nodes["FunctionCallExpression"], place: Place, reading: Reading): Term {
  const name = node.Name.SimpleName;
  const args = elements(node.ArgumentList.Expressions);
  const own = place.names.get(name);
  if (own?.kind === "function") {
    const { expression, place: within } = reading.body(node, own, args, place);
    return isTabular(expression) ? readTable(node, place, reading) : reading.expression(expression, within);
  }
  const text = oneLine(node);
  const terms = args.map((arg) => valueOrTable(arg, place, reading));
  const [first] = terms;
  if (host().isAggregate(node.ReferencedSymbol)) return reading.terms.make(`agg:${name}`, terms, text);
  if (name === "not" && first) return reading.terms.make("not", [first], text);
  const denied = Object.hasOwn(DENIALS, name) ? DENIALS[name] : undefined;
  if (denied !== undefined) return reading.terms.make("not", [reading.terms.make(`call:${denied}`, terms, text)], text);
  const value = first?.constant?.value;
  if (name === "now" && value instanceof Timespan) return reading.terms.make("call:ago", [reading.terms.constant(new Timespan(-value.ticks), text)], text);
  const named = COLUMN_IF_EXISTS.has(name) && typeof value === "string" ? place.column?.(value) : undefined;
  if (named) return reading.terms.make("call:column_ifexists", [named, ...terms.slice(1)], text);
  const whole = READS_WHOLE_ROWS.has(name) && place.wholeRow ? [place.wholeRow()] : [];
  return reading.terms.make(`call:${Object.hasOwn(SAME_AS, name) ? SAME_AS[name] ?? name : name}`, [...terms, ...whole], text);
}

const COLUMN_IF_EXISTS = new Set(["column_ifexists", "columnifexists"]);
const READS_WHOLE_ROWS = new Set(["pack_all", "bag_pack_columns", "column_names_of", "row_number", "row_cumsum", "row_rank_dense", "row_rank_min", "row_window_session", "prev", "next"]);

/** What is not understood: its words, and what its names stand for. */
export function verbatim(node: SyntaxNode, place: Place, reading: Reading): Term {
  const args: Term[] = [];
  const pending: SyntaxNode[] = [node];
  let whole = false;
  for (let at = pending.pop(); at; at = pending.pop()) {
    const kind = kindOf(at);
    if (kind === "StarExpression") whole = true;
    if (kind === "NameReference" && at !== node) args.push(isTabular(at as Expression) ? readTable(at as Expression, place, reading) : readName(at as Nodes["NameReference"], place, reading));
    for (let index = at.ChildCount - 1; index >= 0; index--) {
      const child = at.GetChild(index);
      if (child) pending.push(child);
    }
  }
  return reading.terms.make(`verbatim ${wordKey(node)}`, [...args, ...(whole && place.wholeRow ? [place.wholeRow()] : [])], oneLine(node));
}
