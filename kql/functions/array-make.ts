import { TICKS } from "../values/calendar";
import { dateTimeOf } from "../values/datetime";
import { timespanOf } from "../values/timespan";
import { asNumber, DateTime, isArray, isDecimal, isNumber, Timespan, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";

/** An array is cut off there: https://learn.microsoft.com/en-us/kusto/query/range-function */
const LONGEST_RANGE = 1_048_576;

/** https://learn.microsoft.com/en-us/kusto/query/repeat-function */
function repeat(call: Call): Compute {
  return pure((value: Value, count) => {
    if (typeof count !== "bigint" || count < 0n) return null;
    call.context.budget.size(Number(count), "an array");
    return Array<Value>(Number(count)).fill(value);
  })(call);
}

function range(call: Call): Compute {
  return pure((start: Value = null, stop: Value = null, step?: Value) => {
    if (start === null || stop === null || step === null) return null;
    if (start instanceof DateTime || start instanceof Timespan) return timesFrom(call, start, stop, step);
    const numbers = [start, stop, step ?? 1n];
    if (numbers.every((number) => typeof number === "bigint")) return wholeNumbers(call, ...(numbers as [bigint, bigint, bigint]));
    if (!numbers.every(isNumber) || numbers.some(isDecimal)) return call.unsupported("range of such values");
    return reals(call, ...(numbers.map(asNumber) as [number, number, number]));
  })(call);
}

function wholeNumbers(call: Call, start: bigint, stop: bigint, step: bigint): bigint[] {
  if (step === 0n) return endless(call);
  const items: bigint[] = [];
  for (let at = start; (step > 0n ? at <= stop : at >= stop) && items.length < LONGEST_RANGE; at += step) {
    call.context.budget.pass();
    items.push(at);
  }
  return items;
}

/** Each is reckoned from the start, so that rounding does not add up. */
function reals(call: Call, start: number, stop: number, step: number): number[] {
  if (step === 0) return endless(call);
  const items: number[] = [];
  for (let at = start; (step > 0 ? at <= stop : at >= stop) && items.length < LONGEST_RANGE; at = start + items.length * step) {
    call.context.budget.pass();
    items.push(at);
  }
  return items;
}

function timesFrom(call: Call, start: DateTime | Timespan, stop: Value, step: Value = timespanOf(TICKS.hour)): Value {
  const like = start instanceof DateTime ? DateTime : Timespan;
  if (!(stop instanceof like) || !(step instanceof Timespan)) return call.unsupported("range of such values");
  return wholeNumbers(call, start.ticks, stop.ticks, step.ticks).map((ticks) => (like === DateTime ? dateTimeOf(ticks) : timespanOf(ticks)));
}

function endless(call: Call): never {
  call.refuse("range can't have a step of zero");
}

/** Shorter arrays are filled with nulls: https://learn.microsoft.com/en-us/kusto/query/zip-function */
function zip(call: Call): Compute {
  return pure((...values) => {
    const length = Math.max(...values.map((value) => (isArray(value) ? value.length : 0)));
    call.context.budget.size(length * values.length, "an array");
    return Array.from({ length }, (_, i) => values.map((value) => (isArray(value) ? (value[i] ?? null) : value)));
  })(call);
}

export const arrayMaking: ScalarFunctions = { pack_array: pure((...values) => values), repeat, range, zip };
