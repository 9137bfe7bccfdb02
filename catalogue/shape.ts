import * as v from "valibot";

/**
 * The pieces our schemas are made of. Every message completes the sentence "<value> …": it says what is allowed and how to mend it,
 * so that a fault reads `2026-02-30 is not a date; write YYYY-MM-DD`.
 */

/** A map with exactly these keys: each unknown one is a fault of its own (valibot's strictObject reports only the first). */
export function map<const E extends v.ObjectEntries>(entries: E): v.StrictObjectSchema<E, string> {
  const schema = v.objectWithRest(entries, v.never("is not a key here"), "is not a map; write `key: value` lines");
  // What it accepts is what strictObject accepts; its own type would give every object an index of never.
  return schema as unknown as v.StrictObjectSchema<E, string>;
}

export function list<const S extends v.GenericSchema>(item: S) {
  return v.array(item, "is not a list; write one `- item` a line");
}

export function text(what: string, mend: string) {
  const message = `is not ${what}; ${mend}`;
  return v.pipe(v.string(message), v.regex(/\S/u, message), v.maxLength(5000, `is longer than 5000 characters; shorten it`));
}

export function matching(pattern: RegExp, what: string, mend: string) {
  const message = `is not ${what}; ${mend}`;
  return v.pipe(v.string(message), v.regex(pattern, message));
}

export function oneOf<const T extends readonly string[]>(values: T) {
  return v.picklist(values, `is none of ${values.join(", ")}; write one of them`);
}

export function wholeNumber(min: number, max: number, what: string) {
  const message = `is not ${what}; write a whole number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

export function yesOrNo() {
  return v.boolean("is neither true nor false; write one of them");
}

export const guid = () =>
  v.pipe(
    matching(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/u, "a GUID", "write one such as 8f1c0f52-6f0e-4c57-9d1b-2f2f6a1e6d10"),
    v.toLowerCase(),
  );

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

export const date = () =>
  v.pipe(
    v.string("is not a date; write YYYY-MM-DD"),
    v.regex(DAY, "is not a date; write YYYY-MM-DD"),
    // What the pattern has refused needs no second fault.
    v.check((day) => !DAY.test(day) || isCalendarDay(day), "is not a date; write YYYY-MM-DD"),
  );

export function isCalendarDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  // Kusto's and Terraform's calendars end where JavaScript's goes on; no promise reaches beyond these centuries.
  return DAY.test(day) && day >= "2000" && day < "2200" && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
