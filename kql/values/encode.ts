import { dateTimeText } from "./datetime";
import { realText } from "./real-text";
import { timespanText } from "./timespan";
import { DateTime, emptyOf, isArray, isBag, isDecimal, type KustoType, Timespan, type Value } from "./value";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A value in the encoding of results: a long is a number, or a string beyond 2^53; a real is a number or "NaN", "Infinity", "-Infinity"; a decimal is a
 * string of the digits that a double holds; datetimes are ISO with 7 digits and Z; timespans `[-][d.]hh:mm:ss[.fffffff]`; a string is never null.
 * Throws RangeError for a value that is too large to be written.
 */
export function encode(value: Value | undefined, type: KustoType): Json {
  if (typeof value === "bigint" && type !== "dynamic" && !Number.isSafeInteger(Number(value))) return String(value);
  if (typeof value === "object") measure(value, { left: MOST });
  return json(value ?? emptyOf(type));
}

/** Elements of one value, texts counted by their length: it may hold itself many times over, so that a small one in memory is immense when it is written. */
const MOST = 16_777_216;
/** As many characters take the room of an element. */
const CHARACTERS = 8;

/** Before anything is made of it. */
function measure(value: Value, room: { left: number }): void {
  room.left -= 1 + (typeof value === "string" ? value.length / CHARACTERS : 0);
  if (room.left < 0) throw new RangeError("one value of the result");
  if (typeof value !== "object" || value === null) return;
  if (isArray(value)) for (const item of value) measure(item, room);
  else if (isBag(value)) for (const item of value.values()) measure(item, room);
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
