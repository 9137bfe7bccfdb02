import type { Budget } from "../engine/budget";
import { asNumber, isNumber, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";
import { mean, numbersOf } from "./series-values";

/** A period has at least 4 points and fewer than half of the series: https://learn.microsoft.com/en-us/kusto/query/series-periods-detect-function */
const SHORTEST = 4;

export interface Period {
  readonly length: number;
  /** From 0 to 1. */
  readonly score: number;
}

/**
 * The periods of a series, the best first. How the engine finds them is not published. Its scores are the circular autocorrelation, stretched from its
 * lowest value to 1; which lags it takes for periods is modelled after https://doi.org/10.1137/1.9781611972757.40: peaks of the spectrum, each moved to
 * the autocorrelation's peak nearby.
 */
export function periodsOf(numbers: readonly number[], budget: Budget): Period[] {
  const power = spectrum(numbers, budget);
  const similarity = autocorrelation(numbers, budget);
  const found = new Map<number, number>();
  for (const wave of wavesOf(power)) {
    const lag = peakNear(similarity, numbers.length, wave);
    if (lag !== undefined) found.set(lag, similarity[lag] ?? 0);
  }
  return [...found].map(([length, score]) => ({ length, score })).sort((a, b) => b.score - a.score || a.length - b.length);
}

/** Power by the number of waves in the whole series. */
function spectrum(numbers: readonly number[], budget: Budget): number[] {
  const n = numbers.length;
  const middle = mean(numbers);
  const cosines = numbers.map((_, i) => Math.cos((2 * Math.PI * i) / n));
  const sines = numbers.map((_, i) => Math.sin((2 * Math.PI * i) / n));
  return Array.from({ length: Math.floor(n / 2) + 1 }, (_, waves) => {
    let [real, imaginary] = [0, 0];
    for (const [i, y] of numbers.entries()) {
      budget.pass();
      real += (y - middle) * (cosines[(i * waves) % n] ?? 0);
      imaginary += (y - middle) * (sines[(i * waves) % n] ?? 0);
    }
    return real ** 2 + imaginary ** 2;
  });
}

/** By lag; the series is taken as a circle. A series without any change is like itself at no lag. */
function autocorrelation(numbers: readonly number[], budget: Budget): number[] {
  const n = numbers.length;
  const middle = mean(numbers);
  const raw = numbers.map((_, lag) => {
    let sum = 0;
    for (const [i, y] of numbers.entries()) {
      budget.pass();
      sum += (y - middle) * ((numbers[(i + lag) % n] ?? 0) - middle);
    }
    return sum;
  });
  const lowest = raw.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = raw[0] ?? 0;
  return raw.map((value) => (highest > lowest ? (value - lowest) / (highest - lowest) : 0));
}

/** Peaks of the spectrum that rise above its mean. */
function wavesOf(power: readonly number[]): number[] {
  const average = mean(power.slice(1));
  const at = (i: number): number => power[i] ?? 0;
  return [...power.keys()].filter((i) => i > 1 && at(i) > average && at(i) >= at(i - 1) && at(i) >= at(i + 1));
}

/** The highest peak among the lags that are nearer to this number of waves than to the next ones. */
function peakNear(similarity: readonly number[], n: number, waves: number): number | undefined {
  const from = Math.max(SHORTEST, Math.floor((n / (waves + 1) + n / waves) / 2));
  const to = Math.min(Math.ceil(n / 2) - 1, Math.ceil((n / waves + n / (waves - 1)) / 2));
  let best: number | undefined;
  for (let lag = from; lag <= to; lag++) {
    if (isPeak(similarity, lag) && (similarity[lag] ?? 0) > (best === undefined ? 0 : (similarity[best] ?? 0))) best = lag;
  }
  return best;
}

function isPeak(similarity: readonly number[], lag: number): boolean {
  const [before, at, after] = [similarity[lag - 1] ?? 0, similarity[lag] ?? 0, similarity[lag + 1] ?? 0];
  return at > before && at > after;
}

/** Answers the periods and their scores, filled up with zeros to the number asked for. */
function detect(call: Call): Compute {
  return pure((series: Value, shortest: Value = null, longest: Value = null, count: Value = null) => {
    const numbers = numbersOf(series);
    if (!numbers || !isNumber(shortest) || !isNumber(longest) || typeof count !== "bigint") return [null, null];
    call.context.budget.size(Number(count), "an array");
    const [from, to] = [asNumber(shortest), asNumber(longest)];
    const found = periodsOf(numbers, call.context.budget).filter(({ length }) => length >= from && length <= to);
    const places = Array.from({ length: Number(count) }, (_, i) => found[i] ?? { length: 0, score: 0 });
    return [places.map(({ length }) => length), places.map(({ score }) => score)];
  })(call);
}

/** Scores of given periods, 0 for what is none: https://learn.microsoft.com/en-us/kusto/query/series-periods-validate-function */
function validate(call: Call): Compute {
  return pure((series: Value, ...periods: Value[]) => {
    const numbers = numbersOf(series);
    if (!numbers) return [null, null];
    const found = periodsOf(numbers, call.context.budget);
    const scoreOf = (period: Value): number => (isNumber(period) ? (found.find(({ length }) => length === asNumber(period))?.score ?? 0) : 0);
    return [periods, periods.map(scoreOf)];
  })(call);
}

export const seriesPeriods: ScalarFunctions = { series_periods_detect: detect, series_periods_validate: validate };
