import { KqlError } from "../engine/errors";
import type { Analysis } from "../language/analyze";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../language/syntax";
import { isTabular } from "../language/types";
import { walk } from "../language/walk";
import { Conditions } from "./condition";
import { readExpression } from "./read-expression";
import { readOperator } from "./read-operator";
import { isLet, legKeyOf, readRows, rowsKeyOf } from "./read-rows";
import type { Meaning, Place, Reading } from "./reading";
import type { Rows } from "./rows";
import { oneLine, wordKey } from "./source-text";
import type { Terms } from "./term";

/** What a bound query means. */
export interface Meant {
  readonly rows: Rows;
  readonly reading: Reading;
}

/** Where the order of rows can be seen: `sort` changes nothing else. */
const ORDERED = new Set(["TakeOperator", "SampleOperator", "ScanOperator", "SerializeOperator", "PartitionOperator", "TopNestedOperator", "EvaluateOperator", "InvokeOperator"]);
const ORDERED_FUNCTIONS = /^(?:make_list|makelist|row_|prev$|next$|zip$)/u;
/** Functions whose answer is another one each time. */
const VOLATILE = new Set(["rand", "new_guid"]);

/** Whether the order of rows can be seen in what the query gives. */
export function seesOrder({ code }: Analysis): boolean {
  return callsOf(code.Syntax).some((name) => ORDERED_FUNCTIONS.test(name)) || holdsKind(code.Syntax, ORDERED);
}

/** Whether two runs of a query on the same rows may differ. */
export function isVolatile({ code }: Analysis): boolean {
  return callsOf(code.Syntax).some((name) => VOLATILE.has(name));
}

/** Reads a bound query; `ordered` where the order of rows counts. Throws a limit error for one that comes to too much. */
export function readQuery({ code }: Analysis, terms: Terms, ordered: boolean): Meant {
  const conditions = new Conditions(terms);
  const reading: Reading = {
    code,
    terms,
    conditions,
    ordered,
    settings: [],
    named: new Map(),
    expression: (node, place) => readExpression(node, place, reading),
    rows: (node, place) => readRows(node, place, reading),
    operator: (node, input, place) => readOperator(node, input, place, reading),
    statements: (statements, place) => statements.reduce((at, statement) => defined(statement, at, reading), place),
    body: (node, own, args, place, piped) => bodyOf(node, own, args, place, piped, reading),
    rowsKey: (rows, whole) => rowsKeyOf(rows, whole, reading),
    legKey: (leg, whole) => legKeyOf(leg, whole, reading),
  };
  const statements = elements(code.Syntax.Statements);
  const results = statements.filter((statement) => kindOf(statement) === "ExpressionStatement");
  const [result] = results;
  if (result === undefined) throw new KqlError("semantic", "the query has no statement that gives rows");
  if (results.length > 1) throw new KqlError("unsupported", "a second result");
  const place = reading.statements(statements, { names: new Map() });
  return { rows: reading.rows((result as Nodes["ExpressionStatement"]).Expression, place), reading };
}

function defined(statement: SyntaxNode, place: Place, reading: Reading): Place {
  if (isLet(statement)) return withName(place, statement.Name.SimpleName, meaningOf(statement.Expression, place, reading));
  if (kindOf(statement) !== "ExpressionStatement") reading.settings.push(wordKey(statement));
  return place;
}

function meaningOf(said: Expression, { names }: Place, reading: Reading): Meaning {
  const place = { names };
  if (kindOf(said) === "FunctionDeclaration") return { kind: "function", declaration: said as Nodes["FunctionDeclaration"], place };
  if (isTabular(said)) return { kind: "rows", rows: once(() => reading.rows(said, place)) };
  return { kind: "term", term: once(() => reading.expression(said, place)) };
}

function withName(place: Place, name: string, meaning: Meaning): Place {
  return { ...place, names: new Map([...place.names, [name, meaning]]) };
}

function bodyOf(node: Expression, own: Extract<Meaning, { kind: "function" }>, args: readonly Expression[], place: Place, piped: Rows | undefined, reading: Reading): { readonly expression: Expression; readonly place: Place } {
  reading.terms.work();
  const body = node.GetCalledFunctionBody?.() ?? own.declaration.Body;
  const parameters = elements(own.declaration.Parameters.Parameters);
  const given = argumentsOf(parameters.map(({ NameAndType }) => NameAndType.Name.SimpleName), args, piped ? 1 : 0);
  let within: Place = own.place;
  for (const [index, { NameAndType, DefaultValue }] of parameters.entries()) {
    const name = NameAndType.Name.SimpleName;
    const arg = given.get(name) ?? DefaultValue?.Value;
    if (piped && index === 0) within = withName(within, name, { kind: "rows", rows: () => piped });
    else if (arg) within = withName(within, name, isTabular(arg) ? { kind: "rows", rows: once(() => reading.rows(arg, place)) } : { kind: "term", term: once(() => reading.expression(arg, place)) });
  }
  within = reading.statements(elements(body.Statements), within);
  if (body.Expression === null) throw new KqlError("semantic", `the function ${oneLine(node)} has no result`);
  return { expression: body.Expression, place: within };
}

/** Arguments by the name of their parameter: in its place, or `name = value`. */
function argumentsOf(parameters: readonly string[], args: readonly Expression[], first: number): ReadonlyMap<string, Expression> {
  return new Map(
    args.map((arg, index) => {
      const named = kindOf(arg) === "SimpleNamedExpression" ? (arg as Nodes["SimpleNamedExpression"]) : undefined;
      return named && parameters.includes(named.Name.SimpleName) ? [named.Name.SimpleName, named.Expression] : [parameters[first + index] ?? "", arg];
    }),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}

function callsOf(root: SyntaxNode): string[] {
  const names: string[] = [];
  walk(root, (node, kind) => {
    if (kind === "FunctionCallExpression") names.push((node as Nodes["FunctionCallExpression"]).Name.SimpleName);
  });
  return names;
}

function holdsKind(root: SyntaxNode, kinds: ReadonlySet<string>): boolean {
  let found = false;
  walk(root, (_, kind) => {
    found ||= kinds.has(kind);
  });
  return found;
}
