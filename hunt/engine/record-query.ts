import { compileQuery, runQuery } from "../../kql/evaluate";
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

  /** Throws KqlError for what doesn't bind or can't be run. */
  constructor(text: string, schema: Schema) {
    this.analysis = analyze(text, schema);
    this.wants = wantedColumns(this.analysis);
    this.query = compileQuery(this.analysis, { tables: new Map([...schema.tables].map(([name, columns]) => [name, this.source(name, columns)])) });
  }

  /** Throws KqlError. */
  run(records: LogRecords, now: DateTime, take: (row: Row, record: LogRecord) => void): readonly Column[] {
    this.records = records;
    return runQuery(this.query, { now }, () => (row) => {
      // Rows come out while the record that they come from is read.
      if (this.current) take(row, this.current);
      return true;
    });
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
