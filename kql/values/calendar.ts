/** Ticks of 100 ns in a unit. */
export const TICKS = {
  microsecond: 10n,
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
  week: 6_048_000_000_000n,
} as const;

/** 1970-01-01T00:00:00Z in ticks. */
export const UNIX_EPOCH = 621_355_968_000_000_000n;
/** 9999-12-31T23:59:59.9999999Z in ticks. */
export const LAST_TICK = 3_155_378_975_999_999_999n;

const DAYS_TO_EPOCH = 719_162n;

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks within the second. */
  readonly fraction: number;
  /** Whole days since 0001-01-01. */
  readonly days: bigint;
  /** Ticks within the day. */
  readonly ticksOfDay: bigint;
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The remainder that is never negative for a positive divisor. */
export function floorMod(a: bigint, b: bigint): bigint {
  return a - floorDiv(a, b) * b;
}

export function civilOf(ticks: bigint): Civil {
  const days = ticks / TICKS.day;
  const ticksOfDay = ticks % TICKS.day;
  const date = new Date(Number(days - DAYS_TO_EPOCH) * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: Number(ticksOfDay / TICKS.hour),
    minute: Number((ticksOfDay / TICKS.minute) % 60n),
    second: Number((ticksOfDay / TICKS.second) % 60n),
    fraction: Number(ticksOfDay % TICKS.second),
    days,
    ticksOfDay,
  };
}

/** Ticks of a date; month and day may lie outside their range and carry over. */
export function ticksOfDate(year: number, month: number, day: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return (BigInt(Math.round(date.getTime() / 86_400_000)) + DAYS_TO_EPOCH) * TICKS.day;
}

export function daysInMonth(year: number, month: number): number {
  // 2000 is a leap year of the same 400-year cycle, and Date reads years below 100 as 19xx.
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

export function isDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
