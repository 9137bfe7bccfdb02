import type { Compute } from "../functions/call";
import { asNumber, isNumber } from "../values/value";
import type { Accumulator, Aggregate } from "./aggregate";
import { argumentOf, NUMBERS } from "./arguments";

/** Whether the rows are all there is (divide by n) or a sample of it (by n - 1). */
export type Population = "sample" | "whole";

/** https://learn.microsoft.com/en-us/kusto/query/variance-aggregation-function */
export function variance(of: Population): Aggregate {
  return spread(of, (squared) => squared);
}

/** https://learn.microsoft.com/en-us/kusto/query/stdev-aggregation-function */
export function deviation(of: Population): Aggregate {
  return spread(of, Math.sqrt);
}

function spread(of: Population, answer: (variance: number) => number): Aggregate {
  return (call) => {
    const { compute } = argumentOf(call, NUMBERS);
    return () => gather(compute, of, answer);
  };
}

/** Welford's way: one pass, and no difference of two large sums. */
function gather(compute: Compute, of: Population, answer: (variance: number) => number): Accumulator {
  let number = 0;
  let mean = 0;
  let squares = 0;
  return {
    add: (row) => {
      const value = compute(row);
      if (!isNumber(value)) return;
      const x = asNumber(value);
      const distance = x - mean;
      number++;
      mean += distance / number;
      squares += distance * (x - mean);
    },
    result: () => answer(rounded(divided(squares, number, of))),
  };
}

/** Of too few values the engine answers 0. */
export function divided(total: number, number: number, of: Population): number {
  const by = of === "sample" ? number - 1 : number;
  return by > 0 ? total / by : 0;
}

/** The engine rounds a variance to ten places: that of 1 to 10 is 9.1666666667, and their standard deviation the root of just that. */
function rounded(value: number): number {
  return Number(value.toFixed(10));
}
