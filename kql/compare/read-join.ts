import { KqlError } from "../engine/errors";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, parametersOf } from "../language/syntax";
import { boundColumns } from "../language/types";
import { atRows, columnOfRows, namesOf } from "./columns";
import type { Place, Reading } from "./reading";
import { groundOf, type Leg, type Rows, type Source } from "./rows";
import { oneLine } from "./source-text";
import type { Term } from "./term";

/** How a join is written that says the same, and that of which one table gives all columns. */
const KINDS: Readonly<Record<string, string>> = { anti: "leftanti", leftantisemi: "leftanti", rightantisemi: "rightanti" };
const RIGHT_ONLY = new Set(["rightsemi", "rightanti"]);
const LEFT_ONLY = new Set(["leftsemi", "leftanti"]);

/** `join` and `lookup`. */
export function readJoin(node: Nodes["JoinOperator"] | Nodes["LookupOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const { terms } = reading;
  const lookup = kindOf(node) === "LookupOperator";
  const said = parametersOf(node.Parameters).get("kind")?.toLowerCase() ?? (lookup ? "leftouter" : "innerunique");
  const kind = Object.hasOwn(KINDS, said) ? (KINDS[said] ?? said) : said;
  const right = reading.rows(node.Expression, { names: place.names });
  const clause = lookup ? (node as Nodes["LookupOperator"]).LookupClause : (node as Nodes["JoinOperator"]).ConditionClause;
  const on = terms.set("on", elements(clause?.Expressions).map((key) => keyTerm(key, input, right, place, reading)), oneLine(node));
  const key = terms.make(`join ${kind}`, [on, reading.rowsKey(input, false), reading.rowsKey(right, false)], oneLine(node));
  const column = columnsOf(kind, input, right, reading);
  const source: Source = { op: "join", title: lookup ? "lookup" : "join", kind, on, input, right, rightColumns: !LEFT_ONLY.has(kind), key, column };
  const bound = boundColumns(node);
  return { legs: [{ source, conditions: [], columns: new Map(), names: bound && new Set(bound.map(({ name }) => name)) }] };
}

/** `on Id` is `on $left.Id == $right.Id`. */
function keyTerm(key: Expression, input: Rows, right: Rows, place: Place, reading: Reading): Term {
  const { terms } = reading;
  const left = atRows(place, input, reading);
  const sides = { names: place.names, column: (name: string) => (name === "$left" || name === "$right" ? terms.make(name, [], name) : columnOfRows(input, name, reading)) };
  if (kindOf(key) === "NameReference") {
    const name = (key as Nodes["NameReference"]).SimpleName;
    return terms.make("pair", [reading.expression(key, left), columnOfRows(right, name, reading)], name);
  }
  const pair = kindOf(key) === "BinaryExpression" ? sidesOf(key as Nodes["BinaryExpression"]) : undefined;
  if (pair) return terms.make("pair", [columnOfRows(input, pair.left, reading), columnOfRows(right, pair.right, reading)], oneLine(key));
  return terms.make("key", [reading.expression(key, sides), reading.rowsKey(input, true), reading.rowsKey(right, true)], oneLine(key));
}

function sidesOf({ Left: a, Right: b }: Nodes["BinaryExpression"]): { readonly left: string; readonly right: string } | undefined {
  const names = new Map([a, b].flatMap((side) => {
    if (kindOf(side) !== "PathExpression") return [];
    const { Expression: of, Selector: name } = side as Nodes["PathExpression"];
    return kindOf(name) === "NameReference" ? [[oneLine(of), (name as Nodes["NameReference"]).SimpleName] as const] : [];
  }));
  const [left, right] = [names.get("$left"), names.get("$right")];
  return left === undefined || right === undefined ? undefined : { left, right };
}

/** The left table's columns come first, under their names; the other's are told apart by the table that they come from. */
function columnsOf(kind: string, input: Rows, right: Rows, reading: Reading): (name: string) => Term {
  const { terms } = reading;
  const mark = `other:${groundOf(right)}`;
  const fromRight = (name: string): Term => terms.make(mark, [columnOfRows(right, name, reading)], name);
  // Of several rows of one key innerunique takes any; so does what has no partner, where the left side may be missing.
  const fromLeft = (name: string): Term => (kind === "innerunique" || kind === "fullouter" || kind === "rightouter" ? terms.make("any:left", [columnOfRows(input, name, reading)], name) : columnOfRows(input, name, reading));
  if (RIGHT_ONLY.has(kind)) return fromRight;
  const leftNames = namesOf(input);
  if (LEFT_ONLY.has(kind)) return fromLeft;
  const unknown = (name: string): Term => terms.make(`other:${name}`, [reading.rowsKey(input, true), reading.rowsKey(right, true)], name);
  const rightNames = namesOf(right);
  if (leftNames === undefined || rightNames === undefined) return (name) => (leftNames?.has(name) === true ? fromLeft(name) : unknown(name));
  return (name) => (leftNames.has(name) ? fromLeft(name) : rightNames.has(name) ? fromRight(name) : namesake(name, rightNames, fromRight) ?? unknown(name));
}

function namesake(name: string, rightNames: ReadonlySet<string>, fromRight: (name: string) => Term): Term | undefined {
  const bare = /^(.*)1$/u.exec(name)?.[1];
  return bare !== undefined && rightNames.has(bare) ? fromRight(bare) : undefined;
}

/** Each `let` line may unite the one before it with itself. */
const MOST_LEGS = 1_000;

/** The rows of all tables, one leg each. Throws a limit error for too many. */
export function readUnion(node: Nodes["UnionOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const parameters = parametersOf(node.Parameters);
  for (const [name, value] of parameters) if (!name.startsWith("hint.") && name !== "withsource") reading.settings.push(`union ${name}=${value}`);
  const tables = elements(node.Expressions).map((table) => ({ title: oneLine(table), rows: reading.rows(table, { names: place.names }) }));
  const parts = [...(input.legs.length > 0 ? [{ title: "union_arg0", rows: input }] : []), ...tables];
  const withSource = parameters.get("withsource");
  const named = (leg: Leg, title: string): Leg => (withSource === undefined ? leg : labelled(leg, withSource, reading.terms.constant(title, title)));
  if (parts.reduce((sum, { rows }) => sum + rows.legs.length, 0) > MOST_LEGS) throw new KqlError("limit", `a union of more than ${MOST_LEGS.toLocaleString("en")} tables`);
  return { legs: parts.flatMap(({ title, rows }) => rows.legs.map((leg) => named(leg, title))) };
}

function labelled(leg: Leg, name: string, label: Term): Leg {
  return { ...leg, columns: new Map([...leg.columns, [name, label]]), names: leg.names && new Set([...leg.names, name]) };
}
