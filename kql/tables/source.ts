import type { Column, Row } from "../values/value";

/** Rows that are read anew each time they are asked for. */
export interface TableSource {
  readonly columns: readonly Column[];
  /**
   * Hands over row after row, as long as `columns`, until there are no more or `emit` answers false. A column that is not wanted is left null in them.
   * Throws InputError for what can't be read as the table.
   */
  scan(wanted: (name: string) => boolean, emit: (row: Row) => boolean): void;
}

/** The rows of one source after the other's. All have the same columns. */
export function concatenated(columns: readonly Column[], sources: readonly TableSource[]): TableSource {
  return {
    columns,
    scan: (wanted, emit) => {
      sources.every((source) => scanned(source, wanted, emit));
    },
  };
}

/** Whether more rows are wanted after those of the source. */
function scanned(source: TableSource, wanted: (name: string) => boolean, emit: (row: Row) => boolean): boolean {
  let more = true;
  source.scan(wanted, (row) => (more = emit(row)));
  return more;
}
