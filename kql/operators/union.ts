import { elements, type Expression, type Nodes, parametersOf } from "../language/syntax";
import { freeName, type Relation, relation } from "../engine/relation";
import { KqlError } from "../engine/errors";
import type { Scope } from "../engine/scope";
import { type Column, emptyOf, type Row } from "../values/value";
import { type Leg, namedLegs } from "./legs";

/** https://learn.microsoft.com/en-us/kusto/query/union-operator */
export function union(node: Nodes["UnionOperator"], input: Relation | undefined, scope: Scope): Relation {
  const parameters = parametersOf(node.Parameters);
  const legs: Leg[] = input ? [{ name: "union_arg0", rows: input }] : [];
  for (const table of elements(node.Expressions)) legs.push(...legsOf(table, legs.length, parameters.get("isfuzzy") === "true", scope));
  return united(legs, parameters.get("kind") === "inner", parameters.get("withsource"), scope);
}

function legsOf(node: Expression, index: number, fuzzy: boolean, scope: Scope): Leg[] {
  try {
    return namedLegs(node, `union_arg${index}`, scope);
  } catch (error) {
    // What a fuzzy union can't resolve it leaves out; what ours can't run it must not.
    if (fuzzy && error instanceof KqlError && error.kind === "semantic") return [];
    throw error;
  }
}

/** Columns by name and type; where one name has several types, each gets its own column, named with its type. */
export function united(legs: readonly Leg[], inner: boolean, withSource: string | undefined, scope: Scope): Relation {
  const all = new Map<string, Column & { count: number }>();
  for (const { rows } of legs) for (const column of rows.columns) countColumn(all, column);
  const used = besideNamesakes([...all.values()]).filter(({ count }) => !inner || count === legs.length);
  const columns = namedByType(used);
  const places = legs.map(({ rows }) => used.map(({ name, type }) => rows.columns.findIndex((column) => column.name === name && column.type === type)));
  const { budget } = scope.query.context;
  return relation(withSource === undefined ? columns : [{ name: withSource, type: "string" }, ...columns], (emit) => {
    const state = { more: true };
    for (const [index, { name, rows }] of legs.entries()) {
      if (!state.more) return;
      const from = places[index] ?? [];
      const same = withSource === undefined && rows.columns.length === from.length && from.every((place, at) => place === at);
      const shaped = (row: Row): Row => from.map((place, at) => (place < 0 ? emptyOf(used[at]?.type ?? "dynamic") : (row[place] ?? null)));
      rows.scan((row) => {
        budget.pass();
        return (state.more = emit(same ? row : withSource === undefined ? shaped(row) : [name, ...shaped(row)]));
      });
    }
  });
}

/** A name that stands once is kept, and what types are added to gives way to it. */
function namedByType(columns: readonly Column[]): Column[] {
  const shared = new Set(columns.flatMap(({ name }, index) => (columns.some((other, at) => at !== index && other.name === name) ? [name] : [])));
  const taken = new Set(columns.flatMap(({ name }) => (shared.has(name) ? [] : [name])));
  return columns.map(({ name, type }) => {
    if (!shared.has(name)) return { name, type };
    const free = freeName(`${name}_${type}`, taken);
    taken.add(free);
    return { name: free, type };
  });
}

/** Columns of one name stand together, where the first of them does. */
function besideNamesakes<T extends Column>(columns: readonly T[]): T[] {
  const byName = new Map<string, T[]>();
  for (const column of columns) byName.set(column.name, [...(byName.get(column.name) ?? []), column]);
  return [...byName.values()].flat();
}

function countColumn(all: Map<string, Column & { count: number }>, { name, type }: Column): void {
  const key = `${type} ${name}`;
  const known = all.get(key);
  if (known) known.count++;
  else all.set(key, { name, type, count: 1 });
}
