import { csvLine } from "../../findings/csv";
import { forCsv } from "../../findings/escape";
import { encode, type Json } from "../../kql/values/encode";
import type { Column, KustoType, Row } from "../../kql/values/value";

/** Prints a result row by row. */
export interface RowWriter {
  /** Answers whether anybody still reads. */
  row(row: Row): boolean;
  end(): void;
}

/** Takes text, and answers whether anybody still reads. */
export type Print = (text: string) => boolean;

/** One JSON object a line. */
export function ndjsonRows(columns: readonly Column[], print: Print): RowWriter {
  const object = objects(columns);
  return { row: (row) => print(`${object(row)}\n`), end: () => undefined };
}

/** One JSON array of objects. */
export function jsonRows(columns: readonly Column[], print: Print): RowWriter {
  const object = objects(columns);
  let before = "[\n  ";
  return {
    row: (row) => {
      const said = before + object(row);
      before = ",\n  ";
      return print(said);
    },
    end: () => void print(before.startsWith("[") ? "[]\n" : "\n]\n"),
  };
}

/** Written by hand, since a column may be called __proto__. */
function objects(columns: readonly Column[]): (row: Row) => string {
  const keys = columns.map(({ name, type }) => ({ key: JSON.stringify(name), type }));
  return (row) => `{${keys.map(({ key, type }, index) => `${key}:${JSON.stringify(encode(row[index], type))}`).join(",")}}`;
}

/** The types whose values are what somebody wrote; those of all others are made of digits, signs and a few fixed letters. */
const WRITTEN: ReadonlySet<KustoType> = new Set<KustoType>(["string", "dynamic"]);

/** As RFC 4180 says, with a header. Text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvRows(columns: readonly Column[], print: Print): RowWriter {
  const cells = columns.map(({ type }) => (WRITTEN.has(type) ? (value: Json) => forCsv(cellText(value)) : cellText));
  print(csvLine(columns.map(({ name }) => forCsv(name))));
  return { row: (row) => print(csvLine(columns.map(({ type }, index) => (cells[index] ?? cellText)(encode(row[index], type))))), end: () => undefined };
}

/** A value where it stands alone: text bare, null as nothing, all else as JSON. */
export function cellText(value: Json): string {
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}
