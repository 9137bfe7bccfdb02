import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import type { Compute } from "../functions/call";
import { collect, emitAll, type Relation, relation } from "../engine/relation";
import { rowScope, type Scope } from "../engine/scope";
import { compareValues, keyOf } from "../values/compare";
import { asNumber, isNumber, type Row, type Value } from "../values/value";

interface SortKey {
  readonly compute: Compute;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** https://learn.microsoft.com/en-us/kusto/query/sort-operator */
export function sort(node: Nodes["SortOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const keys = elements(node.Expressions).map((key) => sortKey(key, inner));
  return relation(input.columns, (emit) => {
    const rows = collect(input, scope.query.context.budget);
    emitAll(sorted(rows, keys), emit);
    scope.query.context.budget.release(rows.length);
  });
}

/** Keeps only as many rows as it gives. https://learn.microsoft.com/en-us/kusto/query/top-operator */
export function top(node: Nodes["TopOperator"], input: Relation, scope: Scope): Relation {
  const { budget } = scope.query.context;
  const keys = [sortKey(node.ByExpression, rowScope(scope, input.columns))];
  const count = scope.query.expression(node.Expression, { ...scope, columns: [] });
  return relation(input.columns, (emit) => {
    const wanted = rowCount(count.compute([]));
    const batch = Math.max(2 * wanted, 1024);
    let rows: Row[] = [];
    input.scan((row) => {
      budget.pass();
      rows.push(row);
      if (rows.length >= batch) rows = sorted(rows, keys).slice(0, wanted);
      return true;
    });
    emitAll(sorted(rows, keys).slice(0, wanted), emit);
  });
}

/** How many rows a number asks for. */
export function rowCount(value: Value): number {
  return isNumber(value) ? Math.max(0, asNumber(value)) : 0;
}

/** Descending unless said, nulls last when descending and first when ascending. */
export function sortKey(node: Expression, scope: Scope): SortKey {
  const ordered = kindOf(node) === "OrderedExpression" ? (node as Nodes["OrderedExpression"]) : undefined;
  const { compute } = scope.query.expression(ordered?.Expression ?? node, scope);
  const descending = !(ordered?.Ordering?.AscOrDescKeyword?.Text.includes("asc") ?? false);
  const nulls = ordered?.Ordering?.NullsClause?.toString();
  return { compute, descending, nullsFirst: nulls === undefined ? !descending : nulls.includes("first") };
}

/** Stable: what ties stays in its order. */
export function sorted(rows: readonly Row[], keys: readonly SortKey[]): Row[] {
  const keyed = rows.map((row) => ({ row, values: keys.map((key) => key.compute(row)) }));
  keyed.sort((a, b) => compareKeys(a.values, b.values, keys));
  return keyed.map(({ row }) => row);
}

function compareKeys(a: readonly Value[], b: readonly Value[], keys: readonly SortKey[]): number {
  for (const [index, key] of keys.entries()) {
    const order = compareKey(a[index] ?? null, b[index] ?? null, key);
    if (order !== 0) return order;
  }
  return 0;
}

/** NaN keeps company with the nulls, after them on their side. */
function compareKey(a: Value, b: Value, { descending, nullsFirst }: SortKey): number {
  const [x, y] = [emptiness(a), emptiness(b)];
  if (x !== 0 || y !== 0) return (nullsFirst ? -1 : 1) * (x - y);
  const order = compareAny(a, b);
  return descending ? -order : order;
}

/** 2 for null, 1 for NaN, 0 for a value. */
function emptiness(value: Value): number {
  if (value === null) return 2;
  return typeof value === "number" && Number.isNaN(value) ? 1 : 0;
}

/** A total order: values of one kind by their order, other pairs by kind and then by key, so that a column of mixed dynamics sorts the same each time. */
function compareAny(a: Value, b: Value): number {
  const order = compareValues(a, b);
  if (!Number.isNaN(order)) return order;
  const [x, y] = [keyOf(a), keyOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
