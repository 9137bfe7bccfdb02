import { dateTimeText } from "./datetime";
import { realText } from "./real-text";
import { timespanText } from "./timespan";
import { DateTime, emptyOf, isArray, isDecimal, type KustoType, Timespan, type Value } from "./value";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A value in the encoding of results: a long is a number, or a string beyond 2^53; a real is a number or "NaN", "Infinity", "-Infinity"; a decimal is a
 * string of the digits that a double holds; datetimes are ISO with 7 digits and Z; timespans `[-][d.]hh:mm:ss[.fffffff]`; a string is never null.
 */
export function encode(value: Value | undefined, type: KustoType): Json {
  if (typeof value === "bigint" && type !== "dynamic" && !Number.isSafeInteger(Number(value))) return String(value);
  return json(value ?? emptyOf(type));
}

function json(value: Value): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  // A dynamic value is JSON, whose numbers are as long as they are.
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : realText(value);
  if (value instanceof DateTime) return dateTimeText(value);
  if (value instanceof Timespan) return timespanText(value);
  if (isDecimal(value)) return String(value.toNumber());
  if (isArray(value)) return value.map(json);
  // A key may be __proto__, which plain assignment would lose.
  return Object.fromEntries([...value].map(([key, item]) => [key, json(item)]));
}
