import { type Database, evaluate } from "../../../kql/evaluate";
import { encode, type Json } from "../../../kql/values/encode";
import { parseDateTime } from "../../../kql/values/datetime";
import type { DateTime, KustoType } from "../../../kql/values/value";
import type { Limits } from "../../../kql/engine/budget";

export interface Ran {
  readonly columns: readonly { readonly name: string; readonly type: KustoType }[];
  /** In the encoding of results. */
  readonly rows: Json[][];
}

/** Made once: so are the names in it known to the binder once. */
const NO_TABLES: Database = { tables: new Map() };

/** Runs a query at noon on 2026-11-20, on no tables unless given. */
export function run(query: string, options: { readonly database?: Partial<Database>; readonly now?: string; readonly limits?: Partial<Limits> } = {}): Ran {
  const { columns, rows } = evaluate(query, options.database ? { ...NO_TABLES, ...options.database } : NO_TABLES, {
    now: parseDateTime(options.now ?? "2026-11-20T12:00:00Z") as DateTime,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  return { columns, rows: rows.map((row) => row.map((value, index) => encode(value, columns[index]?.type ?? "dynamic"))) };
}

/** The one value of a query that gives one: `value("strlen('abc')")`. */
export function value(expression: string): Json | undefined {
  return run(`print ${expression}`).rows[0]?.[0];
}
