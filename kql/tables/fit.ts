import { convert, parseGuid } from "../values/convert";
import { parseDateTime } from "../values/datetime";
import { jsonText, parseJson } from "../values/json";
import { emptyOf, isNumber, type KustoType, type Value } from "../values/value";

/** A value of a file as one of the column's type, or undefined where it is none. Unlike a query's conversions, which make null of what they can't read. */
export function fit(value: Value, type: KustoType): Value | undefined {
  if (value === null || (typeof value === "string" && type !== "string" && value.trim() === "")) return emptyOf(type);
  return FITS[type](value) ?? undefined;
}

type Fit = (value: NonNullable<Value>) => Value | undefined;

const FITS: Readonly<Record<KustoType, Fit>> = {
  string: (value) => (typeof value === "string" ? value : jsonText(value)),
  bool: (value) => (typeof value === "boolean" || typeof value === "string" || value === 0n || value === 1n ? convert(value, "bool") : undefined),
  int: (value) => inRange(whole(value), 32),
  long: (value) => inRange(whole(value), 64),
  real: (value) => (isNumber(value) || typeof value === "string" ? convert(value, "real") : undefined),
  decimal: (value) => (isNumber(value) || typeof value === "string" ? convert(value, "decimal") : undefined),
  datetime: (value) => (typeof value === "string" ? dateTime(value) : undefined),
  timespan: (value) => (typeof value === "string" ? convert(value, "timespan") : undefined),
  guid: (value) => (typeof value === "string" ? parseGuid(value) : undefined),
  dynamic: (value) => (typeof value === "string" ? dynamicText(value) : value),
};

function whole(value: NonNullable<Value>): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  return typeof value === "string" && /^\s*[+-]?\d{1,20}\s*$/u.test(value) ? BigInt(value.trim().replace("+", "")) : undefined;
}

function inRange(value: bigint | undefined, bits: number): bigint | undefined {
  return value === BigInt.asIntN(bits, value ?? 0n) ? value : undefined;
}

/**
 * As a query reads a text, and `11/20/2026, 9:00:00.000 AM` as Log Analytics exports to CSV. Of 3/4/2026 without AM or PM nobody knows which is the month: the
 * portal writes dates by the language of whoever exports.
 */
function dateTime(text: string): Value {
  if (!text.includes("/")) return parseDateTime(text);
  const trimmed = text.trim();
  return /^\d{4}\/|[AP]M$/iu.test(trimmed) ? parseDateTime(trimmed.replace(",", "")) : null;
}

/** Exports hold dynamic values as JSON, and as the JSON's text. */
function dynamicText(text: string): Value {
  return /^\s*[[{]/u.test(text) ? (parseJson(text) ?? text) : text;
}

/** What to write instead, after "is not …". */
export const ALLOWED: Readonly<Record<KustoType, string>> = {
  string: "a string",
  bool: "a bool; write true or false",
  int: "an int; write a whole number of 32 bits",
  long: "a long; write a whole number of 64 bits",
  real: "a real; write a number such as 1.5",
  decimal: "a decimal; write a number such as 1.5",
  datetime: "a datetime; write one such as 2026-11-20T09:00:00Z",
  timespan: "a timespan; write one such as 1.02:03:04",
  guid: "a guid; write one such as 8f1c0f52-6f0e-4c57-9d1b-2f2f6a1e6d10",
  dynamic: "a dynamic: it nests too deep",
};
