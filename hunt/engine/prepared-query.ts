import { KqlError } from "../../kql/engine/errors";
import { type Analysis, analyze, refuseFaulty } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { resultColumns } from "../../kql/language/result";
import type { Column, DateTime } from "../../kql/values/value";
import type { LogRecords } from "./log-record";
import type { Feed, Split } from "./push-down";
import { RecordQuery } from "./record-query";
import { SharedTexts } from "./shared-texts";
import { StoredRows } from "./stored-rows";

/** A query that was split, both parts bound. */
export interface Prepared {
  readonly sources: readonly FeedRows[];
  readonly rest: Analysis;
}

/** Binds the parts of a query. The rest is bound on no more columns than it reads, so that no row is wider than it need be. Throws KqlError. */
export function prepare({ feeds, rest, wants }: Split, schema: Schema): Prepared {
  const sources = feeds.map((feed) => new FeedRows(feed, wants, schema));
  // It reads nothing but the feeds; a schema of every table would take longer to make than the query to bind.
  const bound = analyze(rest, { ...schema, tables: columnsByName(sources) });
  refuseFaulty(bound);
  return { sources, rest: bound };
}

/** By each name that the rest of the query reads rows by. */
export function columnsByName(sources: readonly FeedRows[]): Map<string, readonly Column[]> {
  return new Map(sources.flatMap(({ feed: { name, nameOfNew }, columns }) => [[name, columns] as const, ...(nameOfNew === undefined ? [] : [[nameOfNew, columns] as const])]));
}

/** The rows of one feed, as they are gathered. */
export class FeedRows {
  readonly rows = new StoredRows();
  readonly query: RecordQuery;
  readonly columns: readonly Column[];
  private readonly texts = new SharedTexts();

  /** @param wants a column of its rows */
  constructor(
    readonly feed: Feed,
    wants: (column: string) => boolean,
    schema: Schema,
  ) {
    this.query = new RecordQuery(narrowed(feed, wants), schema);
    this.columns = resultColumns(this.query.analysis) ?? unknownColumns();
  }

  gather(records: LogRecords, now: DateTime): void {
    this.query.run(records, now, (row, { ticks, place }) => this.rows.add({ row: this.texts.share(row), ticks, place }));
  }
}

/** The query that gives only columns that are wanted, so that no other need be read of a record. */
function narrowed({ query, columns = unknownColumns() }: Feed, wants: (column: string) => boolean): string {
  const wanted = columns.filter(({ name }) => wants(name));
  // What is only counted needs one at least.
  const kept = wanted.length > 0 ? wanted : columns.slice(0, 1);
  const canBeNamed = kept.length < columns.length && kept.every(({ name }) => /^[A-Za-z_]\w*$/u.test(name));
  return canBeNamed ? `${query.trimEnd()}\n| project ${kept.map(({ name }) => `['${name}']`).join(", ")}\n` : query;
}

function unknownColumns(): never {
  throw new KqlError("unsupported", "columns that hang on the records");
}
