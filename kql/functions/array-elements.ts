import { sameValue } from "../values/compare";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunction, type ScalarFunctions } from "./call";

/** A function of an array; what is no array answers null. */
function ofArray(answer: (items: readonly Value[], ...rest: Value[]) => Value): ScalarFunction {
  return pure((items: Value = null, ...rest) => (isArray(items) ? answer(items, ...rest) : null));
}

/** Values that are no arrays become elements themselves; nulls add nothing. */
function concat(call: Call): Compute {
  return pure((...values) => {
    const arrays = values.filter((value) => value !== null).map((value) => (isArray(value) ? value : [value]));
    call.context.budget.size(
      arrays.reduce((length, items) => length + items.length, 0),
      "an array",
    );
    return arrays.flat();
  })(call);
}

/** Both ends belong to the slice; a negative one counts from the array's end: https://learn.microsoft.com/en-us/kusto/query/array-slice-function */
function slice(items: readonly Value[], start: Value = null, end: Value = null): Value {
  if (typeof start !== "bigint" || typeof end !== "bigint") return null;
  const [from, to] = [fromEnd(items, start), fromEnd(items, end)];
  return to < 0 ? [] : items.slice(Math.max(0, from), to + 1);
}

function fromEnd(items: readonly Value[], index: bigint): number {
  return index < 0n ? items.length + Number(index) : Number(index);
}

/** -1 where there is none, null for a length or an occurrence that makes no sense: https://learn.microsoft.com/en-us/kusto/query/array-index-of-function */
function indexOf(items: readonly Value[], sought: Value = null, start: Value = 0n, length: Value = -1n, occurrence: Value = 1n): Value {
  if (typeof start !== "bigint" || typeof length !== "bigint" || typeof occurrence !== "bigint" || length < -1n || occurrence < 1n) return null;
  const from = Math.max(0, fromEnd(items, start));
  const to = length === -1n ? items.length : Math.min(items.length, from + Number(length));
  let left = occurrence;
  for (let i = from; i < to; i++) {
    if (sameValue(items[i] ?? null, sought) && --left === 0n) return BigInt(i);
  }
  return -1n;
}

/** Null elements count for nothing; an array without numbers, or with anything else, has no sum. */
export function sum(items: readonly Value[]): number | null {
  const values = items.filter((item) => item !== null);
  return values.length > 0 && values.every(isNumber) ? values.reduce((total: number, item) => total + asNumber(item), 0) : null;
}

/** What comes in is the given value, else null, or "" among strings: https://learn.microsoft.com/en-us/kusto/query/array-shift-left-function */
function shifted(direction: bigint): ScalarFunction {
  return ofArray((items, count = null, filler) => {
    if (typeof count !== "bigint") return null;
    const by = Number(direction * count);
    const fill = filler ?? (items.length > 0 && items.every((item) => typeof item === "string") ? "" : null);
    return items.map((_, i) => (i + by >= 0 && i + by < items.length ? (items[i + by] ?? null) : fill));
  });
}

function rotated(direction: bigint): ScalarFunction {
  return ofArray((items, count = null) => {
    if (typeof count !== "bigint") return null;
    const by = items.length === 0 ? 0 : Number((direction * count) % BigInt(items.length));
    return [...items.slice(by), ...items.slice(0, by)];
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/array-split-function */
function split(items: readonly Value[], at: Value = null): Value {
  const indexes = isArray(at) ? at : [at];
  if (!indexes.every((index) => typeof index === "bigint")) return null;
  const borders = indexes.map((index) => Math.max(0, fromEnd(items, index)));
  return [0, ...borders].map((start, i) => items.slice(start, borders[i] ?? items.length));
}

/** https://learn.microsoft.com/en-us/kusto/query/array-iff-function */
function choose(conditions: readonly Value[], whenTrue: Value = null, whenFalse: Value = null): Value {
  return conditions.map((condition, i) => {
    const truth = isNumber(condition) ? asNumber(condition) !== 0 : condition;
    return truth === true ? elementAt(whenTrue, i) : truth === false ? elementAt(whenFalse, i) : null;
  });
}

function elementAt(value: Value, index: number): Value {
  return isArray(value) ? (value[index] ?? null) : value;
}

export const arrayElements: ScalarFunctions = {
  array_length: ofArray((items) => BigInt(items.length)),
  array_concat: concat,
  array_slice: ofArray(slice),
  array_index_of: ofArray(indexOf),
  array_reverse: ofArray((items) => items.toReversed()),
  array_sum: ofArray(sum),
  array_shift_left: shifted(1n),
  array_shift_right: shifted(-1n),
  array_rotate_left: rotated(1n),
  array_rotate_right: rotated(-1n),
  array_split: ofArray(split),
  array_iff: ofArray(choose),
  array_iif: ofArray(choose),
};
