import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { isTabular, tupleColumns, typeOf } from "../language/types";
import type { Compute } from "../functions/call";
import { nameOf } from "../engine/naming";
import { freeName } from "../engine/relation";
import type { Scope } from "../engine/scope";
import { type Column, filled, isArray, type Row, type Value } from "../values/value";

/** A column that an operator makes. Its name is undefined where the query gives none. */
export interface Made {
  readonly name: string | undefined;
  readonly type: Column["type"];
  readonly compute: Compute;
}

/** What expressions make of a row: one column each, or several for `(a, b) = …` and for a function of several, or all there are for `*`. */
export function compileMade(nodes: readonly Expression[], scope: Scope): Made[] {
  return nodes.flatMap((node) => {
    if (kindOf(node) === "StarExpression") return allColumns(scope.columns);
    const tuple = tupleColumns(node);
    if (tuple || kindOf(node) === "CompoundNamedExpression") return takenApart(node, tuple, scope);
    return [one(node, scope)];
  });
}

function allColumns(columns: readonly Column[]): Made[] {
  return columns.map(({ name, type }, index) => ({ name, type, compute: (row) => row[index] ?? null }));
}

function one(node: Expression, scope: Scope): Made {
  if (isTabular(node)) return scope.query.fail("semantic", "a table where a value is wanted", node);
  const { type, compute } = scope.query.expression(node, scope);
  return { name: nameOf(node), type: typeOf(node) ?? type, compute };
}

/** The elements of an array as columns: those that the query names, or else all that the function has, by its names. */
function takenApart(node: Expression, tuple: readonly Column[] | undefined, scope: Scope): Made[] {
  const { names, said } = namesGiven(node);
  const { compute } = scope.query.expression(said, scope);
  const columns = names.length === 0 ? (tuple ?? []) : names.map((name, index): Column => ({ name, type: tuple?.[index]?.type ?? "dynamic" }));
  return columns.map(({ name, type }, index) => ({
    name,
    type,
    compute: (row) => {
      const value = compute(row);
      return isArray(value) ? (value[index] ?? null) : null;
    },
  }));
}

function namesGiven(node: Expression): { readonly names: readonly string[]; readonly said: Expression } {
  if (kindOf(node) === "SimpleNamedExpression") {
    const named = node as Nodes["SimpleNamedExpression"];
    return { names: [named.Name.SimpleName], said: named.Expression };
  }
  if (kindOf(node) !== "CompoundNamedExpression") return { names: [], said: node };
  const named = node as Nodes["CompoundNamedExpression"];
  return { names: elements(named.Names.Names).map(({ SimpleName }) => SimpleName), said: named.Expression };
}

/** Names for those that have none, and other names for those whose name is taken. */
export function named(made: readonly Made[], prefix: (index: number) => string = (index) => `Column${index + 1}`): (Made & { readonly name: string })[] {
  const taken = new Set<string>();
  let unnamed = 0;
  return made.map((column) => {
    const name = freeName(column.name ?? prefix(unnamed++), taken);
    taken.add(name);
    return { ...column, name };
  });
}

/** The row that the columns make of a row. */
export function makeRow(made: readonly Made[], row: Row): Value[] {
  return made.map(({ compute, type }) => filled(compute(row), type));
}
