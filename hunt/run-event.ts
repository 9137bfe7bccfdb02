import type { Binding, BoundValue } from "../catalogue/bindings";
import type { Detection } from "../catalogue/detection";
import { parseDuration } from "../catalogue/duration";
import type { EventsFile } from "../catalogue/events-schema";
import type { CompiledQuery } from "../kql/engine/query";
import { compileQuery, type Database, type Result, runQuery } from "../kql/evaluate";
import { analyze } from "../kql/language/analyze";
import type { Schema } from "../kql/language/database";
import { sourceOfRecords } from "../kql/tables/rows-source";
import type { TableSource } from "../kql/tables/source";
import { parseDateTime } from "../kql/values/datetime";
import type { Column, DateTime, Row } from "../kql/values/value";
import { boundQuery, ownBindings } from "./bound-query";

export type RuleEvent = EventsFile["fires"][number];

/** What a detection makes of an event. */
export interface EventOutcome {
  /** Whether the number of rows makes an alert, by the rule's own threshold. */
  readonly fired: boolean;
  readonly result: Result;
}

/** Runs a detection on the events that are written for it, each by their clock. Tables that an event says nothing of are empty. */
export class EventRunner {
  private current: RuleEvent | undefined;
  private readonly database: Database;
  /** Most events bind the same values, and so share a query. */
  private readonly compiled = new Map<string, CompiledQuery>();

  constructor(
    private readonly detection: Detection,
    private readonly events: Pick<EventsFile, "now" | "common">,
    private readonly schema: Schema,
  ) {
    this.database = { tables: new Map([...schema.tables].map(([name, columns]) => [name, this.tableNamed(name, columns)])) };
  }

  /** Throws KqlError for a query that can't be run, InputError for a record that doesn't fit its table. */
  run(event: RuleEvent): EventOutcome {
    this.current = event;
    const rows: Row[] = [];
    const columns = runQuery(this.queryFor(event), { now: parseDateTime(this.events.now) as DateTime }, () => (row) => {
      rows.push(row);
      return true;
    });
    return { fired: alerts(this.detection, rows.length), result: { columns, rows } };
  }

  private queryFor(event: RuleEvent): CompiledQuery {
    const { text } = boundQuery(this.detection.query, ownBindings(this.detection).map((binding) => valueFrom(event, binding)));
    const query = this.compiled.get(text) ?? compileQuery(analyze(text, this.schema), this.database);
    this.compiled.set(text, query);
    return query;
  }

  private tableNamed(name: string, columns: readonly Column[]): TableSource {
    return {
      columns,
      scan: (wanted, emit) => {
        const event = this.current;
        if (event?.rows[name] === undefined) return;
        sourceOfRecords(columns, rowsOf(event, this.events.common, name), (row) => ({ file: `${this.detection.id}: ${event.name}, ${name}`, line: row + 1 })).scan(wanted, emit);
      },
    };
  }
}

function rowsOf(event: RuleEvent, common: EventsFile["common"], table: string): Record<string, unknown>[] {
  return (event.rows[table] ?? []).map((row) => ({ ...common?.[table], ...row }));
}

/** A near-real-time rule alerts on any row. */
export function alerts({ schedule }: Detection, rows: number): boolean {
  switch (schedule?.operator) {
    case undefined:
      return rows > 0;
    case "gt":
      return rows > schedule.threshold;
    case "lt":
      return rows < schedule.threshold;
    case "eq":
      return rows === schedule.threshold;
    case "ne":
      return rows !== schedule.threshold;
  }
}

/** The value that an event gives a parameter, or else the parameter's own. */
export function valueFrom(event: RuleEvent, binding: Binding): Binding {
  const given: unknown = binding.name === "exceptions" ? event.exceptions : event.parameters?.[binding.name];
  return given === undefined ? binding : { name: binding.name, value: valueLike(binding.value, given) };
}

function valueLike(like: BoundValue, given: unknown): BoundValue {
  switch (like.type) {
    case "strings":
      return { ...like, texts: (given as readonly unknown[]).map(String) };
    case "table":
      return { ...like, rows: (given as readonly Readonly<Record<string, string | undefined>>[]).map((row) => Object.keys(like.columns).map((column) => row[column] ?? "")) };
    case "timespan":
      return { ...like, duration: parseDuration(String(given)) ?? like.duration };
    case "long":
      return { ...like, number: Number(given) };
    case "bool":
      return { ...like, truth: given === true };
    case "string":
      return { ...like, text: String(given) };
  }
}
