import { dateTimeOf, parseDateTime } from "./datetime";
import { textOf } from "./text";
import { parseTimespan, timespanOf } from "./timespan";
import { asNumber, DateTime, Decimal, isDecimal, isNumber, type KustoType, Timespan, type Value } from "./value";

/** The value as the type, as `toint`, `todatetime` and the others convert: null (or "") where it can't be. */
export function convert(value: Value, type: KustoType): Value {
  if (value === null) return type === "string" ? "" : null;
  return CONVERSIONS[type](value);
}

const CONVERSIONS: Readonly<Record<KustoType, (value: NonNullable<Value>) => Value>> = {
  string: textOf,
  int: toInt,
  long: toLong,
  real: toReal,
  decimal: toDecimal,
  bool: toBool,
  datetime: toDateTime,
  timespan: toTimespan,
  guid: (value) => parseGuid(textOf(value)),
  dynamic: (value) => value,
};

const LARGEST = 9_223_372_036_854_775_807n;
const LARGEST_INT = 2_147_483_647n;

export function toLong(value: Value): bigint | null {
  if (typeof value === "bigint") return value;
  if (typeof value === "string") return parseLong(value);
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (value instanceof DateTime || value instanceof Timespan) return value.ticks;
  if (value === null || !isNumber(value)) return null;
  const number = asNumber(value);
  if (!Number.isFinite(number)) return null;
  const whole = isDecimal(value) ? BigInt(value.trunc().toFixed()) : BigInt(Math.trunc(number));
  return whole > LARGEST ? LARGEST : whole < -LARGEST - 1n ? -LARGEST - 1n : whole;
}

function toInt(value: NonNullable<Value>): bigint | null {
  const whole = toLong(value);
  if (whole === null) return null;
  if (typeof value === "number") return whole > LARGEST_INT ? LARGEST_INT : whole < -LARGEST_INT - 1n ? -LARGEST_INT - 1n : whole;
  const wrapped = BigInt.asIntN(32, whole);
  // A long wraps as the engine's cast does, a real stops at the ends; a text that holds no int is no int.
  return typeof value === "string" && wrapped !== whole ? null : wrapped;
}

function parseLong(text: string): bigint | null {
  const trimmed = text.trim();
  if (/^[+-]?\d{1,40}$/u.test(trimmed)) {
    const whole = BigInt(trimmed.replace(/^\+/u, ""));
    return whole === BigInt.asIntN(64, whole) ? whole : null;
  }
  return /^0x[0-9a-f]{1,16}$/iu.test(trimmed) ? BigInt.asIntN(64, BigInt(trimmed.toLowerCase())) : null;
}

function toReal(value: NonNullable<Value>): number | null {
  if (isNumber(value)) return asNumber(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Timespan || value instanceof DateTime) return Number(value.ticks);
  return typeof value === "string" ? parseReal(value) : null;
}

export function parseReal(text: string): number | null {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(trimmed)) return Number(trimmed);
  if (/^nan$/iu.test(trimmed)) return NaN;
  if (/^[+-]?inf(?:inity)?$/iu.test(trimmed)) return trimmed.startsWith("-") ? -Infinity : Infinity;
  return null;
}

export function toDecimal(value: NonNullable<Value>): Decimal | null {
  if (isDecimal(value)) return value;
  if (typeof value === "bigint") return new Decimal(String(value));
  if (typeof value === "string") return /^\s*[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:e[+-]?\d{1,3})?\s*$/iu.test(value) ? new Decimal(value.trim()) : null;
  const real = toReal(value);
  return real === null || !Number.isFinite(real) ? null : new Decimal(real);
}

function toBool(value: NonNullable<Value>): boolean | null {
  if (typeof value === "boolean") return value;
  if (isNumber(value)) return asNumber(value) !== 0;
  if (typeof value !== "string") return null;
  const word = value.trim().toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  const number = parseLong(word);
  return number === null ? null : number !== 0n;
}

function toDateTime(value: NonNullable<Value>): DateTime | null {
  if (value instanceof DateTime) return value;
  if (typeof value === "string") return parseDateTime(value);
  if (typeof value === "bigint") return dateTimeOf(value);
  return typeof value === "number" && Number.isFinite(value) ? dateTimeOf(BigInt(Math.trunc(value))) : null;
}

function toTimespan(value: NonNullable<Value>): Timespan | null {
  if (value instanceof Timespan) return value;
  if (typeof value === "string") return parseTimespan(value);
  if (typeof value === "bigint") return timespanOf(value);
  return typeof value === "number" && Number.isFinite(value) ? timespanOf(BigInt(Math.trunc(value))) : null;
}

/** Lower case with hyphens, with or without braces before; null for what is no GUID. */
export function parseGuid(text: string): string | null {
  const bare = text.trim().replace(/^[{(](?<inner>.*)[)}]$/u, "$<inner>").toLowerCase();
  if (/^[0-9a-f]{32}$/u.test(bare)) return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join("-");
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(bare) ? bare : null;
}
