import type { Column } from "../values/value";
import { type Globals, host, type Symbol } from "./host";

/** What names a query may use besides those it makes itself. */
export interface Schema {
  readonly tables: ReadonlyMap<string, readonly Column[]>;
  /** The columns of each watchlist by its alias; of one that isn't here any column is taken. */
  readonly watchlists?: ReadonlyMap<string, readonly Column[]>;
}

/** What is the same wherever a schema says the same: its tables, where it has no watchlists. Neither changes once a query was bound by them. */
export function identityOf(schema: Schema): object {
  return (schema.watchlists?.size ?? 0) === 0 ? schema.tables : schema;
}

const declared = new WeakMap<object, Globals>();

/** Microsoft's binder with our tables, once for each schema. */
export function globalsOf(schema: Schema): Globals {
  const known = declared.get(identityOf(schema));
  if (known) return known;
  const symbols: Symbol[] = [...schema.tables].map(([name, columns]) => tableSymbol(name, columns));
  const globals = host().globalsWith([...symbols, watchlistFunction(schema)]);
  declared.set(identityOf(schema), globals);
  return globals;
}

function tableSymbol(name: string, columns: readonly Column[]): ReturnType<ReturnType<typeof host>["table"]> {
  return host().table(name, columns.map((column) => host().column(column.name, column.type)));
}

/** The columns that every watchlist has: https://learn.microsoft.com/en-us/azure/sentinel/watchlists-queries */
export const WATCHLIST_COLUMNS: readonly Column[] = [
  { name: "_DTItemId", type: "string" },
  { name: "LastUpdatedTimeUTC", type: "datetime" },
  { name: "SearchKey", type: "string" },
  { name: "WatchlistItem", type: "dynamic" },
];

/** Sentinel's `_GetWatchlist('alias')`: of an alias that the schema doesn't know, more columns may follow. */
function watchlistFunction({ watchlists }: Schema): Symbol {
  return host().tabularFunction("_GetWatchlist", ["watchlistAlias"], (alias) => {
    const columns = alias === undefined ? undefined : watchlists?.get(alias);
    return columns ? tableSymbol("", columns) : tableSymbol("", WATCHLIST_COLUMNS).WithIsOpen(true);
  });
}
