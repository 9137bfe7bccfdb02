import type { Call, Compute } from "../functions/call";
import { compareValues } from "../values/compare";
import { convert } from "../values/convert";
import { asNumber, isArray, isNumber, type KustoType, type Value } from "../values/value";
import type { Accumulator, Aggregate } from "./aggregate";
import { argument, argumentOf, constantNumber } from "./arguments";
import { Holding } from "./holding";

/**
 * The smallest of the sorted values that at least so many percent of them don't exceed; null of nothing. Exact, where the engine estimates in large groups.
 * https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function
 */
export function nearestRank(sorted: readonly Value[], percent: number): Value {
  // Multiplied first: 0.55 * 100 is a little more than 55, and would be rank 56.
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? null;
}

/** In the order that ranks count in. NaN comes first, as it does where the engine sorts. */
export function ascending(values: readonly Value[]): readonly Value[] {
  return values.toSorted((a, b) => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : Number.isNaN(b) ? 1 : compareValues(a, b)));
}

/** What lies along a line, and so has ranks. */
export const RANKED: readonly KustoType[] = ["int", "long", "real", "decimal", "datetime", "timespan"];

export const percentile: Aggregate = (call) => {
  const { compute } = argumentOf(call, RANKED);
  const percent = percentOf(call, constantNumber(call, argument(call, 1)));
  return () => gather(call, compute, (sorted) => convert(nearestRank(sorted, percent), call.type));
};

export const percentilesArray: Aggregate = (call) => {
  const { compute } = argumentOf(call, RANKED);
  const percents = percentsFrom(call, 1);
  return () => gather(call, compute, (sorted) => percents.map((percent) => nearestRank(sorted, percent)));
};

function gather(call: Call, compute: Compute, answer: (sorted: readonly Value[]) => Value): Accumulator {
  const values: Value[] = [];
  const holding = new Holding(call.context);
  return {
    add: (row) => {
      const value = compute(row);
      if (value === null) return;
      holding.keep();
      values.push(value);
    },
    result: () => holding.handOver(answer(ascending(values))),
  };
}

/** The constants from a place on, or those of one dynamic array. */
export function percentsFrom(call: Call, place: number): number[] {
  const given = argument(call, place).constant?.value ?? null;
  const values = isArray(given) ? given : call.args.slice(place).map((arg) => arg.constant?.value ?? null);
  return values.map((value) => percentOf(call, isNumber(value) ? asNumber(value) : NaN));
}

export function percentOf(call: Call, percent: number): number {
  return percent >= 0 && percent <= 100 ? percent : call.refuse(`${call.name}() takes constant percentiles from 0 to 100`);
}
