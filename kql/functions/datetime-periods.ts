import { civilOf, TICKS, ticksOfDate } from "../values/calendar";
import { dateTimeOf } from "../values/datetime";
import { DateTime } from "../values/value";
import { pure, type ScalarFunction, type ScalarFunctions } from "./call";

/** Ticks of the start of the period that holds a date, moved by a number of periods; null far outside of the years there are. */
type Start = (at: DateTime, offset: bigint) => bigint | null;

function day(at: DateTime, offset: bigint): bigint {
  return (civilOf(at.ticks).days + offset) * TICKS.day;
}

/** Weeks start on Sunday. */
function week(at: DateTime, offset: bigint): bigint {
  const { days, weekday } = civilOf(at.ticks);
  return (days - BigInt(weekday) + 7n * offset) * TICKS.day;
}

function month(at: DateTime, offset: bigint): bigint | null {
  const civil = civilOf(at.ticks);
  return monthStart(civil.year, civil.month + Number(offset));
}

function year(at: DateTime, offset: bigint): bigint | null {
  return monthStart(civilOf(at.ticks).year + Number(offset), 1);
}

/** Ten thousand years suffice to leave the calendar, and keep within what JavaScript's Date can count. */
function monthStart(year: number, month: number): bigint | null {
  return Math.abs(year + month / 12) > 20_000 ? null : ticksOfDate(year, month, 1);
}

function startOf(start: Start): ScalarFunction {
  return pure((at, offset = 0n) => {
    if (!(at instanceof DateTime) || typeof offset !== "bigint") return null;
    const ticks = start(at, offset);
    return ticks === null ? null : dateTimeOf(ticks);
  });
}

/** The last tick of a period is the one before the next period's first. */
function endOf(start: Start): ScalarFunction {
  return pure((at, offset = 0n) => {
    if (!(at instanceof DateTime) || typeof offset !== "bigint") return null;
    const next = start(at, offset + 1n);
    return next === null ? null : dateTimeOf(next - 1n);
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/startofday-function and those beside it. */
export const datetimePeriods: ScalarFunctions = {
  startofday: startOf(day),
  startofweek: startOf(week),
  startofmonth: startOf(month),
  startofyear: startOf(year),
  endofday: endOf(day),
  endofweek: endOf(week),
  endofmonth: endOf(month),
  endofyear: endOf(year),
};
