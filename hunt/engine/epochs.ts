import type { Binding } from "../../catalogue/bindings";
import { TICKS } from "../../kql/values/calendar";
import { parseDateTime } from "../../kql/values/datetime";
import { DateTime } from "../../kql/values/value";
import type { LogRecord, LogRecords } from "./log-record";

/** An instant after that of every record: noon of the year 3985. */
const END = TICKS.day * 1_455_000n;
/** Nearly two thousand years, which leads from there to before every record and from this century not before the year 1. */
export const ALWAYS = { minutes: 730_000 * 1440 };

/**
 * The times between which what a tenant has excepted and approved stays the same. A query that sees each record by itself sees all records of one epoch at once,
 * by a clock at its end: what lapses later is alive then, and what lapsed before is not.
 */
export class Epochs {
  private readonly ends: readonly bigint[];

  constructor(bindings: readonly Binding[]) {
    const lapses = bindings.flatMap(lapsesIn).map((text) => parseDateTime(text)?.ticks).filter((ticks) => ticks !== undefined);
    this.ends = [...new Set(lapses)].sort((a, b) => (a < b ? -1 : 1));
  }

  /** The records of each epoch, and the clock to look at them by. */
  divide(records: LogRecords): { readonly now: DateTime; readonly records: LogRecords }[] {
    if (this.ends.length === 0) return [{ now: new DateTime(END), records }];
    return [...this.ends, END].flatMap((end, index) => {
      const start = index === 0 ? 0n : (this.ends[index - 1] ?? 0n);
      const within = ({ ticks }: LogRecord): boolean => ticks >= start && ticks < end;
      const some = new Map([...records].map(([table, of]) => [table, of.filter(within)]));
      return [...some.values()].every((of) => of.length === 0) ? [] : [{ now: new DateTime(end - 1n), records: some }];
    });
  }
}

/** Each end in the tables that a query reads of a tenant. */
function lapsesIn({ value }: Binding): string[] {
  if (value.type !== "table") return [];
  const column = Object.keys(value.columns).indexOf("expires");
  return column < 0 ? [] : value.rows.map((row) => row[column] ?? "");
}
