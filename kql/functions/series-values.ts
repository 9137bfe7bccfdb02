import { asNumber, isArray, isNumber, type Value } from "../values/value";

/** The numbers of a series; null for what is no array, or holds anything but numbers. */
export function numbersOf(series: Value): number[] | null {
  return isArray(series) && series.every(isNumber) ? series.map(asNumber) : null;
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0);
}

export function mean(numbers: readonly number[]): number {
  return total(numbers) / numbers.length;
}

/** Sum of the squares of the distances from the mean. */
export function squares(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return total(numbers.map((x) => (x - middle) ** 2));
}

/** Between two elements it interpolates linearly. */
export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = Float64Array.from(numbers).sort();
  const place = ((sorted.length - 1) * percent) / 100;
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (place - Math.floor(place)) * (above - below);
}
