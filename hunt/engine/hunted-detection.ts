import type { Binding } from "../../catalogue/bindings";
import type { Detection } from "../../catalogue/detection";
import type { Duration } from "../../catalogue/duration";
import { InputError } from "../../catalogue/fault";
import { KqlError } from "../../kql/engine/errors";
import { analyze, refuseFaulty } from "../../kql/language/analyze";
import type { Schema } from "../../kql/language/database";
import { referencesOf } from "../../kql/language/references";
import { TICKS } from "../../kql/values/calendar";
import type { DateTime } from "../../kql/values/value";
import { boundQuery } from "../bound-query";
import type { BoundDetection } from "../per-record";
import { clockIsSteady, NEW_ONLY } from "./clock-use";
import { ALWAYS } from "./epochs";
import { EachRecordHunt } from "./each-record-hunt";
import type { HuntAlert } from "./hunt-alert";
import { Dependence } from "./log-dependence";
import { operationsAsked, type Operations } from "./operations";
import type { LogRecords } from "./log-record";
import { isRowWise } from "./row-wise";
import { WindowHunt } from "./window-hunt";
import type { Work } from "./work";

/** A detection as it hunts; or why it can't. */
export class HuntedDetection {
  readonly detection: Detection;
  /** The tables that its query reads; undefined where they can't be told. */
  readonly reads: ReadonlySet<string> | undefined;
  /** It judges what is absent, and an export doesn't tell what was never recorded from what wasn't exported. */
  readonly judgesAbsence: boolean = false;
  /** Of which operations of a table it needs records at all; of a table that isn't there, of all. */
  readonly operations: ReadonlyMap<string, Operations> = new Map();
  private readonly work: Work | undefined;
  private problem: string | undefined;

  constructor({ detection, bindings }: BoundDetection, schema: Schema) {
    this.detection = detection;
    const declared = detection.tables.length === 0 ? undefined : new Set(detection.tables);
    this.reads = declared;
    try {
      const analysis = analyze(boundQuery(detection.query, bindings).text, schema);
      refuseFaulty(analysis);
      const named = referencesOf(analysis).tables.map(({ name }) => name);
      this.reads = named.length === 0 ? declared : new Set(named);
      const dependence = new Dependence(analysis);
      this.operations = operationsAsked(dependence);
      if (isOneAlertARow(detection) && seesEachRecordAlone(dependence, bindings, detection)) {
        this.work = new EachRecordHunt(boundQuery(withoutNewOnly(detection.query), withoutWindow(bindings, detection)).text, schema, bindings);
      } else {
        const { frequency, period } = scheduleOf(detection);
        const work = new WindowHunt(analysis, schema, frequency, period, detection);
        this.judgesAbsence = work.firesOnNothing();
        this.work = work;
      }
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Why it could not be evaluated, or not to the end. */
  get failure(): string | undefined {
    return this.problem ?? this.work?.failure;
  }

  /** Its alerts come from several records together; else each from one record. */
  get runsInWindows(): boolean {
    return this.work instanceof WindowHunt;
  }

  /** How far it looks back to tell what is new or unusual, in ticks: days. Nothing where it compares with no more than the day. */
  get past(): bigint {
    const { period } = scheduleOf(this.detection);
    return this.runsInWindows && period.minutes >= TWO_DAYS ? BigInt(period.minutes) * TICKS.minute : 0n;
  }

  wants(column: string): boolean {
    return this.isAtWork() && (this.work?.wants(column) ?? false);
  }

  take(records: LogRecords): void {
    if (!this.isAtWork() || (this.reads !== undefined && ![...records.keys()].some((table) => this.reads?.has(table)))) return;
    this.guarded(() => this.work?.take(records));
  }

  /** How many runs are left to be made, now that the log is read. @param end of the log */
  plan(end: DateTime): number {
    let runs = 0;
    if (this.isAtWork()) this.guarded(() => (runs = this.work?.plan(end) ?? 0));
    return runs;
  }

  /** @param ran is called after each of the runs that were planned */
  finish(ran: () => void): readonly HuntAlert[] {
    let alerts: readonly HuntAlert[] = [];
    if (this.isAtWork()) this.guarded(() => (alerts = this.work?.finish(ran) ?? []));
    return alerts;
  }

  private isAtWork(): boolean {
    return this.problem === undefined && !this.judgesAbsence;
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

const TWO_DAYS = 2880;

/** Near-real-time rules run every minute over what came in it; a query that a person runs looks at the whole day. */
function scheduleOf({ schedule, kind }: Detection): { readonly frequency: Duration; readonly period: Duration } {
  const minutes = kind === "NRT" ? 1 : 1440;
  return schedule ?? { frequency: { minutes }, period: { minutes } };
}

function isOneAlertARow({ schedule }: Detection): boolean {
  return schedule === undefined || (schedule.operator === "gt" && schedule.threshold === 0);
}

function seesEachRecordAlone(dependence: Dependence, bindings: readonly Binding[], detection: Detection): boolean {
  const knowsWindow = dependence.letNamed("frequency") === undefined || bindings.some(({ name }) => name === "frequency" && isWindow(name, detection));
  return isRowWise(dependence) && clockIsSteady(dependence) && knowsWindow;
}

/** Every record is within the window, so that the condition says nothing; it would be worked out for each of them. */
function withoutNewOnly(query: string): string {
  return query.replace(/^\s*\|\s*where (?<condition>coalesce\(.*)$/gmu, (line: string, condition: string) => (NEW_ONLY.test(condition.trim()) ? "" : line));
}

/** Its window becomes one that every record is in. */
function withoutWindow(bindings: readonly Binding[], detection: Detection): Binding[] {
  return bindings.map((binding) => (isWindow(binding.name, detection) ? { name: binding.name, value: { type: "timespan", duration: ALWAYS } } : binding));
}

function isWindow(name: string, { baseline }: Detection): boolean {
  return baseline?.parameters?.[name]?.from === "detection.frequency";
}

function problemOf(error: unknown): string {
  if (error instanceof KqlError) return error.message;
  if (error instanceof InputError) return error.faults.map(({ file, line, path, message }) => `${file}${line === undefined ? "" : `:${line}`} ${path}: ${message}`).join("; ");
  throw error;
}

