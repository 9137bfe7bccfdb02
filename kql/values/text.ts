import { dateTimeText } from "./datetime";
import { jsonText } from "./json";
import { realText } from "./real-text";
import { timespanText } from "./timespan";
import { DateTime, isArray, isBag, isDecimal, Timespan, type Value } from "./value";

/** What `tostring` answers: `True`, `1.0`, ISO dates, JSON for arrays and bags, nothing for null. */
export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return realText(value);
  if (value instanceof DateTime) return dateTimeText(value);
  if (value instanceof Timespan) return timespanText(value);
  if (isDecimal(value)) return value.toFixed();
  if (isArray(value) || isBag(value)) return jsonText(value);
  return value satisfies never;
}
