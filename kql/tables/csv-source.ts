import { shown } from "../../catalogue/fault";
import type { Column, Row } from "../values/value";
import { csvRecords, type CsvRecord } from "./csv-records";
import { fit } from "./fit";
import { fail, misfit } from "./read-fault";
import type { TableSource } from "./source";
import { blankRow, wantedCells, type WantedCell } from "./wanted-cells";

/** A CSV file whose first line names its columns. */
export function csvSource(file: string, columns: readonly Column[]): TableSource {
  return { columns, scan: (wanted, emit) => scan(file, columns, wanted, emit) };
}

function scan(file: string, columns: readonly Column[], wanted: (name: string) => boolean, emit: (row: Row) => boolean): void {
  const cells = wantedCells(columns, wanted);
  const blank = blankRow(columns);
  let places: readonly number[] | undefined;
  for (const { names, record } of namedRecords(file)) {
    places ??= placesOf(cells, names, columns, file);
    if (!emit(rowOf(record, cells, places, blank, file))) return;
  }
}

function rowOf(record: CsvRecord, cells: readonly WantedCell[], places: readonly number[], blank: Row, file: string): Row {
  const row = blank.slice();
  for (const [i, cell] of cells.entries()) {
    const text = record.cells[places[i] ?? -1];
    const value = text === undefined ? cell.empty : fit(text, cell.type);
    row[cell.index] = value === undefined ? misfit({ file, line: record.line() }, cell.name, text, cell.type) : value;
  }
  return row;
}

/** Where each cell stands in a record; -1 for one that the file doesn't have. */
function placesOf(cells: readonly WantedCell[], names: readonly string[], columns: readonly Column[], file: string): number[] {
  if (!columns.some(({ name }) => names.includes(name))) {
    fail({ file, line: 1 }, `names none of the table's columns, such as ${columns[0]?.name ?? "any"}, but ${names.slice(0, 3).map(shown).join(", ")}; begin with a line of column names`);
  }
  return cells.map(({ name }) => names.indexOf(name));
}

/** The records after the header, each as long as it. */
export function* namedRecords(file: string): Generator<{ readonly names: readonly string[]; readonly record: CsvRecord }> {
  let names: readonly string[] | undefined;
  for (const record of csvRecords(file)) {
    if (names === undefined) names = namesIn(record, file);
    else if (record.cells.length === names.length) yield { names, record };
    else fail({ file, line: record.line() }, `has ${record.cells.length} cells, and the header ${names.length}; quote a cell that holds a comma`);
  }
}

/** The portal of Log Analytics writes `TimeGenerated [UTC]`, and in another zone than UTC what nothing can be told from. */
function namesIn(header: CsvRecord, file: string): string[] {
  const names = header.cells.map((name) => name.trim().replace(/ \[UTC\]$/u, ""));
  const local = names.find((name) => / \[[^\]]*Time[^\]]*\]$/u.test(name));
  if (local !== undefined) fail({ file, line: header.line() }, `${shown(local)} is in no known time zone; set the portal to UTC and export again`);
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) fail({ file, line: header.line() }, `names the column ${shown(twice)} twice; rename one of them`);
  return names;
}
