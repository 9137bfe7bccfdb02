import { sameValue } from "../values/compare";
import { textOf } from "../values/text";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";
import { percentile } from "./series-values";

interface Fence {
  readonly low: number;
  readonly high: number;
  /** Makes a score of 1.5 mean the same whichever percentiles are taken. */
  readonly scale: number;
}

/**
 * Tukey's fences of https://learn.microsoft.com/en-us/kusto/query/series-outliers-function. For the 10th and 90th percentile the engine scales by a number
 * that it derives from an approximation of the normal distribution it does not publish, so other percentiles are not supported:
 * https://stackoverflow.com/questions/75264555/how-does-kusto-series-outliers-calculate-anomaly-scores
 */
const FENCES: Readonly<Record<string, Fence>> = {
  ctukey: { low: 10, high: 90, scale: 2.7726056055079153 },
  tukey: { low: 25, high: 75, scale: 1 },
};

export function fenceNamed(call: Call, name: string): Fence {
  return (Object.hasOwn(FENCES, name) ? FENCES[name] : undefined) ?? call.refuse(`${call.name} does not know the method ${JSON.stringify(name)}`);
}

/**
 * How far each number is outside of the fence around the learned ones; 0 within. Infinite where these do not spread at all,
 * for which no answer is documented.
 */
export function scores(numbers: readonly number[], learned: readonly number[], { low, high, scale }: Fence): number[] {
  const [bottom, top] = [percentile(learned, low), percentile(learned, high)];
  return numbers.map((x) => {
    const outside = x > top ? x - top : x < bottom ? x - bottom : 0;
    return outside === 0 ? 0 : (outside / (top - bottom)) * scale;
  });
}

function outliers(call: Call): Compute {
  return pure((series: Value, kind: Value = "ctukey", ignored: Value = null, low: Value = null, high: Value = null, testPoints: Value = null) => {
    if (!isArray(series)) return null;
    const fence = fenceNamed(call, textOf(kind));
    const custom = (percent: Value, usual: number): boolean => percent !== null && !(isNumber(percent) && asNumber(percent) === usual);
    if (custom(low, fence.low) || custom(high, fence.high) || custom(testPoints, 0))
      return call.unsupported("series_outliers with other percentiles or test points");
    const counts = (item: Value): item is number | bigint => isNumber(item) && !sameValue(item, ignored);
    const numbers = series.filter(counts).map(asNumber);
    const found = scores(numbers, numbers, fence).values();
    return series.map((item) => (counts(item) ? (found.next().value ?? 0) : 0));
  })(call);
}

export const seriesOutlierScores: ScalarFunctions = { series_outliers: outliers };
