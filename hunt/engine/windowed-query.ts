import type { Duration } from "../../catalogue/duration";
import { readsUnnamedTables } from "../../catalogue/query-words";
import { compileQuery, runQuery } from "../../kql/evaluate";
import type { CompiledQuery } from "../../kql/engine/query";
import { KqlError } from "../../kql/engine/errors";
import { type Analysis, analyze, refuseFaulty } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { referencesOf } from "../../kql/language/references";
import { resultColumns } from "../../kql/language/result";
import { wantedColumns } from "../../kql/language/wanted";
import { TICKS } from "../../kql/values/calendar";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import type { SeenRows } from "./evidence";
import { Dependence } from "./log-dependence";
import type { LogRecords } from "./log-record";
import { type Feed, splitQuery } from "./push-down";
import { RecordQuery } from "./record-query";
import { type StoredRow, StoredRows } from "./stored-rows";
import { timespansIn } from "./timespans";

/** What one run of a rule gave, and the rows that it looked at. */
export interface WindowResult {
  /** When the rule would have run. */
  readonly now: DateTime;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What it looked at, of each part of the query that reads the log: what came since the run before first, then what came earlier. */
  readonly seen: readonly SeenRows[];
}

/**
 * A query that looks at several records together. Its rows are gathered while the log is read; then it runs as the service would: every so often, over so long.
 * Runs before which nothing came that could count are left out, since they would find nothing new, but for those that find what has waited for long enough.
 */
export class WindowedQuery {
  private readonly sources: readonly FeedRows[];
  private readonly query: CompiledQuery;
  /** After so long a record may count that didn't when it came, in ticks: `failingFor`, for one. */
  private readonly waits: readonly bigint[];
  private window: ReadonlyMap<string, readonly StoredRow[]> = new Map();

  /** @param whole bound to its values. Throws KqlError for what doesn't bind or can't be run */
  constructor(
    whole: Analysis,
    schema: Schema,
    private readonly frequency: Duration,
    private readonly period: Duration,
  ) {
    refuseFaulty(whole);
    const { sources, rest, feedSchema } = this.prepared(whole, schema);
    this.sources = sources;
    const tables = new Map([...feedSchema.tables].map(([name, columns]) => [name, { columns, scan: (_wanted: unknown, emit: (row: Row) => boolean) => void (this.window.get(name) ?? []).every(({ row }) => emit(row)) }]));
    this.query = compileQuery(rest, { tables });
    const longest = BigInt(period.minutes) * TICKS.minute;
    this.waits = timespansIn(rest).filter((ticks) => ticks <= longest && ticks !== BigInt(frequency.minutes) * TICKS.minute);
  }

  /** The queries that rows go through first. */
  get feeds(): readonly RecordQuery[] {
    return this.sources.map(({ query }) => query);
  }

  /** What kept records from being gathered; undefined if nothing did. */
  get failure(): string | undefined {
    return this.sources.map(({ query }) => query.failure).find((failure) => failure !== undefined);
  }

  gather(records: LogRecords, now: DateTime): void {
    for (const source of this.sources) source.gather(records, now);
  }

  /** Whether it gives rows where there are none: it judges what is absent. Throws KqlError. */
  answersNothing(now: DateTime): number {
    this.window = new Map();
    return this.rowsAt(now).rows.length;
  }

  /** When the rule would have run and could have found something, in order: on the grid of its frequency. @param end of the log */
  runsUntil(end: DateTime): readonly DateTime[] {
    const step = BigInt(this.frequency.minutes) * TICKS.minute;
    const gridded = (ticks: bigint): bigint => ((ticks + step - 1n) / step) * step;
    const last = gridded(end.ticks);
    const ends = new Set<bigint>();
    for (const { rows } of this.sources) {
      for (const { ticks } of rows.all()) {
        ends.add(gridded(ticks));
        for (const wait of this.waits) if (ticks + wait <= last) ends.add(gridded(ticks + wait));
      }
    }
    return [...ends].sort((a, b) => (a < b ? -1 : 1)).map((ticks) => new DateTime(ticks));
  }

  /** Throws KqlError. */
  runAt(now: DateTime): WindowResult {
    const step = BigInt(this.frequency.minutes) * TICKS.minute;
    const lookBack = BigInt(this.period.minutes) * TICKS.minute;
    this.window = new Map(this.sources.map(({ feed, rows }) => [feed.name, rows.between(now.ticks - (feed.newOnly ? step : lookBack), now.ticks)]));
    const { columns, rows } = this.rowsAt(now);
    return { now, columns, rows, seen: rows.length === 0 ? [] : this.seenSince(now.ticks - step) };
  }

  private seenSince(start: bigint): readonly SeenRows[] {
    const all = this.sources.map(({ feed, columns }) => ({ columns, rows: this.window.get(feed.name) ?? [] }));
    return all.map(({ columns, rows }) => ({ columns, rows: [...rows.filter(({ ticks }) => ticks > start), ...rows.filter(({ ticks }) => ticks <= start)] }));
  }

  private rowsAt(now: DateTime): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
    const rows: Row[] = [];
    const columns = runQuery(this.query, { now }, () => (row) => {
      rows.push(row);
      return true;
    });
    return { columns, rows };
  }

  private prepared(whole: Analysis, schema: Schema): Prepared {
    // What asks for tables' names must find them under their own.
    if (readsUnnamedTables(whole.text) || /\bwithsource\b/iu.test(whole.text)) return prepare(wholeTables(whole, schema), whole.text, schema);
    const split = splitQuery(whole, new Dependence(whole), this.frequency);
    try {
      return prepare(split.feeds, split.rest, schema);
    } catch (error) {
      // What can't be taken apart runs whole, on whole rows.
      if (!(error instanceof KqlError) || error.kind === "limit") throw error;
      const { feeds, rest } = splitQuery(whole, new Dependence(whole), this.frequency, { tablesOnly: true });
      return prepare(feeds, rest, schema);
    }
  }
}

/** All tables where the query names none, as `search` does. */
function wholeTables(whole: Analysis, schema: Schema): Feed[] {
  const named = referencesOf(whole).tables.map(({ name }) => name);
  return (named.length === 0 ? [...schema.tables.keys()] : named).map((name) => ({ name, query: name, newOnly: false }));
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
  // It reads nothing but the feeds; a schema of every table would take longer to make than the query to bind.
  const wide = analyze(rest, { ...schema, tables: new Map(queries.map(({ feed, query }) => [feed.name, columnsOf(query)] as const)) });
  refuseFaulty(wide);
  const wants = wantedColumns(wide);
  const sources = queries.map(({ feed, query }) => new FeedRows(feed, ...narrowed(feed, query, columnsOf(query), wants, schema)));
  const feedSchema: Schema = { ...schema, tables: new Map(sources.map(({ feed, columns }) => [feed.name, columns])) };
  const bound = analyze(rest, feedSchema);
  refuseFaulty(bound);
  return { sources, rest: bound, feedSchema };
}

/** The query that gives only columns that are wanted, so that no other need be read of a record. */
function narrowed(feed: Feed, query: RecordQuery, all: readonly Column[], wants: (column: string) => boolean, schema: Schema): [RecordQuery, readonly Column[]] {
  const wanted = all.filter(({ name }) => wants(name));
  // What is only counted needs one at least.
  const columns = wanted.length > 0 ? wanted : all.slice(0, 1);
  const canBeNamed = columns.length < all.length && columns.every(({ name }) => /^[A-Za-z_]\w*$/u.test(name));
  if (!canBeNamed) return [query, all];
  return [new RecordQuery(`${feed.query.trimEnd()}\n| project ${columns.map(({ name }) => `['${name}']`).join(", ")}\n`, schema), columns];
}

function unknownColumns(): never {
  throw new KqlError("unsupported", "columns that hang on the records");
}

/** The rows of one feed, as they are gathered. */
class FeedRows {
  readonly rows = new StoredRows();

  constructor(
    readonly feed: Feed,
    readonly query: RecordQuery,
    readonly columns: readonly Column[],
  ) {}

  gather(records: LogRecords, now: DateTime): void {
    this.query.run(records, now, (row, { ticks, place }) => this.rows.add({ row, ticks, place }));
  }
}
