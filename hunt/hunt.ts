import type { Binding } from "../catalogue/bindings";
import { InputError } from "../catalogue/fault";
import type { Tables } from "../catalogue/tables";
import { jsonRows } from "../kql/tables/json-cells";
import { TICKS } from "../kql/values/calendar";
import { DateTime, type Row } from "../kql/values/value";
import { Duplicates } from "./duplicates";
import { Batch } from "./engine/batch";
import type { EvidencePlace, LogRecord } from "./engine/log-record";
import { OPERATION_COLUMNS } from "./engine/operations";
import type { HuntAlert } from "./engine/hunt-alert";
import { HuntedDetection } from "./engine/hunted-detection";
import { findingOf, type HuntFinding } from "./finding";
import type { BoundDetection } from "./per-record";
import type { JsonObject } from "./records/json";
import type { RecognisedRecord } from "./records/recognised";

export interface HuntRange {
  /** Findings before it are left out; records before it still tell what was usual. */
  readonly since?: DateTime;
  /** Records after it are left out. */
  readonly until?: DateTime;
}

export interface NotEvaluated {
  readonly detection: string;
  readonly why: string;
}

export interface HuntResult {
  /** In order of their time. */
  readonly findings: readonly HuntFinding[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** How many detections ran to their end on the log. */
  readonly evaluated: number;
  /** Alerts that there would be if the tenant had excepted and approved nothing. */
  readonly excepted: readonly { readonly detection: string; readonly alerts: number }[];
  readonly duplicates: number;
  readonly outside: number;
  /** Records that were evaluated, and how many of them are within the range that was asked for. */
  readonly records: number;
  readonly inRange: number;
  /** Detections that compare with what was before, and whose findings come so early in the log that it doesn't hold all of it. */
  readonly shortPast: readonly { readonly detection: string; readonly findings: number; readonly days: number }[];
  /** Of the records that were evaluated, by table. */
  readonly tables: ReadonlyMap<string, number>;
  readonly span?: { readonly from: DateTime; readonly to: DateTime };
}

/** Rows that go through the detections together: enough that starting each query weighs little. */
const BATCH = 4096;
/** No rule looks back longer (facts: alert-rule-limits). */
const LONGEST_LOOK_BACK = 14n * TICKS.day;

/** Runs detections over a log that is handed over record by record. */
export class Hunt {
  private readonly hunted: readonly { readonly actual: HuntedDetection; readonly unexcepted?: HuntedDetection }[];
  private readonly rowsOf = new Map<string, (cells: JsonObject, place: EvidencePlace) => Row>();
  private readonly duplicatesSeen = new Duplicates();
  private readonly tables = new Map<string, number>();
  private readonly batch: Batch;
  private duplicates = 0;
  private outside = 0;
  private records = 0;
  private recordsInRange = 0;
  private first: bigint | undefined;
  private last = 0n;

  constructor(
    detections: readonly BoundDetection[],
    private readonly schema: Tables,
    private readonly range: HuntRange = {},
  ) {
    this.batch = new Batch(schema);
    // One for all: the binder's symbols of every table are made once for each.
    const shared = { tables: schema };
    this.hunted = detections.map((bound) => {
      const free = withoutPromises(bound.bindings);
      const actual = new HuntedDetection(bound, shared);
      return free === undefined || actual.failure !== undefined ? { actual } : { actual, unexcepted: new HuntedDetection({ ...bound, bindings: free }, shared) };
    });
  }

  /** Answers why the record can't be used, or nothing. */
  take({ rows, time }: RecognisedRecord, place: EvidencePlace): string | undefined {
    if (this.isOutside(time)) {
      this.outside++;
      return undefined;
    }
    const fresh = this.duplicatesSeen.newOf(rows, time);
    if (fresh.length === 0) {
      this.duplicates++;
      return undefined;
    }
    try {
      const made = fresh.map(({ table, cells }) => ({ table, record: { row: this.rowOf(table, cells, place), ticks: time.ticks, place } }));
      for (const { table, record } of made) this.add(table, record);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.faults.map(({ path, message }) => `${path}: ${message}`).join("; ");
    }
    this.records++;
    if (this.range.since === undefined || time.ticks >= this.range.since.ticks) this.recordsInRange++;
    if (this.first === undefined || time.ticks < this.first) this.first = time.ticks;
    if (time.ticks > this.last) this.last = time.ticks;
    if (this.batch.size >= BATCH) this.flush();
    return undefined;
  }

  /** @param progress learns how many runs in windows are left to be made, and is told after each how many are done */
  finish(progress: (runs: number) => (done: number) => void = () => () => undefined): HuntResult {
    this.flush();
    const ran = this.planned(progress);
    const found: { readonly ticks: bigint; readonly finding: HuntFinding }[] = [];
    const notEvaluated: NotEvaluated[] = [];
    const excepted: { detection: string; alerts: number }[] = [];
    const shortPast: { detection: string; findings: number; days: number }[] = [];
    let evaluated = 0;
    for (const { actual, unexcepted } of this.hunted) {
      const alerts = this.inRange(actual.finish(ran));
      for (const alert of alerts) found.push({ ticks: alert.at.ticks, finding: findingOf(actual.detection, alert) });
      const early = alerts.filter(({ at }) => at.ticks - actual.past < (this.first ?? 0n)).length;
      if (early > 0 && actual.past > 0n) shortPast.push({ detection: actual.detection.id, findings: early, days: Number(actual.past / TICKS.day) });
      const why = this.whyNot(actual);
      if (why !== undefined) notEvaluated.push({ detection: actual.detection.id, why });
      else evaluated++;
      const all = this.inRange(unexcepted?.finish(ran) ?? []);
      if (all.length > alerts.length) excepted.push({ detection: actual.detection.id, alerts: all.length - alerts.length });
    }
    const findings = found.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0)).map(({ finding }) => finding);
    const span = this.first === undefined ? {} : { span: { from: new DateTime(this.first), to: new DateTime(this.last) } };
    return { findings, notEvaluated, evaluated, excepted, duplicates: this.duplicates, outside: this.outside, records: this.records, inRange: this.recordsInRange, shortPast, tables: this.tables, ...span };
  }

  /** Whether the alerts of a detection come from several records together; else each comes from one record. */
  runsInWindows(id: string): boolean {
    return this.hunted.some(({ actual }) => actual.detection.id === id && actual.runsInWindows);
  }

  private planned(progress: (runs: number) => (done: number) => void): () => void {
    const end = new DateTime(this.last);
    const runs = this.hunted.reduce((sum, { actual, unexcepted }) => sum + actual.plan(end) + (unexcepted?.plan(end) ?? 0), 0);
    const show = progress(runs);
    let done = 0;
    return () => show(++done);
  }

  private inRange(alerts: readonly HuntAlert[]): readonly HuntAlert[] {
    const { since } = this.range;
    return since === undefined ? alerts : alerts.filter(({ at }) => at.ticks >= since.ticks);
  }

  private isOutside({ ticks }: DateTime): boolean {
    const { since, until } = this.range;
    return (until !== undefined && ticks > until.ticks) || (since !== undefined && ticks < since.ticks - LONGEST_LOOK_BACK);
  }

  private whyNot({ failure, judgesAbsence, reads, detection }: HuntedDetection): string | undefined {
    if (failure !== undefined) return failure;
    if (judgesAbsence) return "judges what is absent, and an export doesn't tell what was never recorded from what wasn't exported";
    const missing = [...(reads ?? [])].filter((table) => !this.tables.has(table));
    if (reads === undefined || missing.length === 0 || (detection.toleratesMissingTables && missing.length < reads.size)) return undefined;
    return `${this.outside > 0 ? "what was evaluated of the log" : "the log"} holds no record of ${missing.join(", ")}`;
  }

  private add(table: string, record: LogRecord): void {
    this.batch.add(table, record);
    this.tables.set(table, (this.tables.get(table) ?? 0) + 1);
  }

  private flush(): void {
    if (this.batch.size === 0) return;
    for (const { actual, unexcepted } of this.hunted) {
      const records = this.batch.of(actual.operations);
      actual.take(records);
      unexcepted?.take(records);
    }
    this.batch.clear();
  }

  private rowOf(table: string, cells: JsonObject, place: EvidencePlace): Row {
    let make = this.rowsOf.get(table);
    if (make === undefined) {
      const rows = jsonRows(this.schema.get(table) ?? [], (column) => column === OPERATION_COLUMNS[table] || this.hunted.some(({ actual }) => (actual.reads?.has(table) ?? true) && actual.wants(column)));
      make = (of, at) => rows(of, { exact: () => undefined, place: () => at });
      this.rowsOf.set(table, make);
    }
    return make(cells, place);
  }
}

/** As if nothing had been excepted or approved; undefined where nothing has been. */
function withoutPromises(bindings: readonly Binding[]): readonly Binding[] | undefined {
  const isPromised = ({ value }: Binding): boolean => value.type === "table" && "expires" in value.columns && value.rows.length > 0;
  return bindings.some(isPromised) ? bindings.map((binding) => (isPromised(binding) && binding.value.type === "table" ? { ...binding, value: { ...binding.value, rows: [] } } : binding)) : undefined;
}
