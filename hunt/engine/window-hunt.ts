import type { Detection } from "../../catalogue/detection";
import type { Duration } from "../../catalogue/duration";
import type { Schema } from "../../kql/language/database";
import { TICKS } from "../../kql/values/calendar";
import { textOf } from "../../kql/values/text";
import { type Column, DateTime, type Row } from "../../kql/values/value";
import { alerts } from "../run-event";
import { distinctPlaces, EvidenceFinder } from "./evidence";
import type { HuntAlert } from "./hunt-alert";
import type { LogRecords } from "./log-record";
import { type WindowResult, WindowedQuery } from "./windowed-query";
import type { Work } from "./work";

/** Any time will do for rows that hang on no clock. */
const ANY_TIME = new DateTime(TICKS.day * 730_000n);

/** A detection that looks at several records together: it runs in windows, as the service would, once the log is read. */
export class WindowHunt implements Work {
  private readonly query: WindowedQuery;

  constructor(
    text: string,
    schema: Schema,
    frequency: Duration,
    period: Duration,
    private readonly detection: Detection,
  ) {
    this.query = new WindowedQuery(text, schema, frequency, period);
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

  /** A row that a later window gives again, since it looks back over the same records, is one alert. */
  finish(): readonly HuntAlert[] {
    const found = new Map<string, HuntAlert>();
    for (const result of this.query.runs()) {
      if (!alerts(this.detection, result.rows.length)) continue;
      const finder = new EvidenceFinder(result.columns, result.seenColumns);
      for (const row of result.rows) {
        const key = keyOf(row, result.columns);
        if (!found.has(key)) found.set(key, alertOf(row, result, finder));
      }
    }
    return [...found.values()];
  }
}

function alertOf(row: Row, { now, columns, seen }: WindowResult, finder: EvidenceFinder): HuntAlert {
  const time = columns.findIndex(({ name, type }) => name === "TimeGenerated" && type === "datetime");
  const said = row[time];
  const { places, count } = finder.among(row, seen);
  const evidence = places.length > 0 ? { places, count } : distinctPlaces(seen);
  return { columns, row, at: said instanceof DateTime ? said : now, evidence: evidence.places, records: evidence.count };
}

function keyOf(row: Row, columns: readonly Column[]): string {
  return JSON.stringify(columns.map((_, index) => textOf(row[index] ?? null)));
}
