import { type Relation, relation } from "./engine/relation";
import { CompiledQuery, type Data, type RunOptions } from "./engine/query";
import { KqlError } from "./engine/errors";
import { type Analysis, analyze, refuseFaulty } from "./language/analyze";
import type { Schema } from "./language/database";
import { wantedColumns } from "./language/wanted";
import type { TableSource } from "./tables/source";
import type { Column, Row, Value } from "./values/value";

/** The tables that a query can read, and what else it may ask for. */
export interface Database {
  readonly tables: ReadonlyMap<string, TableSource>;
  /** What `_GetWatchlist` gives, by its alias. */
  readonly watchlists?: ReadonlyMap<string, TableSource>;
  readonly tabularFunction?: (name: string, args: readonly Value[]) => Relation | undefined;
  /** The text of a file that `externaldata` names; there is no other way out to files or the net. */
  readonly externalData?: (uri: string) => string | undefined;
}

export interface Result {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const schemas = new WeakMap<Database, Schema>();

/** What names a database gives a query. Those of one that was asked about stay as they are. */
export function schemaOf(database: Database): Schema {
  const { tables, watchlists = new Map<string, TableSource>() } = database;
  const schema = schemas.get(database) ?? { tables: columnsOf(tables), watchlists: columnsOf(watchlists) };
  schemas.set(database, schema);
  return schema;
}

function columnsOf(sources: ReadonlyMap<string, TableSource>): ReadonlyMap<string, readonly Column[]> {
  return new Map([...sources].map(([name, { columns }]) => [name, columns]));
}

/** Compiles a query that binds without an error for the tables of a database. Throws KqlError. */
export function compileQuery(analysis: Analysis, database: Database): CompiledQuery {
  refuseFaulty(analysis);
  const { tables, externalData } = database;
  const data: Data = {
    tableNamed: (name) => tables.get(name),
    tableNames: () => [...tables.keys()],
    tabularFunction: (name, args) => watchlistOf(database, name, args) ?? database.tabularFunction?.(name, args),
    ...(externalData ? { externalData } : {}),
  };
  return new CompiledQuery(analysis.code, data, wantedColumns(analysis), analysis.positionOf);
}

function watchlistOf({ watchlists }: Database, name: string, [alias]: readonly Value[]): Relation | undefined {
  const source = name === "_GetWatchlist" && typeof alias === "string" ? watchlists?.get(alias) : undefined;
  return source && relation(source.columns, (emit) => source.scan(() => true, emit));
}

/** Runs a query once and gives all its rows. Throws KqlError. */
export function evaluate(text: string, database: Database, options: RunOptions): Result {
  const rows: Row[] = [];
  const columns = runQuery(compileQuery(analyze(text, schemaOf(database)), database), options, () => (row) => {
    rows.push(row);
    return true;
  });
  return { columns, rows };
}

/** Runs a compiled query: `open` learns the columns, and answers what takes each row and says whether more are wanted. Throws KqlError. */
export function runQuery(query: CompiledQuery, options: RunOptions, open: (columns: readonly Column[]) => (row: Row) => boolean): readonly Column[] {
  return guarded(() => {
    const result = query.start(options);
    result.scan(open(result.columns));
    return result.columns;
  });
}

/** A stack that runs out is a query that nests too deep; another range that is left, a text or a list that JavaScript can't hold. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new KqlError("limit", error.message.includes("call stack") ? "the query nests too deep" : `too large to be worked out: ${error.message}`);
  }
}
