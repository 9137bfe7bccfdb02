import { TICKS } from "./calendar";
import { digits } from "./datetime";
import { Timespan } from "./value";

/** Timespans are 64-bit ticks; what overflows wraps. */
export function timespanOf(ticks: bigint): Timespan {
  return new Timespan(BigInt.asIntN(64, ticks));
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function timespanText(value: Timespan): string {
  const ticks = value.ticks < 0n ? -value.ticks : value.ticks;
  const days = ticks / TICKS.day;
  const rest = ticks % TICKS.day;
  const fraction = rest % TICKS.second;
  const time = [rest / TICKS.hour, (rest / TICKS.minute) % 60n, (rest / TICKS.second) % 60n].map((part) => digits(part, 2)).join(":");
  return `${value.ticks < 0n ? "-" : ""}${days > 0n ? `${days}.` : ""}${time}${fraction > 0n ? `.${digits(fraction, 7)}` : ""}`;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ...["d", "day", "days"].map((name) => [name, TICKS.day] as const),
  ...["h", "hr", "hrs", "hour", "hours"].map((name) => [name, TICKS.hour] as const),
  ...["m", "min", "minute", "minutes"].map((name) => [name, TICKS.minute] as const),
  ...["s", "sec", "second", "seconds"].map((name) => [name, TICKS.second] as const),
  ...["ms", "milli", "millis", "millisec", "millisecond", "milliseconds"].map((name) => [name, TICKS.millisecond] as const),
  ...["micro", "micros", "microsec", "microsecond", "microseconds"].map((name) => [name, TICKS.microsecond] as const),
  ...["tick", "ticks"].map((name) => [name, 1n] as const),
]);

/**
 * `1.02:03:04.5`, `90m`, `2` (days): the forms of https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/timespan.
 * Null for anything else.
 */
export function parseTimespan(text: string): Timespan | null {
  const trimmed = text.trim();
  return clock(trimmed) ?? amount(trimmed) ?? days(trimmed);
}

function clock(text: string): Timespan | null {
  const match = /^(?<sign>-)?(?:(?<d>\d{1,8})\.)?(?<h>\d{1,2}):(?<m>\d{1,2})(?::(?<s>\d{1,2})(?:\.(?<f>\d{1,7}))?)?$/u.exec(text)?.groups;
  if (!match) return null;
  const [h, m, s] = [match["h"] ?? "0", match["m"] ?? "0", match["s"] ?? "0"].map(Number) as [number, number, number];
  if (h > 23 || m > 59 || s > 59) return null;
  const time = BigInt(h) * TICKS.hour + BigInt(m) * TICKS.minute + BigInt(s) * TICKS.second + BigInt((match["f"] ?? "").padEnd(7, "0"));
  return signed(match["sign"], BigInt(match["d"] ?? 0) * TICKS.day + time);
}

function amount(text: string): Timespan | null {
  const match = /^(?<sign>-)?(?<n>\d{1,19}(?:\.\d{1,19})?)\s*(?<unit>[a-z]+)$/iu.exec(text)?.groups;
  const unit = UNITS.get(match?.["unit"]?.toLowerCase() ?? "");
  const number = match?.["n"];
  if (unit === undefined || number === undefined) return null;
  return signed(match?.["sign"], number.includes(".") ? BigInt(Math.round(Number(number) * Number(unit))) : BigInt(number) * unit);
}

function days(text: string): Timespan | null {
  const match = /^(?<sign>-)?(?<d>\d{1,8})$/u.exec(text)?.groups;
  return match ? signed(match["sign"], BigInt(match["d"] ?? 0) * TICKS.day) : null;
}

function signed(sign: string | undefined, ticks: bigint): Timespan {
  return timespanOf(sign === "-" ? -ticks : ticks);
}
