import { itemsOf, kindOf } from "../language/host";
import { type Nodes, parametersOf } from "../language/syntax";
import { nameOf } from "../engine/naming";
import { columnIndex, type Emit, emitAll, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { keyOf } from "../values/compare";
import { type Column, emptyOf, type Row, type Value } from "../values/value";
import { compileSubquery } from "./subquery";

/** More keys are refused without a strategy that takes them: https://learn.microsoft.com/en-us/kusto/query/partition-operator#legacy-strategy */
const MOST_KEYS = 64;

interface Part {
  readonly key: Value;
  readonly rows: Row[];
}

/** Runs a subquery on the rows of each key. https://learn.microsoft.com/en-us/kusto/query/partition-operator */
export function partition(node: Nodes["PartitionOperator"], input: Relation, scope: Scope): Relation {
  const name = nameOf(node.ByExpression) ?? "";
  const index = columnIndex(input.columns, name);
  const column = input.columns[index];
  if (column === undefined) return scope.query.fail("semantic", `no column to partition by is named ${name}`, node.ByExpression);
  const hintsOnly = itemsOf(node.Parameters).every(({ Name }) => Name.SimpleName.startsWith("hint."));
  if (!hintsOnly) return scope.query.fail("unsupported", "partition with a parameter", node);

  let current: Part = { key: null, rows: [] };
  const ofKey = compileForKey(node, column, input, () => current, scope);
  const strategy = parametersOf(node.Parameters).get("hint.strategy") ?? "legacy";
  const most = strategy === "legacy" ? MOST_KEYS : Infinity;
  const { budget } = scope.query.context;
  return relation(ofKey.columns, (emit) => {
    const parts = new Map<string, Part>();
    let held = 0;
    input.scan((row) => {
      budget.hold();
      held++;
      const key = row[index] ?? emptyOf(column.type);
      const id = keyOf(key);
      const part = parts.get(id);
      if (part) part.rows.push(row);
      else parts.set(id, { key, rows: [row] });
      if (parts.size > most) scope.query.fail("runtime", `partition by ${name} has more than ${most} keys; say hint.strategy=native`, node);
      return true;
    });
    [...parts.values()].every((part) => {
      current = part;
      return scanned(ofKey, (row) => {
        const more = emit(row);
        // Who took the row may have read these rows itself meanwhile.
        current = part;
        return more;
      });
    });
    budget.release(held);
  });
}

/** Gives the rows on; answers whether more are wanted. */
function scanned(rows: Relation, emit: Emit): boolean {
  let more = true;
  rows.scan((row) => (more = emit(row)));
  return more;
}

/** The subquery, for whichever part is at hand when it runs. `{ … }` has a source of its own, and sees the key alone, as `key` or `toscalar(key)`. */
function compileForKey(node: Nodes["PartitionOperator"], column: Column, input: Relation, current: () => Part, scope: Scope): Relation {
  const { Subquery: subquery, Query: query } = node.Operand;
  const rows = relation(input.columns, (emit) => {
    emitAll(current().rows, emit);
  });
  if (subquery) return compileSubquery(subquery, rows, scope);
  if (query === undefined) return scope.query.fail("unsupported", kindOf(node.Operand), node);
  // What the subquery works out of the key may not outlive the part.
  const names = scope.names.with(column.name, { kind: "scalar", type: column.type, compute: () => current().key });
  return scope.query.table(query, { ...outside(scope), names, volatile: true, partial: true });
}
