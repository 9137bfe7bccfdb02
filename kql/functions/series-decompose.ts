import { textOf } from "../values/text";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";
import { lineThrough } from "./series-fit";
import { fenceNamed, scores } from "./series-outliers";
import { periodsOf } from "./series-periods";
import { mean, numbersOf, percentile } from "./series-values";

interface Decomposition {
  readonly baseline: number[];
  readonly seasonal: number[];
  readonly trend: number[];
  readonly residual: number[];
  /** The residual of the points that are not left out of learning. */
  readonly learned: number[];
}

interface Options {
  readonly seasonality: Value;
  readonly trend: Value;
  readonly testPoints: Value;
  readonly threshold: Value;
}

const DETECT = -1n;
const DETECTION_THRESHOLD = 0.6;
/** series_seasonal is stricter: https://learn.microsoft.com/en-us/kusto/query/series-seasonal-function */
const SEASONAL_THRESHOLD = 0.7;

/** Seasonal part, then the trend of what that leaves, then the rest: https://learn.microsoft.com/en-us/kusto/query/series-decompose-function */
function decompose(call: Call, series: Value, options: Options): Decomposition | null {
  if (!isArray(series) || series.length === 0) return null;
  const numbers = numbersOf(series) ?? call.unsupported(`${call.name} of a series with elements that are no numbers`);
  const known = numbers.slice(0, numbers.length - Number(typeof options.testPoints === "bigint" ? options.testPoints : 0n));
  if (known.length === 0) return call.refuse(`${call.name} has no points left to learn from`);
  const seasonal = seasonalPart(numbers, known, periodFor(call, known, options));
  const trend = trendOf(
    call,
    textOf(options.trend),
    known.map((y, i) => y - (seasonal[i] ?? 0)),
  );
  const trends = numbers.map((_, i) => trend(i));
  const baseline = numbers.map((_, i) => (seasonal[i] ?? 0) + (trends[i] ?? 0));
  const residual = numbers.map((y, i) => y - (baseline[i] ?? 0));
  return { baseline, seasonal, trend: trends, residual, learned: residual.slice(0, known.length) };
}

/** 0 where there is no season. */
function periodFor(call: Call, known: readonly number[], { seasonality, threshold }: Options): number {
  if (typeof seasonality !== "bigint" || seasonality < DETECT) return call.refuse(`${call.name} needs a period of at least 0, or -1`);
  if (seasonality !== DETECT) return Number(seasonality);
  const best = periodsOf(known, call.context.budget)[0];
  return best && best.score >= (isNumber(threshold) ? asNumber(threshold) : DETECTION_THRESHOLD) ? best.length : 0;
}

/** The median of the points of the same phase. */
function seasonalPart(numbers: readonly number[], known: readonly number[], period: number): number[] {
  if (period === 0) return numbers.map(() => 0);
  const phases = Array.from({ length: Math.min(period, known.length) }, (): number[] => []);
  for (const [i, y] of known.entries()) phases[i % period]?.push(y);
  const medians = phases.map((points) => percentile(points, 50));
  return numbers.map((_, i) => medians[i % period] ?? 0);
}

function trendOf(call: Call, name: string, rest: readonly number[]): (at: number) => number {
  switch (name) {
    case "avg": {
      const average = mean(rest);
      return () => average;
    }
    case "linefit": {
      const { slope, interception } = lineThrough(rest);
      return (at) => slope * at + interception;
    }
    case "none":
      return () => 0;
    default:
      return call.refuse(`${call.name} does not know the trend ${JSON.stringify(name)}; it is avg, linefit or none`);
  }
}

function decomposition(call: Call): Compute {
  return pure((series: Value, seasonality: Value = DETECT, trend: Value = "avg", testPoints: Value = 0n, threshold: Value = DETECTION_THRESHOLD) => {
    const parts = decompose(call, series, { seasonality, trend, testPoints, threshold });
    return parts ? [parts.baseline, parts.seasonal, parts.trend, parts.residual] : [null, null, null, null];
  })(call);
}

/** Flags, scores and baseline: https://learn.microsoft.com/en-us/kusto/query/series-decompose-anomalies-function */
function anomalies(call: Call): Compute {
  return pure(
    (
      series: Value,
      limit: Value = 1.5,
      seasonality: Value = DETECT,
      trend: Value = "avg",
      testPoints: Value = 0n,
      method: Value = "ctukey",
      threshold: Value = DETECTION_THRESHOLD,
    ) => {
      const parts = decompose(call, series, { seasonality, trend, testPoints, threshold });
      if (!parts || !isNumber(limit)) return [null, null, null];
      const found = scores(parts.residual, parts.learned, fenceNamed(call, textOf(method)));
      const flags = found.map((score) => (Math.abs(score) > asNumber(limit) ? BigInt(Math.sign(score)) : 0n));
      return [flags, found, parts.baseline];
    },
  )(call);
}

function seasonal(call: Call): Compute {
  return pure(
    (series: Value, seasonality: Value = DETECT, testPoints: Value = 0n) =>
      decompose(call, series, { seasonality, trend: "none", testPoints, threshold: SEASONAL_THRESHOLD })?.seasonal ?? null,
  )(call);
}

export const seriesDecomposition: ScalarFunctions = {
  series_decompose: decomposition,
  series_decompose_anomalies: anomalies,
  series_seasonal: seasonal,
};
