import type { Value } from "../values/value";
import { pure, type ScalarFunctions } from "./call";
import { mean, numbersOf, squares, total } from "./series-values";

export interface Line {
  readonly slope: number;
  readonly interception: number;
}

/** The line of least squares through the numbers, their places being x. */
export function lineThrough(numbers: readonly number[]): Line {
  const middle = (numbers.length - 1) / 2;
  const average = mean(numbers);
  const spread = total(numbers.map((_, i) => (i - middle) ** 2));
  const slope = spread === 0 ? 0 : total(numbers.map((y, i) => (i - middle) * (y - average))) / spread;
  return { slope, interception: average - slope * middle };
}

/** The columns, in order: https://learn.microsoft.com/en-us/kusto/query/series-fit-line-function */
const COLUMNS = ["rsquare", "slope", "variance", "rvariance", "interception", "line_fit"] as const;

function fit(series: Value): ReadonlyMap<string, Value> | null {
  const numbers = numbersOf(series);
  if (!numbers || numbers.length < 2) return null;
  const { slope, interception } = lineThrough(numbers);
  const line = numbers.map((_, i) => slope * i + interception);
  const variance = squares(numbers) / (numbers.length - 1);
  const residual = total(numbers.map((y, i) => (y - (line[i] ?? NaN)) ** 2)) / (numbers.length - 1);
  return new Map<string, Value>([
    ["rsquare", 1 - residual / variance],
    ["slope", slope],
    ["variance", variance],
    ["rvariance", residual],
    ["interception", interception],
    ["line_fit", line],
  ]);
}

export const seriesFit: ScalarFunctions = {
  series_fit_line: pure((series: Value) => {
    const found = fit(series);
    return COLUMNS.map((name) => found?.get(name) ?? null);
  }),
  series_fit_line_dynamic: pure(fit),
};
