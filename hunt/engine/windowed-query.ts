import type { Duration } from "../../catalogue/duration";
import { compileQuery, runQuery } from "../../kql/evaluate";
import type { CompiledQuery } from "../../kql/engine/query";
import { KqlError } from "../../kql/engine/errors";
import { type Analysis, analyze, refuseFaulty } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { resultColumns } from "../../kql/language/result";
import { wantedColumns } from "../../kql/language/wanted";
import { TICKS } from "../../kql/values/calendar";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import { Dependence } from "./log-dependence";
import type { LogRecords } from "./log-record";
import { type Feed, splitQuery } from "./push-down";
import { RecordQuery } from "./record-query";
import { type StoredRow, StoredRows } from "./stored-rows";

/** What one run of a rule gave, and the rows that it looked at. */
export interface WindowResult {
  /** When the rule would have run. */
  readonly now: DateTime;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What came since the run before, or within its look-back where nothing came. */
  readonly seen: readonly StoredRow[];
  readonly seenColumns: readonly Column[];
}

/**
 * A query that looks at several records together. Its rows are gathered while the log is read; then it runs as the service would: every so often, over so long.
 * Runs before which nothing came that could count are left out, since they would find nothing new.
 */
export class WindowedQuery {
  private readonly sources: readonly FeedRows[];
  private readonly query: CompiledQuery;
  private window: ReadonlyMap<string, readonly StoredRow[]> = new Map();

  /** @param text bound. Throws KqlError for what doesn't bind or can't be run */
  constructor(
    text: string,
    schema: Schema,
    private readonly frequency: Duration,
    private readonly period: Duration,
  ) {
    const whole = analyze(text, schema);
    refuseFaulty(whole);
    const { sources, rest, feedSchema } = this.prepared(whole, schema);
    this.sources = sources;
    const tables = new Map([...feedSchema.tables].map(([name, columns]) => [name, { columns, scan: (_wanted: unknown, emit: (row: Row) => boolean) => void (this.window.get(name) ?? []).every(({ row }) => emit(row)) }]));
    this.query = compileQuery(rest, { tables });
  }

  /** The queries that rows go through first. */
  get feeds(): readonly RecordQuery[] {
    return this.sources.map(({ query }) => query);
  }

  /** Throws KqlError. */
  gather(records: LogRecords, now: DateTime): void {
    for (const source of this.sources) source.gather(records, now);
  }

  /** Whether it gives rows where there are none: it judges what is absent. Throws KqlError. */
  answersNothing(now: DateTime): number {
    this.window = new Map();
    return this.rowsAt(now).rows.length;
  }

  /** Each run that could find something, in order. Throws KqlError. */
  *runs(): Generator<WindowResult> {
    const step = BigInt(this.frequency.minutes) * TICKS.minute;
    const lookBack = BigInt(this.period.minutes) * TICKS.minute;
    for (const end of this.ends(step)) {
      this.window = new Map(this.sources.map(({ feed, rows }) => [feed.name, rows.between(end - (feed.newOnly ? step : lookBack), end)]));
      const { columns, rows } = this.rowsAt(new DateTime(end));
      if (rows.length === 0) continue;
      const main = this.sources.at(-1);
      yield { now: new DateTime(end), columns, rows, seen: main ? this.seenIn(main, end - step) : [], seenColumns: main?.columns ?? [] };
    }
  }

  private seenIn({ feed, rows }: FeedRows, after: bigint): readonly StoredRow[] {
    const all = this.window.get(feed.name) ?? [];
    const fresh = all.filter(({ ticks }) => ticks > after);
    return fresh.length > 0 || rows.all().length === 0 ? fresh : all;
  }

  private rowsAt(now: DateTime): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
    const rows: Row[] = [];
    const columns = runQuery(this.query, { now }, () => (row) => {
      rows.push(row);
      return true;
    });
    return { columns, rows };
  }

  /** On the grid of the rule's frequency, those before which something came. */
  private ends(step: bigint): bigint[] {
    const ends = new Set<bigint>();
    for (const { rows } of this.sources) for (const { ticks } of rows.all()) ends.add(((ticks + step - 1n) / step) * step);
    return [...ends].sort((a, b) => (a < b ? -1 : 1));
  }

  private prepared(whole: Analysis, schema: Schema): Prepared {
    const split = splitQuery(whole, new Dependence(whole));
    try {
      return prepare(split.feeds, split.rest, schema);
    } catch (error) {
      // What can't be taken apart runs whole, on whole rows.
      if (!(error instanceof KqlError) || error.kind === "limit") throw error;
      const { feeds, rest } = splitQuery(whole, new Dependence(whole), { tablesOnly: true });
      return prepare(feeds, rest, schema);
    }
  }
}

interface Prepared {
  readonly sources: readonly FeedRows[];
  readonly rest: Analysis;
  readonly feedSchema: Schema;
}

/** The rest is bound twice: once to learn which columns it reads, once on those alone, so that no row is wider than it need be. */
function prepare(feeds: readonly Feed[], rest: string, schema: Schema): Prepared {
  const queries = feeds.map((feed) => ({ feed, query: new RecordQuery(feed.query, schema) }));
  const columnsOf = ({ analysis }: RecordQuery): readonly Column[] => resultColumns(analysis) ?? unknownColumns();
  const wide = analyze(rest, { ...schema, tables: new Map([...schema.tables, ...queries.map(({ feed, query }) => [feed.name, columnsOf(query)] as const)]) });
  refuseFaulty(wide);
  const wants = wantedColumns(wide);
  const sources = queries.map(({ feed, query }) => new FeedRows(feed, query, columnsOf(query), wants));
  const feedSchema: Schema = { ...schema, tables: new Map(sources.map(({ feed, columns }) => [feed.name, columns])) };
  const bound = analyze(rest, feedSchema);
  refuseFaulty(bound);
  return { sources, rest: bound, feedSchema };
}

function unknownColumns(): never {
  throw new KqlError("unsupported", "columns that hang on the records");
}

/** The rows of one feed, as they are gathered. */
class FeedRows {
  readonly rows = new StoredRows();
  readonly columns: readonly Column[];
  private readonly places: readonly number[];

  constructor(
    readonly feed: Feed,
    readonly query: RecordQuery,
    all: readonly Column[],
    wants: (column: string) => boolean,
  ) {
    this.places = all.flatMap(({ name }, index) => (wants(name) ? [index] : []));
    this.columns = this.places.map((index) => all[index] as Column);
  }

  gather(records: LogRecords, now: DateTime): void {
    this.query.run(records, now, (row, { ticks, place }) => this.rows.add({ row: this.places.map((index) => row[index] ?? null), ticks, place }));
  }
}
