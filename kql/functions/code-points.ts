import { isAscii } from "./casing";

/*
 * Kusto counts code points where JavaScript counts UTF-16 units: https://learn.microsoft.com/en-us/kusto/query/strlen-function
 * The two are the same unless a text has surrogates.
 */
const SURROGATE = /[\ud800-\udfff]/;

export function lengthOf(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** A part of a text, from a place up to another, in code points. */
export function slice(text: string, start: number, end: number): string {
  if (!SURROGATE.test(text)) return text.slice(start, end);
  return text.slice(unitsBefore(text, start), unitsBefore(text, end));
}

/** The code points before a place that is given in UTF-16 units. */
export function pointsBefore(text: string, units: number): number {
  return lengthOf(text.slice(0, units));
}

function unitsBefore(text: string, points: number): number {
  if (points === Infinity) return text.length;
  let [units, left] = [0, points];
  for (const char of text) {
    if (left-- <= 0) break;
    units += char.length;
  }
  return units;
}

export function byteLength(text: string): number {
  return isAscii(text) ? text.length : Buffer.byteLength(text, "utf8");
}
