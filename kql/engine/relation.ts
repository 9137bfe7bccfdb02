import type { Budget } from "./budget";
import type { Column, Row, Value } from "../values/value";

/** Takes a row, and answers whether more are wanted. */
export type Emit = (row: Row) => boolean;

/** Rows that are made as they are asked for, each time anew: nothing is held that an operator doesn't need. */
export interface Relation {
  readonly columns: readonly Column[];
  readonly scan: (emit: Emit) => void;
}

export function relation(columns: readonly Column[], scan: (emit: Emit) => void): Relation {
  return { columns, scan };
}

export function ofRows(columns: readonly Column[], rows: readonly Row[]): Relation {
  return relation(columns, (emit) => {
    for (const row of rows) if (!emit(row)) return;
  });
}

/** All rows, held. Who holds them releases them. */
export function collect(source: Relation, budget: Budget): Row[] {
  const rows: Row[] = [];
  source.scan((row) => {
    budget.hold();
    rows.push(row);
    return true;
  });
  return rows;
}

/** Gives the rows on; answers whether more are wanted. */
export function emitAll(rows: Iterable<Row>, emit: Emit): boolean {
  for (const row of rows) if (!emit(row)) return false;
  return true;
}

export function columnIndex(columns: readonly Column[], name: string): number {
  return columns.findIndex((column) => column.name === name);
}

/** Puts a column in the place of the one that has its name, or else last; answers the place. */
export function putColumn(columns: Column[], column: Column): number {
  const found = columnIndex(columns, column.name);
  const place = found < 0 ? columns.length : found;
  columns[place] = column;
  return place;
}

/** A copy of a row to put values in, with room for columns that it has not yet. */
export function widened(row: Row, width: number): Value[] {
  const made = row.slice();
  while (made.length < width) made.push(null);
  return made;
}

/** Columns beside columns: one whose name is taken gets another. */
export function besideColumns(first: readonly Column[], second: readonly Column[]): Column[] {
  const taken = new Set(first.map(({ name }) => name));
  const renamed = second.map(({ name: given, type }) => {
    const name = freeName(given, taken);
    taken.add(name);
    return { name, type };
  });
  return [...first, ...renamed];
}

/** `name`, or `name1`, `name2` … where it is taken, as the engine renames. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 1; ; n++) if (!taken.has(`${name}${n}`)) return `${name}${n}`;
}
