import { compileQuery, type Database, runQuery } from "../../../kql/evaluate";
import { parseDateTime } from "../../../kql/values/datetime";
import { analyze } from "../../../kql/language/analyze";
import type { TableSource } from "../../../kql/tables/source";
import { encode, type Json } from "../../../kql/values/encode";
import type { Column, DateTime, Row } from "../../../kql/values/value";

/** A table that gives null for what is not wanted, as those in files do. `asked` gathers the columns that were. */
export function lazyTable(columns: readonly Column[], rows: readonly Row[], asked = new Set<string>()): TableSource {
  return {
    columns,
    scan: (wanted, emit) => {
      const kept = columns.map(({ name }) => wanted(name));
      for (const [index, { name }] of columns.entries()) if (kept[index] === true) asked.add(name);
      for (const row of rows) if (!emit(row.map((value, index) => (kept[index] === true ? value : null)))) return;
    },
  };
}

/** The same table, all of it at all times. */
export function whole(source: TableSource): TableSource {
  return { columns: source.columns, scan: (_wanted, emit) => source.scan(() => true, emit) };
}

/** Columns and rows, in the encoding of results. */
export function resultOn(query: string, tables: Readonly<Record<string, TableSource>>): readonly Json[] {
  const database: Database = { tables: new Map(Object.entries(tables)) };
  const schema = { tables: new Map(Object.entries(tables).map(([name, { columns }]) => [name, columns])) };
  const rows: Json[] = [];
  const columns = runQuery(compileQuery(analyze(query, schema), database), { now: parseDateTime("2026-11-20T12:00:00Z") as DateTime }, (made) => (row) => {
    rows.push(row.map((value, index) => encode(value, made[index]?.type ?? "dynamic")));
    return true;
  });
  return [columns.map(({ name, type }) => `${name}: ${type}`), rows];
}
