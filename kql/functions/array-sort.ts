import { compareValues } from "../values/compare";
import { DateTime, isArray, isNumber, Timespan, type Value } from "../values/value";
import { type Argument, type Call, type Compute, type ScalarFunction, type ScalarFunctions } from "./call";

/**
 * Elements of several types stay apart, in this order, whichever way each of them is sorted:
 * https://learn.microsoft.com/en-us/kusto/query/array-sort-asc-function
 */
function rank(value: Value): number {
  if (isNumber(value) || value instanceof DateTime || value instanceof Timespan) return 0;
  return typeof value === "string" ? 1 : 2;
}

function compare(a: Value, b: Value, direction: number): number {
  const order = rank(a) - rank(b);
  return order === 0 ? direction * (compareValues(measure(a), measure(b)) || 0) : order;
}

/** Numbers and times are of one group, so they compare by their size in ticks. */
function measure(value: Value): Value {
  return value instanceof DateTime || value instanceof Timespan ? value.ticks : value;
}

/** Where each element of the sorted array stood before. */
function sortedPlaces(items: readonly Value[], direction: number, nullsLast: boolean): number[] {
  const places = items.map((_, i) => i);
  const values = places.filter((i) => items[i] !== null).sort((i, j) => compare(items[i] ?? null, items[j] ?? null, direction));
  const nulls = places.filter((i) => items[i] === null);
  return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
}

/** One array answers one; several answer an array of arrays, the others in the order of the first. */
function sort(direction: number): ScalarFunction {
  return ({ args }: Call): Compute => {
    const last = args.at(-1);
    const option: Argument | undefined = args.length > 1 && last?.type === "bool" ? last : undefined;
    const arrays = option ? args.slice(0, -1) : args;
    return (row) => {
      const [first, ...others] = arrays.map((arg) => arg.compute(row));
      if (first === undefined || !isArray(first)) return others.length === 0 ? null : arrays.map(() => null);
      const places = sortedPlaces(first, direction, option?.compute(row) !== false);
      const sorted = [first, ...others].map((items) => (isArray(items) && items.length === first.length ? places.map((i) => items[i] ?? null) : null));
      return others.length === 0 ? (sorted[0] ?? null) : sorted;
    };
  };
}

export const arraySorting: ScalarFunctions = { array_sort_asc: sort(1), array_sort_desc: sort(-1) };
