import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf, writtenColumns } from "../language/types";
import { newAggregate } from "../aggregates/compile";
import type { Accumulator } from "../aggregates/aggregate";
import { columnIndex, ofRows, type Relation, relation } from "../engine/relation";
import { rowScope, type Scope } from "../engine/scope";
import { keyOfRow } from "../values/compare";
import { textOf } from "../values/text";
import type { Column, KustoType, Row, Value } from "../values/value";
import type { PluginCall } from "./plugin";

/** Turns a column's values into columns. https://learn.microsoft.com/en-us/kusto/query/pivot-plugin */
export function pivot(call: PluginCall, input: Relation, scope: Scope): Relation {
  const [of, second, ...others] = call.args;
  const source = named(of, input, call, scope);
  const isAggregate = second !== undefined && kindOf(second) === "FunctionCallExpression";
  const aggregate = isAggregate ? (second as Nodes["FunctionCallExpression"]) : undefined;
  const rest = isAggregate || second === undefined ? others : [second, ...others];
  const aggregated = new Set(elements(aggregate?.ArgumentList.Expressions).map((arg) => arg.toString().trim()));
  const keys = rest.length > 0 ? rest.map((node) => named(node, input, call, scope)) : otherColumns(input, source, aggregated);
  const maker = aggregate ? newAggregate(aggregate, rowScope(scope, input.columns)) : countRows;
  const rows = scope.query.readNow(input, scope, call.node);
  return asDeclared(call, pivoted(input, rows, source, keys, maker, aggregate ? (typeOf(aggregate) ?? "dynamic") : "long"), scope);
}

/** With `: (a: long, b: string)` its columns must be those, in whatever order. */
function asDeclared({ node }: PluginCall, made: Relation, scope: Scope): Relation {
  if (!node.Schema) return made;
  const said = writtenColumns(node.Schema.Schema);
  const order = said.map(({ name, type }) => made.columns.findIndex((column) => column.name === name && column.type === type));
  if (order.length !== made.columns.length || order.includes(-1)) {
    const columns = made.columns.map(({ name, type }) => `${name}: ${type}`).join(", ");
    return scope.query.fail("runtime", `pivot: the columns are (${columns}), not those that are declared`, node);
  }
  return relation(said, (emit) => {
    made.scan((row) => emit(order.map((index) => row[index] ?? null)));
  });
}

function named(node: Expression | undefined, input: Relation, call: PluginCall, scope: Scope): number {
  const index = node !== undefined && kindOf(node) === "NameReference" ? columnIndex(input.columns, (node as Nodes["NameReference"]).SimpleName) : -1;
  return index < 0 ? scope.query.fail("semantic", `${call.node.FunctionCall.Name.SimpleName} needs a column`, call.node) : index;
}

function otherColumns(input: Relation, source: number, aggregated: ReadonlySet<string>): number[] {
  return input.columns.flatMap(({ name }, index) => (index === source || aggregated.has(name) ? [] : [index]));
}

function countRows(): Accumulator {
  let rows = 0n;
  return {
    add() {
      rows++;
    },
    result: () => rows,
  };
}

/** A group without rows of a value gets what the aggregate answers for no rows. */
function pivoted(input: Relation, rows: readonly Row[], source: number, keys: readonly number[], maker: () => Accumulator, type: KustoType): Relation {
  const values = [...new Set(rows.map((row) => textOf(row[source] ?? null)))].sort((a, b) => (a < b ? -1 : 1));
  const groups = new Map<string, { readonly key: Row; readonly cells: Map<string, Accumulator> }>();
  for (const row of rows) {
    const key = keys.map((index) => row[index] ?? null);
    const id = keyOfRow(key);
    const group = groups.get(id) ?? { key, cells: new Map<string, Accumulator>() };
    groups.set(id, group);
    const value = textOf(row[source] ?? null);
    const cell = group.cells.get(value) ?? maker();
    group.cells.set(value, cell);
    cell.add(row);
  }
  const columns: Column[] = [...keys.flatMap((index) => input.columns[index] ?? []), ...values.map((name) => ({ name, type }))];
  return ofRows(columns, [...groups.values()].map(({ key, cells }) => [...key, ...values.map((value): Value => (cells.get(value) ?? maker()).result())]));
}

/** Each cell becomes a row. https://learn.microsoft.com/en-us/kusto/query/narrow-plugin */
export function narrow(call: PluginCall, input: Relation, scope: Scope): Relation {
  const rows = scope.query.readNow(input, scope, call.node);
  const columns: Column[] = [
    { name: "Row", type: "long" },
    { name: "Column", type: "string" },
    { name: "Value", type: "string" },
  ];
  return ofRows(columns, rows.flatMap((row, number) => input.columns.map(({ name }, index): Row => [BigInt(number), name, textOf(row[index] ?? null)])));
}
