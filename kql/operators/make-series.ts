import { kindOf } from "../language/host";
import { elements, type Nodes, parametersOf, type SeriesNode } from "../language/syntax";
import { typeOf } from "../language/types";
import type { Compute } from "../functions/call";
import { nameOf } from "../engine/naming";
import { type Relation, relation } from "../engine/relation";
import { outside, rowScope, type Scope } from "../engine/scope";
import { keyOfRow } from "../values/compare";
import { convert } from "../values/convert";
import type { KustoType, Row, Value } from "../values/value";
import { compileMade, type Made, named } from "./projection";
import { compileAxis, placeOf, type SeriesAxis } from "./series-axis";
import { aggregateName, compileOver, Gathering, groups } from "./summarize";

/** The engine makes no longer ones: https://learn.microsoft.com/en-us/kusto/query/make-series-operator */
const LONGEST = 1_048_576n;

/** What an aggregate comes to, worked out on what was gathered of a step's rows. */
interface Series {
  readonly name: string | undefined;
  readonly of: Compute;
  /** What stands where no row is. */
  readonly otherwise: () => Value;
}

/** What the aggregates came to for one key, by the steps that have rows. */
interface Group {
  readonly key: Row;
  readonly steps: Map<bigint, Row>;
}

/** https://learn.microsoft.com/en-us/kusto/query/make-series-operator */
export function makeSeries(node: Nodes["MakeSeriesOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const { budget } = scope.query.context;
  const by = compileMade(elements(node.ByClause?.Expressions), inner);
  const { compute: onAxis } = scope.query.expression(node.OnClause.Expression, inner);
  const gathering = new Gathering(by.length + 1);
  const series = elements(node.Aggregates).map((item) => compileSeries(item, by, gathering, inner));
  const axisOfRun = compileAxis(node, scope);
  const keepsEmpty = parametersOf(node.Parameters).get("kind") === "nonempty";
  const columns = named([...by, ...series.map(({ name }) => dynamic(name)), dynamic(nameOf(node.OnClause.Expression))]);

  return relation(columns, (emit) => {
    const axis = axisOfRun();
    const held = grouped(by, onAxis, axis);
    if (held.length === 0 && keepsEmpty) held.push(emptyGroup());
    for (const { key, steps } of held) if (!emit([...key, ...arraysOf(steps, axis)])) break;
    for (const { steps } of held) budget.release(steps.size);
  });

  function grouped(keys: readonly Made[], place: Compute, axis: SeriesAxis): Group[] {
    const within = relation(input.columns, (emit) => {
      input.scan((row) => (axis.holds(placeOf(place(row))) ? emit(row) : true));
    });
    const step: Compute = (row) => axis.stepOf(placeOf(place(row)) ?? 0n);
    const found = new Map<string, Group>();
    groups(within, inner, [...keys, { type: "long", compute: step }], gathering)((gathered) => {
      budget.hold();
      const key = gathered.slice(0, keys.length);
      const id = keyOfRow(key);
      const group = found.get(id) ?? { key, steps: new Map<bigint, Row>() };
      found.set(id, group);
      group.steps.set(gathered[keys.length] as bigint, series.map(({ of }) => of(gathered)));
      return true;
    });
    return [...found.values()];
  }

  function emptyGroup(): Group {
    if (by.length > 0) return scope.query.fail("unsupported", "make-series kind=nonempty with by, of no rows", node);
    return { key: [], steps: new Map() };
  }

  function arraysOf(steps: Group["steps"], axis: SeriesAxis): Value[][] {
    const [first, last] = axis.reach(steps.keys());
    if (last - first >= LONGEST) scope.query.fail("runtime", `a series of more than ${LONGEST.toLocaleString("en")} elements`, node);
    const numbers = Array.from({ length: Number(last - first) + 1 }, (_, offset) => first + BigInt(offset));
    budget.size(numbers.length, "an array");
    const values = series.map(({ otherwise }, index) => {
      const missing = otherwise();
      return numbers.map((step) => (steps.has(step) ? (steps.get(step)?.[index] ?? null) : missing));
    });
    return [...values, numbers.map((step) => axis.valueAt(step))];
  }
}

function dynamic(name: string | undefined): Made {
  return { name, type: "dynamic", compute: () => null };
}

function compileSeries(item: SeriesNode, by: readonly Made[], gathering: Gathering, scope: Scope): Series {
  const given = kindOf(item.Expression) === "SimpleNamedExpression" ? (item.Expression as Nodes["SimpleNamedExpression"]) : undefined;
  const said = given?.Expression ?? item.Expression;
  const type = typeOf(said) ?? "dynamic";
  const otherwise = item.DefaultExpression ? scope.query.expression(item.DefaultExpression.Expression, outside(scope)).compute : () => 0n;
  const name = given?.Name.SimpleName ?? aggregateName(said);
  return { name, of: compileOver(said, by, gathering, scope), otherwise: () => asType(otherwise([]), type, item, scope) };
}

/** A default of the series' type; what the engine makes of a fraction among whole numbers is documented nowhere. */
function asType(value: Value, type: KustoType, item: SeriesNode, scope: Scope): Value {
  const isFraction = typeof value === "number" && !Number.isInteger(value);
  if (isFraction && (type === "long" || type === "int")) return scope.query.fail("unsupported", "a fraction as the default of whole numbers", item);
  return convert(value, type);
}
