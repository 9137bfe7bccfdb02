import { elements, type Nodes } from "../language/syntax";
import { kindOf } from "../language/host";
import { type Relation, relation } from "../engine/relation";
import type { Scope } from "../engine/scope";
import { rowScope } from "../engine/scope";
import { eachRow } from "../engine/rows";
import { keyOfRow } from "../values/compare";
import type { Column, KustoType, Row } from "../values/value";
import { rowCount } from "./order";
import { compileMade, makeRow, named } from "./projection";

/** https://learn.microsoft.com/en-us/kusto/query/take-operator */
export function take(node: Nodes["TakeOperator"], input: Relation, scope: Scope): Relation {
  const count = scope.query.expression(node.Expression, { ...scope, columns: [] });
  return relation(input.columns, (emit) => {
    let left = rowCount(count.compute([]));
    if (left <= 0) return;
    input.scan((row) => emit(row) && --left > 0);
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/count-operator */
export function count(node: Nodes["CountOperator"], input: Relation, scope: Scope): Relation {
  return relation([{ name: node.AsIdentifier?.Identifier.Text ?? "Count", type: "long" }], (emit) => {
    let rows = 0;
    input.scan(() => {
      scope.query.context.budget.pass();
      rows++;
      return true;
    });
    emit([BigInt(rows)]);
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/distinct-operator */
export function distinct(node: Nodes["DistinctOperator"], input: Relation, scope: Scope): Relation {
  const nodes = elements(node.Expressions);
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined && kindOf(only) === "StarExpression") return unique(input, scope);
  const inner = rowScope(scope, input.columns);
  const made = named(compileMade(nodes, inner));
  return unique(
    relation(made, (emit) => {
      eachRow(input, inner, (row) => emit(makeRow(made, row)));
    }),
    scope,
  );
}

/** Each row once, where it first comes. */
export function unique(input: Relation, scope: Scope): Relation {
  const { budget } = scope.query.context;
  return relation(input.columns, (emit) => {
    const seen = new Set<string>();
    input.scan((row) => {
      budget.pass();
      const key = keyOfRow(row);
      if (seen.has(key)) return true;
      budget.hold();
      seen.add(key);
      return emit(row);
    });
    budget.release(seen.size);
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/getschema-operator */
export function getSchema(_node: Nodes["GetSchemaOperator"], input: Relation): Relation {
  const columns: Column[] = [
    { name: "ColumnName", type: "string" },
    { name: "ColumnOrdinal", type: "int" },
    { name: "DataType", type: "string" },
    { name: "ColumnType", type: "string" },
  ];
  const rows: Row[] = input.columns.map(({ name, type }, index) => [name, BigInt(index), DATA_TYPES[type], type]);
  return relation(columns, (emit) => {
    for (const row of rows) if (!emit(row)) return;
  });
}

const DATA_TYPES: Readonly<Record<KustoType, string>> = {
  bool: "System.SByte",
  int: "System.Int32",
  long: "System.Int64",
  real: "System.Double",
  decimal: "System.Data.SqlTypes.SqlDecimal",
  string: "System.String",
  datetime: "System.DateTime",
  timespan: "System.TimeSpan",
  guid: "System.Guid",
  dynamic: "System.Object",
};

/** What the operator does elsewhere, draw or throw away, is nothing to the rows or all of them. */
export function passOn(_node: unknown, input: Relation): Relation {
  return input;
}

export function consume(_node: Nodes["ConsumeOperator"], input: Relation, scope: Scope): Relation {
  return relation([], () => {
    input.scan(() => {
      scope.query.context.budget.pass();
      return true;
    });
  });
}
