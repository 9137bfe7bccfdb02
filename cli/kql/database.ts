import { loadTables } from "../../catalogue/tables";
import { nearest } from "../../catalogue/nearest";
import { KqlError } from "../../kql/engine/errors";
import type { Database } from "../../kql/evaluate";
import type { Analysis, Diagnostic } from "../../kql/language/analyze";
import { WATCHLIST_COLUMNS } from "../../kql/language/database";
import { noSuchFile } from "../../kql/operators/external-data";
import { checkFile } from "../../kql/tables/bytes";
import { openTable } from "../../kql/tables/open-table";
import type { TableSource } from "../../kql/tables/source";
import { wholeText } from "../../kql/tables/text-blocks";

/** Files by the table that they are rows of. */
export type TableFiles = ReadonlyMap<string, readonly string[]>;

/** What is given to a query to read. */
export interface GivenFiles {
  readonly table?: TableFiles;
  /** By the watchlist's alias. */
  readonly watchlist?: TableFiles;
  /** By the address that `externaldata` names. */
  readonly externaldata?: ReadonlyMap<string, string>;
}

/** Local files as tables, a documented one with its documented columns, and as what else a query may ask for. Throws InputError for what can't be opened. */
export function openDatabase({ table = new Map(), watchlist = new Map(), externaldata = new Map() }: GivenFiles, onRow?: () => void): Database {
  const documented = table.size === 0 ? undefined : loadTables();
  const opened = (files: TableFiles, open: (name: string, paths: readonly string[]) => TableSource): ReadonlyMap<string, TableSource> =>
    new Map([...files].map(([name, paths]) => [name, counted(open(name, paths), onRow)]));
  return {
    tables: opened(table, (name, paths) => openTable(name, paths, documented?.get(name))),
    watchlists: opened(watchlist, openWatchlist),
    tabularFunction: refuseWatchlist,
    externalData: textsAt(externaldata),
  };
}

/** The columns are those of the files; the ones that Sentinel gives every watchlist have its types. */
function openWatchlist(name: string, paths: readonly string[]): TableSource {
  const { columns } = openTable(name, paths);
  return openTable(name, paths, columns.map((column) => WATCHLIST_COLUMNS.find((own) => own.name === column.name) ?? column));
}

function refuseWatchlist(name: string, [alias]: readonly unknown[]): undefined {
  if (name !== "_GetWatchlist") return undefined;
  const said = typeof alias === "string" ? alias : "NAME";
  throw new KqlError("unsupported", `_GetWatchlist('${said}'), no such watchlist was given; give its rows with --watchlist ${said}=FILE`);
}

/** An address may be given without its query, and what else follows a path, where keys stand. */
function textsAt(files: ReadonlyMap<string, string>): (uri: string) => string {
  for (const file of files.values()) checkFile(file);
  return (uri) => {
    const file = files.get(uri) ?? files.get(uri.split(/[?;#]/u)[0] ?? "");
    if (file === undefined) throw new KqlError("unsupported", `${noSuchFile(uri)}; give its text with --externaldata URL=FILE`);
    return wholeText(file, "give less of it");
  };
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

/** Microsoft's number for a name where a table should stand and none is known, and for one that may be anything: where the name is all of the query. */
export const UNKNOWN_TABLE = "KS204";
const UNKNOWN_NAME = "KS142";

/** The same with what to do about a table that nobody gave. */
export function withTableHints<A extends Pick<Analysis, "diagnostics" | "text">>(analysis: A, given: Iterable<string>): A {
  const known = [...given];
  const diagnostics = analysis.diagnostics.map((found) => {
    const name = analysis.text.slice(found.start, found.start + found.length);
    return /^\w+$/u.test(name) && isTable(found, analysis.text) ? { ...found, message: tableHint(name, name.length < 3 ? undefined : nearest(name, known)) } : found;
  });
  return { ...analysis, diagnostics };
}

function isTable({ code, start, length }: Diagnostic, text: string): boolean {
  if (code === UNKNOWN_TABLE) return true;
  return code === UNKNOWN_NAME && /(?:^|;)\s*$/u.test(text.slice(0, start)) && /^\s*;?\s*$/u.test(text.slice(start + length));
}

function tableHint(name: string, near: string | undefined): string {
  const hint = near === undefined ? `give its rows with --table ${name}=FILE` : `${near} was: is one of them misspelled?`;
  return `no table ${name} was given; ${hint}`;
}
