import { loadTables } from "../catalogue/tables";
import type { Database } from "../kql/evaluate";
import type { Analysis } from "../kql/language/analyze";
import { openTable } from "../kql/tables/open-table";
import type { TableSource } from "../kql/tables/source";

/** Files by the table that they are rows of. */
export type TableFiles = ReadonlyMap<string, readonly string[]>;

/** Local files as tables: a documented one with its documented columns. Throws InputError for what can't be opened. */
export function openDatabase(files: TableFiles | undefined, onRow?: () => void): Database {
  const documented = files === undefined ? undefined : loadTables();
  const tables = [...(files ?? [])].map(([name, paths]) => [name, counted(openTable(name, paths, documented?.get(name)), onRow)] as const);
  return { tables: new Map(tables) };
}

function counted(source: TableSource, onRow: (() => void) | undefined): TableSource {
  if (onRow === undefined) return source;
  return {
    columns: source.columns,
    scan: (wanted, emit) => {
      source.scan(wanted, (row) => {
        onRow();
        return emit(row);
      });
    },
  };
}

/** Microsoft's number for a name where a table should stand and none is known. */
export const UNKNOWN_TABLE = "KS204";

/** The same with what to do about a table that nobody gave. */
export function withTableHints<A extends Pick<Analysis, "diagnostics" | "text">>(analysis: A): A {
  const diagnostics = analysis.diagnostics.map((found) => {
    const name = analysis.text.slice(found.start, found.start + found.length);
    return found.code === UNKNOWN_TABLE && /^\w+$/u.test(name) ? { ...found, message: `no table ${name} was given; give its rows with --table ${name}=FILE` } : found;
  });
  return { ...analysis, diagnostics };
}
