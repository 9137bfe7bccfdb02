import { isDate, TICKS, ticksOfDate, UNIX_EPOCH } from "../values/calendar";
import { convert } from "../values/convert";
import { dateTimeOf } from "../values/datetime";
import { timespanOf } from "../values/timespan";
import { asNumber, isNumber, type Value } from "../values/value";
import { pure, type ScalarFunctions, strict } from "./call";

/** Null where a part is not a number in its range: https://learn.microsoft.com/en-us/kusto/query/make-datetime-function */
function makeDateTime(...parts: Value[]): Value {
  if (parts.length === 1) return convert(parts[0] ?? null, "datetime");
  const numbers = parts.map((part) => (isNumber(part) ? asNumber(part) : NaN));
  const [year, month, day] = numbers.slice(0, 3).map(Math.trunc) as [number, number, number];
  const time = ticksOfTime(numbers[3] ?? 0, numbers[4] ?? 0, numbers[5] ?? 0);
  return time === null || !isDate(year, month, day) ? null : dateTimeOf(ticksOfDate(year, month, day) + time);
}

/** From hours and minutes, with seconds after them and days before: https://learn.microsoft.com/en-us/kusto/query/make-timespan-function */
function makeTimespan(...parts: Value[]): Value {
  if (parts.length === 1) return convert(parts[0] ?? null, "timespan");
  const numbers = parts.map((part) => (isNumber(part) ? asNumber(part) : NaN));
  const days = parts.length === 4 ? Math.trunc(numbers.shift() ?? 0) : 0;
  const time = ticksOfTime(numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0);
  return time === null || !(days >= 0 && days < 10_675_199) ? null : timespanOf(BigInt(days) * TICKS.day + time);
}

function ticksOfTime(hour: number, minute: number, second: number): bigint | null {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return null;
  return BigInt(Math.trunc(hour)) * TICKS.hour + BigInt(Math.trunc(minute)) * TICKS.minute + BigInt(Math.round(second * Number(TICKS.second)));
}

/** Whole numbers count exactly; a real has no more digits than a double. */
function sinceEpoch(multiply: bigint, divide = 1n) {
  return strict((amount) => {
    if (typeof amount === "bigint") return dateTimeOf(UNIX_EPOCH + (amount * multiply) / divide);
    const ticks = isNumber(amount) ? Math.round((asNumber(amount) * Number(multiply)) / Number(divide)) : NaN;
    return Number.isFinite(ticks) ? dateTimeOf(UNIX_EPOCH + BigInt(ticks)) : null;
  });
}

export const datetimeMaking: ScalarFunctions = {
  make_datetime: pure(makeDateTime),
  make_timespan: pure(makeTimespan),
  unixtime_seconds_todatetime: sinceEpoch(TICKS.second),
  unixtime_milliseconds_todatetime: sinceEpoch(TICKS.millisecond),
  unixtime_microseconds_todatetime: sinceEpoch(TICKS.microsecond),
  unixtime_nanoseconds_todatetime: sinceEpoch(1n, 100n),
};
