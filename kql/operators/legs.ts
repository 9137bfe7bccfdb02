import { callTableBody } from "../engine/calls";
import { type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { kindOf } from "../language/host";
import type { Expression, Nodes } from "../language/syntax";
import { wildcard } from "./columns";

/** One of the tables that `union` or `search` goes through. */
export interface Leg {
  /** What a column of sources shows. */
  readonly name: string;
  readonly rows: Relation;
}

/** The tables that a name, a pattern (`Sign*`) or a subquery stands for. A table of the database and a view have their own names, what else the query makes the one given. */
export function namedLegs(node: Expression, otherwise: string, scope: Scope): Leg[] {
  const said = kindOf(node) === "NameReference" ? (node as Nodes["NameReference"]) : undefined;
  const pattern = said?.toString().trim() ?? "";
  if (pattern.includes("*")) return legsLike(pattern, scope);
  const named = said !== undefined && (scope.names.find(said.SimpleName) === undefined || scope.names.views().has(said.SimpleName));
  return [{ name: named ? said.SimpleName : otherwise, rows: scope.query.table(node, outside(scope)) }];
}

/** The database's tables, and the query's views, whose names are of the pattern. */
export function legsLike(pattern: string, scope: Scope): Leg[] {
  const matches = wildcard(pattern);
  const views = scope.names.views();
  const legs = [...views].map(([name, view]) => ({ name, rows: () => callTableBody(view.declaration, view, [], scope) }));
  const tables = scope.query.tableNames().filter((name) => !views.has(name));
  const stored = tables.map((name) => ({ name, rows: () => tableNamed(name, scope) }));
  return [...legs, ...stored].flatMap(({ name, rows }) => (matches(name) ? [{ name, rows: rows() }] : []));
}

function tableNamed(name: string, scope: Scope): Relation {
  const source = scope.query.tableNamed(name);
  if (source === undefined) return scope.query.fail("semantic", `no table is named ${name}`);
  return relation(source.columns, (emit) => {
    source.scan(scope.query.wanted, emit);
  });
}
