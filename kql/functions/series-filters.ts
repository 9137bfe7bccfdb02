import type { Budget } from "../engine/budget";
import { numbersOf, total } from "./series-values";
import type { Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";

/** Before its start a series counts as zeros: https://learn.microsoft.com/en-us/kusto/query/series-fir-function */
function fir(call: Call): Compute {
  return pure((series: Value, filter: Value = null, normalize: Value = null, center: Value = false) => {
    const [numbers, given] = [numbersOf(series), numbersOf(filter)];
    const weights = given && weightsOf(given, normalize);
    if (!numbers || !weights) return null;
    if (center === true && weights.length % 2 === 0) return call.unsupported("series_fir that centers a filter of even length");
    const ahead = center === true ? (weights.length - 1) / 2 : 0;
    return numbers.map((_, i) => weighted(call.context.budget, numbers, weights, i + ahead));
  })(call);
}

/** By default they are scaled to a sum of 1, unless one is negative. */
function weightsOf(filter: readonly number[], normalize: Value): readonly number[] | null {
  const negative = filter.some((weight) => weight < 0);
  if (normalize === true && negative) return null;
  const sum = normalize === false || negative ? 1 : total(filter);
  return filter.map((weight) => weight / sum);
}

/** Σ weights[k] · numbers[at - k] */
function weighted(budget: Budget, numbers: readonly number[], weights: readonly number[], at: number): number {
  let sum = 0;
  for (let k = Math.max(0, at - numbers.length + 1); k < weights.length && k <= at; k++) {
    budget.pass();
    sum += (weights[k] ?? 0) * (numbers[at - k] ?? 0);
  }
  return sum;
}

/** https://learn.microsoft.com/en-us/kusto/query/series-iir-function */
function iir(call: Call): Compute {
  return pure((series: Value, numerators: Value = null, denominators: Value = null) => {
    const [x, b, a] = [numbersOf(series), numbersOf(numerators), numbersOf(denominators)];
    const lead = a?.[0];
    if (!x || !b || !a || lead === undefined || lead === 0) return null;
    const feedback = [0, ...a.slice(1)];
    const filtered: number[] = [];
    for (const i of x.keys()) filtered.push((weighted(call.context.budget, x, b, i) - weighted(call.context.budget, filtered, feedback, i)) / lead);
    return filtered;
  })(call);
}

export const seriesFilters: ScalarFunctions = { series_fir: fir, series_iir: iir };
