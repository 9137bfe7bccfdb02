import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, parametersOf } from "../language/syntax";
import { besideColumns, columnIndex, type Emit, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { keyOfRow } from "../values/compare";
import { type Column, emptyOf, type Row, type Value } from "../values/value";

/** https://learn.microsoft.com/en-us/kusto/query/join-operator */
export function join(node: Nodes["JoinOperator"], input: Relation, scope: Scope): Relation {
  const kind = parametersOf(node.Parameters).get("kind") ?? "innerunique";
  return joined(kind, node, elements(node.ConditionClause?.Expressions), input, scope, false);
}

/** A join that shows each key once. https://learn.microsoft.com/en-us/kusto/query/lookup-operator */
export function lookup(node: Nodes["LookupOperator"], input: Relation, scope: Scope): Relation {
  const kind = parametersOf(node.Parameters).get("kind") ?? "leftouter";
  return joined(kind, node, elements(node.LookupClause.Expressions), input, scope, true);
}

interface Sides {
  readonly left: Relation;
  readonly right: Relation;
  readonly leftKey: (row: Row) => string;
  readonly rightKey: (row: Row) => string;
  /** The right side's columns that come out. */
  readonly kept: readonly number[];
  readonly columns: readonly Column[];
}

type Join = (sides: Sides, scope: Scope) => Relation;

const JOINS: Readonly<Record<string, Join>> = {
  innerunique: (sides, scope) => matches(sides, scope, { uniqueLeft: true }),
  inner: (sides, scope) => matches(sides, scope, {}),
  leftouter: (sides, scope) => matches(sides, scope, { allLeft: true }),
  rightouter: (sides, scope) => matches(sides, scope, { allRight: true }),
  fullouter: (sides, scope) => matches(sides, scope, { allLeft: true, allRight: true }),
  leftsemi: (sides, scope) => filtered(sides.left, sides.leftKey, sides.right, sides.rightKey, true, scope),
  leftanti: (sides, scope) => filtered(sides.left, sides.leftKey, sides.right, sides.rightKey, false, scope),
  rightsemi: (sides, scope) => filtered(sides.right, sides.rightKey, sides.left, sides.leftKey, true, scope),
  rightanti: (sides, scope) => filtered(sides.right, sides.rightKey, sides.left, sides.leftKey, false, scope),
};
const ALIASES: Readonly<Record<string, string>> = { anti: "leftanti", leftantisemi: "leftanti", rightantisemi: "rightanti" };

function joined(said: string, node: Nodes["JoinOperator"] | Nodes["LookupOperator"], on: readonly Expression[], left: Relation, scope: Scope, once: boolean): Relation {
  const kind = said.toLowerCase();
  const join = JOINS[ALIASES[kind] ?? kind];
  if (join === undefined) return scope.query.fail("unsupported", `join kind ${kind}`, node);
  const right = scope.query.table(node.Expression, outside(scope));
  const pairs = on.flatMap((condition) => keyPairs(condition, scope));
  const leftKeys = pairs.map(([name]) => keyIndex(left, name, node, scope));
  const rightKeys = pairs.map(([, name]) => keyIndex(right, name, node, scope));
  const kept = right.columns.flatMap((_, index) => (once && rightKeys.includes(index) ? [] : [index]));
  return join({ left, right, leftKey: keyOn(leftKeys), rightKey: keyOn(rightKeys), kept, columns: besideColumns(left.columns, kept.flatMap((index) => right.columns[index] ?? [])) }, scope);
}

function keyIndex(side: Relation, name: string, node: Expression, scope: Scope): number {
  const index = columnIndex(side.columns, name);
  return index < 0 ? scope.query.fail("semantic", `no column to join on is named ${name}`, node) : index;
}

/** `on a`, `on $left.a == $right.b`, and several of them joined by `and`: names on the left and on the right. */
function keyPairs(node: Expression, scope: Scope): (readonly [string, string])[] {
  const kind = kindOf(node);
  if (kind === "ParenthesizedExpression") return keyPairs((node as Nodes["ParenthesizedExpression"]).Expression, scope);
  if (kind === "NameReference") {
    const name = (node as Nodes["NameReference"]).SimpleName;
    return [[name, name]];
  }
  const { Operator, Left, Right } = node as Nodes["BinaryExpression"];
  if (kind !== "BinaryExpression") return scope.query.fail("unsupported", `join on ${kind}`, node);
  if (Operator.Text === "and") return [...keyPairs(Left, scope), ...keyPairs(Right, scope)];
  const [a, b] = [sideOf(Left, scope), sideOf(Right, scope)];
  return a.side === "$left" ? [[a.name, b.name]] : [[b.name, a.name]];
}

function sideOf(node: Expression, scope: Scope): { readonly side: string; readonly name: string } {
  const path = node as Nodes["PathExpression"];
  const side = kindOf(node) === "PathExpression" ? path.Expression.toString().trim() : "";
  if (side !== "$left" && side !== "$right") return scope.query.fail("unsupported", "a join condition that is not $left.… == $right.…", node);
  const name = kindOf(path.Selector) === "NameReference" ? (path.Selector as Nodes["NameReference"]).SimpleName : path.Selector.toString().trim().replace(/^\[["']|["']\]$/gu, "");
  return { side, name };
}

function keyOn(indexes: readonly number[]): (row: Row) => string {
  return (row) => keyOfRow(indexes.map((index) => row[index] ?? null));
}

interface Outer {
  readonly allLeft?: boolean;
  readonly allRight?: boolean;
  /** Of the left rows of one key only the first. */
  readonly uniqueLeft?: boolean;
}

interface Group {
  readonly rows: Row[];
  matched: boolean;
}

function matches({ left, right, leftKey, rightKey, kept, columns }: Sides, scope: Scope, outer: Outer): Relation {
  const { budget } = scope.query.context;
  const noLeft = left.columns.map(({ type }) => emptyOf(type));
  const noRight = kept.map((index) => emptyOf(right.columns[index]?.type ?? "dynamic"));
  const keep = (row: Row): Value[] => kept.map((index) => row[index] ?? null);
  return relation(columns, (emit) => {
    // A left side without rows spares reading the right one, which may be weeks of a log.
    let found: Map<string, Group> | undefined;
    const groups = (): Map<string, Group> => (found ??= grouped(right, rightKey, scope));
    const seen = new Set<string>();
    const joinRow: Emit = (row) => {
      budget.pass();
      const key = leftKey(row);
      if (outer.uniqueLeft === true) {
        if (seen.has(key)) return true;
        seen.add(key);
      }
      const group = groups().get(key);
      if (group === undefined) return outer.allLeft === true ? emit([...row, ...noRight]) : true;
      group.matched = true;
      return group.rows.every((match) => {
        budget.pass();
        return emit([...row, ...keep(match)]);
      });
    };
    const state = { more: true };
    left.scan((row) => (state.more = joinRow(row)));
    if (state.more && outer.allRight === true) unmatched(groups()).every((row) => emit([...noLeft, ...keep(row)]));
    for (const { rows } of found?.values() ?? []) budget.release(rows.length);
  });
}

function unmatched(groups: ReadonlyMap<string, Group>): Row[] {
  return [...groups.values()].flatMap(({ matched, rows }) => (matched ? [] : rows));
}

function grouped(side: Relation, keyOf: (row: Row) => string, scope: Scope): Map<string, Group> {
  const groups = new Map<string, Group>();
  side.scan((row) => {
    scope.query.context.budget.hold();
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { rows: [row], matched: false });
    return true;
  });
  return groups;
}

/** The rows of one side whose key the other side has, or has not. */
function filtered(side: Relation, key: (row: Row) => string, other: Relation, otherKey: (row: Row) => string, present: boolean, scope: Scope): Relation {
  const { budget } = scope.query.context;
  return relation(side.columns, (emit) => {
    const keys = new Set<string>();
    other.scan((row) => {
      budget.pass();
      keys.add(otherKey(row));
      return true;
    });
    side.scan((row) => {
      budget.pass();
      return keys.has(key(row)) === present ? emit(row) : true;
    });
  });
}
