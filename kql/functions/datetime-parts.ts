import { civilOf, TICKS, ticksOfDate } from "../values/calendar";
import { textOf } from "../values/text";
import { timespanOf } from "../values/timespan";
import { DateTime, type Value } from "../values/value";
import { type Call, type ScalarFunction, type ScalarFunctions, strict } from "./call";

type Part = (at: DateTime) => number | bigint;

/** The names that https://learn.microsoft.com/en-us/kusto/query/datetime-part-function knows, in any case. */
const PARTS: Readonly<Record<string, Part>> = {
  year: (at) => civilOf(at.ticks).year,
  quarter: (at) => Math.ceil(civilOf(at.ticks).month / 3),
  month: (at) => civilOf(at.ticks).month,
  week_of_year: weekOfYear,
  weekofyear: weekOfYear,
  day: (at) => civilOf(at.ticks).day,
  dayofyear: dayOfYear,
  hour: (at) => civilOf(at.ticks).hour,
  minute: (at) => civilOf(at.ticks).minute,
  second: (at) => civilOf(at.ticks).second,
  // The parts of a second are each its whole fraction, cut off at the unit.
  millisecond: (at) => Math.floor(civilOf(at.ticks).fraction / 10_000),
  microsecond: (at) => Math.floor(civilOf(at.ticks).fraction / 10),
  nanosecond: (at) => civilOf(at.ticks).fraction * 100,
};

function dayOfYear(at: DateTime): bigint {
  const { days, year } = civilOf(at.ticks);
  return days - ticksOfDate(year, 1, 1) / TICKS.day + 1n;
}

/** ISO 8601: weeks start on Monday, and a week belongs to the year of its Thursday. */
function weekOfYear(at: DateTime): bigint {
  const { days, weekday } = civilOf(at.ticks);
  const thursday = days - BigInt((weekday + 6) % 7) + 3n;
  const newYear = ticksOfDate(civilOf(thursday * TICKS.day).year, 1, 1) / TICKS.day;
  return (thursday - newYear) / 7n + 1n;
}

function ofDateTime(answer: (at: DateTime) => Value): ScalarFunction {
  return strict((value) => (value instanceof DateTime ? answer(value) : null));
}

function part(name: string): ScalarFunction {
  return ofDateTime((at) => partOf(at, name));
}

function partOf(at: DateTime, name: string): bigint | null {
  const key = name.toLowerCase();
  const read = Object.hasOwn(PARTS, key) ? PARTS[key] : undefined;
  return read ? BigInt(read(at)) : null;
}

function datetimePart(call: Call): ReturnType<ScalarFunction> {
  return strict((name, at) => {
    const found = at instanceof DateTime ? partOf(at, textOf(name)) : null;
    return found ?? call.refuse(`datetime_part does not know the part ${textOf(name)}`);
  })(call);
}

export const datetimeParts: ScalarFunctions = {
  datetime_part: datetimePart,
  dayofweek: ofDateTime((at) => timespanOf(BigInt(civilOf(at.ticks).weekday) * TICKS.day)),
  dayofmonth: part("day"),
  dayofyear: part("dayofyear"),
  hourofday: part("hour"),
  monthofyear: part("month"),
  getmonth: part("month"),
  getyear: part("year"),
  week_of_year: part("week_of_year"),
  weekofyear: part("week_of_year"),
};
