import { nameOf } from "../engine/naming";
import type { Scope } from "../engine/scope";
import { callOf } from "../engine/calls";
import { elements, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { textOf } from "../values/text";
import type { KustoType } from "../values/value";
import type { Accumulator } from "./aggregate";
import { aggregates } from "./registry";

/** Aggregates of several columns, one for each percentile that is asked for, by the aggregate that gives one. */
const ONE_OF: Readonly<Record<string, string>> = { percentiles: "percentile", percentilesw: "percentilew" };

export function isPercentiles(node: Nodes["FunctionCallExpression"]): boolean {
  return Object.hasOwn(ONE_OF, node.Name.SimpleName);
}

interface Percentile {
  readonly name: string;
  readonly type: KustoType;
  readonly maker: () => Accumulator;
}

/** https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function */
export function compilePercentiles(node: Nodes["FunctionCallExpression"], scope: Scope): Percentile[] {
  const name = ONE_OF[node.Name.SimpleName] ?? "";
  const aggregate = aggregates[name];
  const nodes = elements(node.ArgumentList.Expressions);
  const fixed = name === "percentilew" ? 2 : 1;
  const [of] = nodes;
  if (aggregate === undefined || of === undefined) return scope.query.fail("unsupported", `${node.Name.SimpleName}()`, node);
  const args = nodes.map((arg) => scope.query.expression(arg, scope));
  const type = typeOf(of) ?? "dynamic";
  return args.slice(fixed).map((percent) => ({
    name: `percentile_${nameOf(of) ?? ""}_${textOf(percent.compute([])).replace(/\./gu, "_")}`,
    type,
    maker: aggregate(callOf(node, name, [...args.slice(0, fixed), percent], type, scope)),
  }));
}
