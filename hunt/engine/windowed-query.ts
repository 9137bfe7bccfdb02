import type { Duration } from "../../catalogue/duration";
import { readsUnnamedTables } from "../../catalogue/query-words";
import { compileQuery, runQuery } from "../../kql/evaluate";
import type { CompiledQuery } from "../../kql/engine/query";
import { KqlError } from "../../kql/engine/errors";
import { type Analysis, refuseFaulty } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { referencesOf } from "../../kql/language/references";
import { wantedColumns } from "../../kql/language/wanted";
import { TICKS } from "../../kql/values/calendar";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import type { SeenRows } from "./evidence";
import { Dependence } from "./log-dependence";
import type { LogRecords } from "./log-record";
import { type Feed, splitQuery } from "./push-down";
import { columnsByName, type FeedRows, prepare, type Prepared } from "./prepared-query";
import type { RecordQuery } from "./record-query";
import type { StoredRow } from "./stored-rows";
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
    const { sources, rest } = this.prepared(whole, schema);
    this.sources = sources;
    const tables = new Map([...columnsByName(sources)].map(([name, columns]) => [name, { columns, scan: (_wanted: unknown, emit: (row: Row) => boolean) => void (this.window.get(name) ?? []).every(({ row }) => emit(row)) }]));
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
    this.window = new Map(this.sources.flatMap(({ feed, rows }) => [
      [feed.name, rows.between(now.ticks - (feed.newOnly ? step : lookBack), now.ticks)] as const,
      ...(feed.nameOfNew === undefined ? [] : [[feed.nameOfNew, rows.between(now.ticks - step, now.ticks)] as const]),
    ]));
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
    if (readsUnnamedTables(whole.text) || /\bwithsource\b/iu.test(whole.text)) return prepare({ feeds: wholeTables(whole, schema), rest: whole.text, wants: wantedColumns(whole) }, schema);
    const dependence = new Dependence(whole);
    try {
      return prepare(splitQuery(whole, dependence, this.frequency), schema);
    } catch (error) {
      // What can't be taken apart runs whole, on whole rows.
      if (!(error instanceof KqlError) || error.kind === "limit") throw error;
      return prepare(splitQuery(whole, dependence, this.frequency, { tablesOnly: true }), schema);
    }
  }
}

/** All tables where the query names none, as `search` does. */
function wholeTables(whole: Analysis, schema: Schema): Feed[] {
  const named = referencesOf(whole).tables.map(({ name }) => name);
  return (named.length === 0 ? [...schema.tables.keys()] : named).map((name) => ({ name, query: name, newOnly: false, columns: schema.tables.get(name) }));
}
