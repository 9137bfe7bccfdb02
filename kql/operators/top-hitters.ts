import type { Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { nameOf } from "../engine/naming";
import { type Relation, relation } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { outside, rowScope, type Scope } from "../engine/scope";
import { calculate } from "../values/arithmetic";
import { compareValues, keyOf } from "../values/compare";
import { emptyOf, type KustoType, type Value } from "../values/value";
import { largest } from "./largest";
import { rowCount } from "./order";

interface Hitter {
  readonly value: Value;
  sum: Value;
}

/** The values that come most often, or whose sum is largest. Ours counts exactly. https://learn.microsoft.com/en-us/kusto/query/top-hitters-operator */
export function topHitters(node: Nodes["TopHittersOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const { budget } = scope.query.context;
  const count = scope.query.expression(node.Expression, outside(scope)).compute;
  const of = scope.query.expression(node.OfExpression, inner);
  const by = node.ByClause ? scope.query.expression(node.ByClause.Expression, inner) : undefined;
  const type: KustoType = by === undefined || by.type === "int" ? "long" : by.type;
  const name = nameOf(node.OfExpression) ?? "Column1";
  const sumName = node.ByClause ? `approximate_sum_${nameOf(node.ByClause.Expression) ?? ""}` : `approximate_count_${name}`;

  return relation([{ name, type: typeOf(node.OfExpression) ?? of.type }, { name: sumName, type }], (emit) => {
    const hitters = new Map<string, Hitter>();
    eachRow(input, inner, (row) => {
      const value = of.compute(row) ?? emptyOf(of.type);
      const more = by ? by.compute(row) : 1n;
      const key = keyOf(value);
      const hitter = hitters.get(key);
      if (hitter) hitter.sum = added(hitter.sum, more, type);
      else {
        budget.hold();
        hitters.set(key, { value, sum: more });
      }
      return true;
    });
    const found = largest(hitters.values(), rowCount(count([])), (a, b) => compareSums(a.sum, b.sum));
    // The engine gives the smallest first.
    for (const { value, sum } of found.reverse()) if (!emit([value, sum])) break;
    budget.release(hitters.size);
  });
}

function added(sum: Value, more: Value, type: KustoType): Value {
  if (sum === null || more === null) return sum ?? more;
  return calculate("+", sum, more, type);
}

function compareSums(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareValues(a, b);
}
