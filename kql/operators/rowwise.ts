import { elements, type Nodes } from "../language/syntax";
import { truth } from "../engine/comparison";
import { columnIndex, putColumn, type Relation, relation, widened } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { rowScope, type Scope } from "../engine/scope";
import { type Column, filled } from "../values/value";
import { compileMade, makeRow, named } from "./projection";

/** https://learn.microsoft.com/en-us/kusto/query/where-operator */
export function where(node: Nodes["FilterOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const { compute } = scope.query.expression(node.Condition, inner);
  return relation(input.columns, (emit) => {
    eachRow(input, inner, (row) => (truth(compute(row)) === true ? emit(row) : true));
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/project-operator */
export function project(node: Nodes["ProjectOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const made = named(compileMade(elements(node.Expressions), inner));
  return relation(made, (emit) => {
    eachRow(input, inner, (row) => emit(makeRow(made, row)));
  });
}

/** A column of the same name is replaced where it stands. https://learn.microsoft.com/en-us/kusto/query/extend-operator */
export function extend(node: Nodes["ExtendOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const columns: Column[] = [...input.columns];
  let unnamed = 0;
  const made = compileMade(elements(node.Expressions), inner).map(({ name: given, type, compute }) => {
    const name = given ?? unusedColumn(columns, () => `Column${++unnamed}`);
    return { index: putColumn(columns, { name, type }), type, compute };
  });
  return relation(columns, (emit) => {
    eachRow(input, inner, (row) => {
      const extended = widened(row, columns.length);
      for (const { index, type, compute } of made) extended[index] = filled(compute(row), type);
      return emit(extended);
    });
  });
}

function unusedColumn(columns: readonly Column[], next: () => string): string {
  let name = next();
  while (columnIndex(columns, name) >= 0) name = next();
  return name;
}

/** https://learn.microsoft.com/en-us/kusto/query/serialize-operator */
export function serialize(node: Nodes["SerializeOperator"], input: Relation, scope: Scope): Relation {
  return elements(node.Expressions).length === 0 ? input : extend(node, input, scope);
}
