import type { Detection } from "../../catalogue/detection";
import type { Duration } from "../../catalogue/duration";
import type { Analysis } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { TICKS } from "../../kql/values/calendar";
import { KqlError } from "../../kql/engine/errors";
import { dateTimeText } from "../../kql/values/datetime";
import { textOf } from "../../kql/values/text";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import { alerts } from "../run-event";
import { EvidenceFinder } from "./evidence";
import type { HuntAlert } from "./hunt-alert";
import type { LogRecords } from "./log-record";
import { type WindowResult, WindowedQuery } from "./windowed-query";
import type { Work } from "./work";

/** What fails so often fails always, and each time may take minutes. */
const MOST_FAILURES = 5;
/** Any time will do for rows that hang on no clock. */
const ANY_TIME = new DateTime(TICKS.day * 730_000n);

/** A detection that looks at several records together: it runs in windows, as the service would, once the log is read. */
export class WindowHunt implements Work {
  private readonly query: WindowedQuery;
  private runs: readonly DateTime[] = [];
  private failed: { readonly first: string; readonly count: number } | undefined;

  constructor(
    query: Analysis,
    schema: Schema,
    frequency: Duration,
    period: Duration,
    private readonly detection: Detection,
  ) {
    this.query = new WindowedQuery(query, schema, frequency, period);
  }

  get failure(): string | undefined {
    return this.failed?.first ?? this.query.failure;
  }

  firesOnNothing(): boolean {
    return alerts(this.detection, this.query.answersNothing(ANY_TIME));
  }

  wants(column: string): boolean {
    return this.query.feeds.some((feed) => feed.wants(column));
  }

  take(records: LogRecords): void {
    this.query.gather(records, ANY_TIME);
  }

  plan(end: DateTime): number {
    this.runs = this.query.runsUntil(end);
    return this.runs.length;
  }

  /** A row that a later window gives again, since it looks back over the same records, is one alert. */
  finish(ran: () => void): readonly HuntAlert[] {
    const found = new Map<string, HuntAlert>();
    for (const now of this.runs) {
      const result = this.resultAt(now);
      ran();
      if (result === undefined || result.rows.length === 0 || !alerts(this.detection, result.rows.length)) continue;
      const finder = new EvidenceFinder(result.columns, result.seen);
      for (const row of result.rows) {
        const key = keyOf(row, result.columns);
        if (!found.has(key)) found.set(key, alertOf(row, result, finder));
      }
    }
    return [...found.values()];
  }

  /** A run that fails must not hide what the others show; undefined for one. */
  private resultAt(now: DateTime): WindowResult | undefined {
    if ((this.failed?.count ?? 0) >= MOST_FAILURES) return undefined;
    try {
      return this.query.runAt(now);
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      this.failed = { first: this.failed?.first ?? `${error.message} (in the run at ${dateTimeText(now).slice(0, 16)}Z)`, count: (this.failed?.count ?? 0) + 1 };
      return undefined;
    }
  }
}

function alertOf(row: Row, { now, columns }: WindowResult, finder: EvidenceFinder): HuntAlert {
  const time = columns.findIndex(({ name, type }) => name === "TimeGenerated" && type === "datetime");
  const said = row[time];
  const { places, count } = finder.of(row);
  return { columns, row, at: said instanceof DateTime ? said : now, evidence: places, records: count };
}

function keyOf(row: Row, columns: readonly Column[]): string {
  return JSON.stringify(columns.map((_, index) => textOf(row[index] ?? null)));
}
