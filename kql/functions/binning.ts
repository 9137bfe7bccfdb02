import { floorDiv } from "../values/calendar";
import { convert, toDecimal } from "../values/convert";
import { dateTimeOf } from "../values/datetime";
import { timespanOf } from "../values/timespan";
import { asNumber, DateTime, isDecimal, isNumber, Timespan, type Value } from "../values/value";
import { wrapped } from "../values/arithmetic";
import { type Call, type Compute, type ScalarFunctions, strict } from "./call";

/** Null where the bin's size is not above zero: https://learn.microsoft.com/en-us/kusto/query/bin-function */
function binned(call: Call, value: NonNullable<Value>, size: NonNullable<Value>, from?: NonNullable<Value>): Value {
  if (value instanceof DateTime || value instanceof Timespan) return timeBin(call, value, size, from);
  if (!isNumber(value) || !isNumber(size) || (from !== undefined && !isNumber(from))) return null;
  const origin = from ?? 0n;
  if (typeof value === "bigint" && typeof size === "bigint" && typeof origin === "bigint") {
    return size > 0n ? wrapped(origin + floorDiv(value - origin, size) * size, call.type) : null;
  }
  if (isDecimal(value) || isDecimal(size) || isDecimal(origin)) return decimalBin(value, size, origin);
  const [x, width, start] = [asNumber(value), asNumber(size), asNumber(origin)];
  return width > 0 ? start + Math.floor((x - start) / width) * width : null;
}

function timeBin(call: Call, value: DateTime | Timespan, size: Value, from?: Value): Value {
  if (!(size instanceof Timespan) || !(from === undefined || from instanceof DateTime || from instanceof Timespan))
    return call.unsupported(`${call.name} of a time by a number`);
  if (size.ticks <= 0n) return null;
  const origin = from?.ticks ?? 0n;
  const ticks = origin + floorDiv(value.ticks - origin, size.ticks) * size.ticks;
  return value instanceof DateTime ? dateTimeOf(ticks) : timespanOf(ticks);
}

function decimalBin(value: Value, size: Value, origin: Value): Value {
  if (value === null || size === null || origin === null) return null;
  const [x, width, start] = [toDecimal(value), toDecimal(size), toDecimal(origin)];
  if (x === null || width === null || start === null || !width.greaterThan(0)) return null;
  return start.plus(x.minus(start).div(width).floor().times(width));
}

/** The answer has the wider of the arguments' types, whichever of them a row's values come from. */
function bin(call: Call): Compute {
  return strict((value, size, from?: NonNullable<Value>) => convert(binned(call, value, size, from), call.type))(call);
}

/** bin_auto is not here: its size comes from `set query_bin_auto_size`, which a call does not see. */
export const binning: ScalarFunctions = { bin, floor: bin, bin_at: bin };
