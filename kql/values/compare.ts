import { jsonText } from "./json";
import { asNumber, DateTime, Decimal, isArray, isBag, isDecimal, isNumber, Timespan, type Value } from "./value";

/** Below, at or above zero as `<`, `==` and `>` would have it; NaN where the two can't be compared. Strings compare by code unit. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if ((a instanceof DateTime && b instanceof DateTime) || (a instanceof Timespan && b instanceof Timespan)) return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  return NaN;
}

function compareNumbers(a: bigint | number | Decimal, b: bigint | number | Decimal): number {
  if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
  if (isDecimal(a) || isDecimal(b)) return compareDecimals(a, b);
  const [x, y] = [asNumber(a), asNumber(b)];
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : NaN;
}

function compareDecimals(a: bigint | number | Decimal, b: bigint | number | Decimal): number {
  return new Decimal(String(a)).comparedTo(new Decimal(String(b)));
}

/** Whether two values are one element of a set. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0;
  return keyOf(a) === keyOf(b);
}

/** A text that two values share when they group, join or deduplicate as one. */
export function keyOf(value: Value): string {
  if (typeof value === "string") return `s${value}`;
  if (value === null) return "n";
  if (typeof value === "bigint") return `i${value}`;
  if (typeof value === "number") return Number.isInteger(value) ? `i${BigInt(value)}` : `r${value}`;
  if (typeof value === "boolean") return value ? "b1" : "b0";
  if (value instanceof DateTime) return `d${value.ticks}`;
  if (value instanceof Timespan) return `t${value.ticks}`;
  if (isDecimal(value)) return value.isInteger() ? `i${value.toFixed()}` : `r${value.toString()}`;
  if (isArray(value) || isBag(value)) return `j${jsonText(value)}`;
  return value satisfies never;
}

/** A key of several values; no two different lists share one, since each part says how long it is. */
export function keyOfRow(values: readonly Value[]): string {
  let key = "";
  for (const value of values) {
    const part = keyOf(value);
    key += `${part.length}:${part}`;
  }
  return key;
}

/** The values without repeats, each where it first stood. */
export function distinctValues(values: Iterable<Value>): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}
