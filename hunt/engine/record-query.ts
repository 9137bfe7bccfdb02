import { compileQuery, runQuery } from "../../kql/evaluate";
import { KqlError } from "../../kql/engine/errors";
import type { CompiledQuery } from "../../kql/engine/query";
import { type Analysis, analyze } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { wantedColumns } from "../../kql/language/wanted";
import type { TableSource } from "../../kql/tables/source";
import type { Column, DateTime, Row } from "../../kql/values/value";
import type { LogRecord, LogRecords } from "./log-record";

/** A query that answers for each record by itself: it runs on some records at a time, and says of each row that comes out which record went in. */
export class RecordQuery {
  /** Which columns of its tables it reads. */
  readonly wants: (column: string) => boolean;
  readonly analysis: Analysis;
  private readonly query: CompiledQuery;
  private records: LogRecords = new Map();
  private current: LogRecord | undefined;
  private failed: { readonly first: string; readonly count: number } | undefined;

  /** Throws KqlError for what doesn't bind or can't be run. */
  constructor(text: string, schema: Schema) {
    this.analysis = analyze(text, schema);
    this.wants = wantedColumns(this.analysis);
    this.query = compileQuery(this.analysis, { tables: new Map([...schema.tables].map(([name, columns]) => [name, this.source(name, columns)])) });
  }

  /** What kept records from being looked at, and the first of them; undefined if nothing did. */
  get failure(): string | undefined {
    return this.failed && `${this.failed.first}${this.failed.count > 1 ? `, and ${(this.failed.count - 1).toLocaleString("en")} records more` : ""}`;
  }

  /** A record on which the query fails is left out and noted: it must not hide what the others show. */
  run(records: LogRecords, now: DateTime, take: (row: Row, record: LogRecord) => void): readonly Column[] {
    try {
      return this.runOn(records, now, take);
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      return this.runOnEach(records, now, take);
    }
  }

  private runOnEach(records: LogRecords, now: DateTime, take: (row: Row, record: LogRecord) => void): readonly Column[] {
    let columns: readonly Column[] = [];
    for (const [table, of] of records) {
      for (const record of of) {
        try {
          columns = this.runOn(new Map([[table, [record]]]), now, take);
        } catch (error) {
          if (!(error instanceof KqlError)) throw error;
          this.failed = { first: this.failed?.first ?? `${error.message} (${record.place.file}:${record.place.line})`, count: (this.failed?.count ?? 0) + 1 };
        }
      }
    }
    return columns;
  }

  private runOn(records: LogRecords, now: DateTime, take: (row: Row, record: LogRecord) => void): readonly Column[] {
    this.records = records;
    const found: { readonly row: Row; readonly record: LogRecord }[] = [];
    const columns = runQuery(this.query, { now }, () => (row) => {
      // Rows come out while the record that they come from is read.
      if (this.current) found.push({ row, record: this.current });
      return true;
    });
    for (const { row, record } of found) take(row, record);
    return columns;
  }

  private source(name: string, columns: readonly Column[]): TableSource {
    return {
      columns,
      scan: (_wanted, emit) => {
        for (const record of this.records.get(name) ?? []) {
          this.current = record;
          if (!emit(record.row)) return;
        }
      },
    };
  }
}
