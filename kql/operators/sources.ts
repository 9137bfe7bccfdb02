import { elements, type Nodes } from "../language/syntax";
import { type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { boundColumns } from "../language/types";
import { convert } from "../values/convert";
import { calculate } from "../values/arithmetic";
import { compareValues } from "../values/compare";
import { typeNamed, type KustoType, type Value } from "../values/value";
import { compileMade, makeRow, named } from "./projection";

/** https://learn.microsoft.com/en-us/kusto/query/print-operator */
export function print(node: Nodes["PrintOperator"], scope: Scope): Relation {
  const made = named(compileMade(elements(node.Expressions), outside(scope)), (index) => `print_${index}`);
  return relation(made, (emit) => {
    emit(makeRow(made, []));
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/range-operator */
export function range(node: Nodes["RangeOperator"], scope: Scope): Relation {
  const [from, to, step] = [node.From, node.To, node.Step].map((part) => scope.query.expression(part, outside(scope)));
  const type: KustoType = boundColumns(node)?.[0]?.type ?? typeNamed(from?.type ?? "long") ?? "long";
  const { budget } = scope.query.context;
  return relation([{ name: node.Name.SimpleName, type }], (emit) => {
    const [first, last, by] = [from, to, step].map((part) => part?.compute([]) ?? null) as [Value, Value, Value];
    const direction = by === null ? NaN : signOf(by);
    if (first === null || last === null || !(direction !== 0)) return;
    for (let at: Value = convert(first, type); at !== null && compareValues(at, convert(last, type)) * direction <= 0; at = calculate("+", at, by, type)) {
      budget.pass();
      if (!emit([at])) return;
    }
  });
}

function signOf(step: NonNullable<Value>): number {
  const zero = calculate("-", step, step, "long");
  return compareValues(step, zero);
}
