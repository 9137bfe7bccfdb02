import type { Binding } from "../../catalogue/bindings";
import type { Schema } from "../../kql/language/database";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import { Epochs } from "./epochs";
import type { HuntAlert } from "./hunt-alert";
import type { LogRecord, LogRecords } from "./log-record";
import { RecordQuery } from "./record-query";
import type { Work } from "./work";

/** A detection that answers for each record by itself: it needs to see the log once. */
export class EachRecordHunt implements Work {
  private readonly query: RecordQuery;
  private readonly epochs: Epochs;
  private readonly found: { readonly row: Row; readonly record: Omit<LogRecord, "row"> }[] = [];
  private columns: readonly Column[] = [];

  constructor(text: string, schema: Schema, bindings: readonly Binding[]) {
    this.query = new RecordQuery(text, schema);
    this.epochs = new Epochs(bindings);
  }

  get failure(): string | undefined {
    return this.query.failure;
  }

  wants(column: string): boolean {
    return this.query.wants(column);
  }

  take(records: LogRecords): void {
    for (const { now, records: some } of this.epochs.divide(records)) {
      const columns = this.query.run(some, now, (row, { ticks, place }) => this.found.push({ row, record: { ticks, place } }));
      if (columns.length > 0) this.columns = columns;
    }
  }

  plan(): number {
    return 0;
  }

  finish(): readonly HuntAlert[] {
    const time = this.columns.findIndex(({ name, type }) => name === "TimeGenerated" && type === "datetime");
    return this.found.map(({ row, record: { ticks, place } }) => {
      const said = row[time];
      return { columns: this.columns, row, at: said instanceof DateTime ? said : new DateTime(ticks), evidence: [place], records: 1 };
    });
  }
}
