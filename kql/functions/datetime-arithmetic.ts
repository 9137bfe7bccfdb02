import { type Civil, civilOf, daysInMonth, floorDiv, TICKS, ticksOfDate } from "../values/calendar";
import { dateTimeOf } from "../values/datetime";
import { textOf } from "../values/text";
import { DateTime, type Value } from "../values/value";
import { type Call, type Compute, type ScalarFunctions, strict } from "./call";

/** Months in the units that have no fixed length. */
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

const FIXED: Readonly<Record<string, bigint>> = {
  week: TICKS.week,
  day: TICKS.day,
  hour: TICKS.hour,
  minute: TICKS.minute,
  second: TICKS.second,
  millisecond: TICKS.millisecond,
  microsecond: TICKS.microsecond,
};

const NANOSECONDS_PER_TICK = 100n;

function unit<T>(units: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(units, name) ? units[name] : undefined;
}

/** https://learn.microsoft.com/en-us/kusto/query/datetime-add-function */
function add(call: Call): Compute {
  return strict((period, amount, at) => {
    if (!(at instanceof DateTime) || typeof amount !== "bigint") return null;
    const name = textOf(period).toLowerCase();
    const months = unit(MONTHS, name);
    if (months !== undefined) return addMonths(at, Number(amount) * months);
    const ticks = unit(FIXED, name);
    if (ticks !== undefined) return dateTimeOf(at.ticks + amount * ticks);
    return name === "nanosecond" ? dateTimeOf(at.ticks + amount / NANOSECONDS_PER_TICK) : unknownPeriod(call, name);
  })(call);
}

/** A day that the month lacks becomes its last: a month after 31 January is the end of February. */
function addMonths(at: DateTime, months: number): DateTime | null {
  const civil = civilOf(at.ticks);
  const total = civil.year * 12 + civil.month - 1 + months;
  const [year, month] = [Math.floor(total / 12), (total % 12) + 1];
  if (year < 1 || year > 9999) return null;
  return dateTimeOf(ticksOfDate(year, month, Math.min(civil.day, daysInMonth(year, month))) + civil.ticksOfDay);
}

/** Counts the borders between periods that lie between two dates: https://learn.microsoft.com/en-us/kusto/query/datetime-diff-function */
function difference(call: Call): Compute {
  return strict((period, a, b): Value => {
    if (!(a instanceof DateTime) || !(b instanceof DateTime)) return null;
    const name = textOf(period).toLowerCase();
    const count = bordersBetween(name, a, b) ?? unknownPeriod(call, name);
    return call.type === "real" ? Number(count) : count;
  })(call);
}

function bordersBetween(name: string, a: DateTime, b: DateTime): bigint | null {
  const months = unit(MONTHS, name);
  if (months !== undefined) return BigInt(periodNumber(civilOf(a.ticks), months) - periodNumber(civilOf(b.ticks), months));
  if (name === "week") return weekNumber(a) - weekNumber(b);
  const ticks = unit(FIXED, name);
  if (ticks !== undefined) return floorDiv(a.ticks, ticks) - floorDiv(b.ticks, ticks);
  return name === "nanosecond" ? (a.ticks - b.ticks) * NANOSECONDS_PER_TICK : null;
}

function periodNumber({ year, month }: Civil, months: number): number {
  return Math.floor((year * 12 + month - 1) / months);
}

/** Weeks start on Sunday; the first day of the calendar is a Monday. */
function weekNumber(at: DateTime): bigint {
  return (civilOf(at.ticks).days + 1n) / 7n;
}

function unknownPeriod(call: Call, name: string): never {
  call.refuse(`${call.name} does not know the period ${name}`);
}

export const datetimeArithmetic: ScalarFunctions = { datetime_add: add, datetime_diff: difference };
