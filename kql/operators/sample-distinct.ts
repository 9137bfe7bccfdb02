import type { Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { nameOf } from "../engine/naming";
import { type Relation, relation } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { outside, rowScope, type Scope } from "../engine/scope";
import { filled } from "../values/value";
import { rowCount } from "./order";
import { unique } from "./simple";

/** Any distinct values will do for the engine: ours takes the first. https://learn.microsoft.com/en-us/kusto/query/sample-distinct-operator */
export function sampleDistinct(node: Nodes["SampleDistinctOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const count = scope.query.expression(node.Expression, outside(scope)).compute;
  const of = scope.query.expression(node.OfExpression, inner);
  const type = typeOf(node.OfExpression) ?? of.type;
  const columns = [{ name: nameOf(node.OfExpression) ?? "Column1", type }];
  const values = relation(columns, (emit) => {
    eachRow(input, inner, (row) => emit([filled(of.compute(row), type)]));
  });
  return relation(columns, (emit) => {
    let left = rowCount(count([]));
    if (left > 0) unique(values, scope).scan((row) => emit(row) && --left > 0);
  });
}
