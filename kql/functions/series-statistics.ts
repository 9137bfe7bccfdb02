import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { sum } from "./array-elements";
import { pure, type ScalarFunction, type ScalarFunctions } from "./call";
import { mean, numbersOf, squares, total } from "./series-values";

/** The columns of series_stats, in order; series_stats_dynamic has two more. */
const COLUMNS = ["min", "min_idx", "max", "max_idx", "avg", "stdev", "variance"] as const;

/** Null elements, NaN and infinities leave no statistics, unless they are to be ignored: https://learn.microsoft.com/en-us/kusto/query/series-stats-function */
function statistics(series: Value, ignoreNonFinite: Value): ReadonlyMap<string, Value> | null {
  if (!isArray(series)) return null;
  const items = series.map((item) => (isNumber(item) ? asNumber(item) : NaN));
  const numbers = items.filter(Number.isFinite);
  if (numbers.length === 0 || (numbers.length < items.length && ignoreNonFinite !== true)) return null;
  const [min, max] = numbers.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);
  const variance = numbers.length > 1 ? squares(numbers) / (numbers.length - 1) : 0;
  return new Map<string, Value>([
    ["min", min],
    ["min_idx", BigInt(items.indexOf(min))],
    ["max", max],
    ["max_idx", BigInt(items.indexOf(max))],
    ["avg", mean(numbers)],
    ["stdev", Math.sqrt(variance)],
    ["variance", variance],
    ["sum", total(numbers)],
    ["len", BigInt(numbers.length)],
  ]);
}

/** Numbers that stand at the same place of both series; the rest of the longer one, and what is no number, does not count. */
function pairs(a: Value, b: Value): [number, number][] | null {
  if (!isArray(a) && !isArray(b)) return null;
  const length = Math.min(isArray(a) ? a.length : Infinity, isArray(b) ? b.length : Infinity);
  const found: [number, number][] = [];
  for (let i = 0; i < length; i++) {
    const [x, y] = [isArray(a) ? (a[i] ?? null) : a, isArray(b) ? (b[i] ?? null) : b];
    if (isNumber(x) && isNumber(y)) found.push([asNumber(x), asNumber(y)]);
  }
  return length === 0 ? null : found;
}

function product(a: Value, b: Value): number | null {
  const both = pairs(a, b);
  return both && total(both.map(([x, y]) => x * y));
}

/** https://learn.microsoft.com/en-us/kusto/query/series-cosine-similarity-function */
function cosineSimilarity(a: Value = null, b: Value = null): number | null {
  const both = isArray(a) && isArray(b) ? pairs(a, b) : null;
  if (!both) return null;
  const size = (side: 0 | 1): number => Math.sqrt(total(both.map((pair) => pair[side] ** 2)));
  return total(both.map(([x, y]) => x * y)) / (size(0) * size(1));
}

/** https://learn.microsoft.com/en-us/kusto/query/series-pearson-correlation-function */
function correlation(a: Value = null, b: Value = null): number | null {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  if (!x || x.length === 0 || x.length !== y?.length) return null;
  const [middleX, middleY] = [mean(x), mean(y)];
  return total(x.map((value, i) => (value - middleX) * ((y[i] ?? NaN) - middleY))) / Math.sqrt(squares(x) * squares(y));
}

function ofSeries(answer: (numbers: readonly number[]) => number): ScalarFunction {
  return pure((series: Value) => {
    const numbers = numbersOf(series);
    return numbers && numbers.length > 0 ? answer(numbers) : null;
  });
}

export const seriesStatistics: ScalarFunctions = {
  series_stats: pure((series: Value, ignoreNonFinite: Value = false) => {
    const found = statistics(series, ignoreNonFinite);
    return COLUMNS.map((name) => found?.get(name) ?? null);
  }),
  series_stats_dynamic: pure((series: Value, ignoreNonFinite: Value = false) => statistics(series, ignoreNonFinite)),
  series_sum: pure((series: Value) => (isArray(series) ? sum(series) : null)),
  series_product: ofSeries((numbers) => numbers.reduce((result, x) => result * x, 1)),
  series_magnitude: ofSeries((numbers) => Math.sqrt(total(numbers.map((x) => x * x)))),
  series_dot_product: pure((a: Value = null, b: Value = null) => product(a, b)),
  series_cosine_similarity: pure(cosineSimilarity),
  series_pearson_correlation: pure(correlation),
};
