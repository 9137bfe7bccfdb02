import type { Binding } from "../catalogue/bindings";
import type { Detection } from "../catalogue/detection";
import { InputError } from "../catalogue/fault";
import { queryWords, readsUnnamedTables } from "../catalogue/query-words";
import { KqlError } from "../kql/engine/errors";
import type { CompiledQuery } from "../kql/engine/query";
import { compileQuery, type Database, runQuery } from "../kql/evaluate";
import { analyze } from "../kql/language/analyze";
import type { Schema } from "../kql/language/database";
import { referencesOf } from "../kql/language/references";
import { TICKS } from "../kql/values/calendar";
import { DateTime } from "../kql/values/value";
import { boundQuery } from "./bound-query";
import { CurrentRows } from "./records/current-rows";
import type { RecognisedRecord } from "./records/recognised";
import { alerts } from "./run-event";

/** A detection, and what its query reads of whoever it runs for. */
export interface BoundDetection {
  readonly detection: Detection;
  readonly bindings: readonly Binding[];
}

/** What the detections make of one record alone. */
export interface RecordVerdict {
  /** Ids of those that fire. */
  readonly detections: readonly string[];
  /** Those that could not be evaluated on it. */
  readonly unknown: readonly { readonly detection: string; readonly why: string }[];
}

/** No detection needs so long for one record, in milliseconds. */
const LONGEST = 10_000;

/**
 * Runs every detection on one record at a time, by a clock just after the record's own time. Each query is compiled once, and not before a record may concern it:
 * compiling them all takes seconds, and most logs hold one kind of record.
 */
export class PerRecord {
  private readonly tables: ReadonlyMap<string, CurrentRows>;
  private readonly prepared = new Map<BoundDetection, Rule>();
  /** Which rules read any of a record's tables, by those tables. */
  private readonly readers = new Map<string, readonly Rule[]>();

  constructor(
    private readonly detections: readonly BoundDetection[],
    private readonly schema: Schema,
  ) {
    this.tables = new Map([...schema.tables].map(([name, columns]) => [name, new CurrentRows(columns)]));
  }

  /** Ids of the detections that could concern a record so far and fire on an empty log: they judge what is absent, which no single record shows. */
  get leftOut(): readonly string[] {
    return [...this.prepared.values()].filter(({ judgesAbsence }) => judgesAbsence).map(({ detection }) => detection.id);
  }

  /** @param place where the record stands, for what is said of a value that doesn't fit its column */
  judge({ rows, time }: RecognisedRecord, place: { readonly file: string; readonly line: number }): RecordVerdict {
    const names = [...new Set(rows.map(({ table }) => table))];
    // As long as the tables are empty.
    const rules = this.readersOf(names);
    for (const name of names) this.tables.get(name)?.set(rows.filter(({ table }) => table === name).map(({ cells }) => cells), place);
    const now = new DateTime(time.ticks + TICKS.millisecond);
    const detections: string[] = [];
    const unknown: { detection: string; why: string }[] = [];
    for (const rule of rules) {
      const fires = outcome(rule.detection, rule.query, now);
      if (typeof fires === "string") unknown.push({ detection: rule.detection.id, why: fires });
      else if (fires) detections.push(rule.detection.id);
    }
    for (const name of names) this.tables.get(name)?.set([], place);
    return { detections, unknown };
  }

  private readersOf(tables: readonly string[]): readonly Rule[] {
    const key = tables.join("\n");
    let readers = this.readers.get(key);
    if (readers === undefined) {
      const rules = this.detections.filter(({ detection }) => this.mayRead(detection, tables)).map((bound) => this.ruleOf(bound));
      readers = rules.filter(({ judgesAbsence, reads }) => !judgesAbsence && (reads === undefined || tables.some((table) => reads.has(table))));
      this.readers.set(key, readers);
    }
    return readers;
  }

  /** Told by its words, which needs no parser. It errs only towards yes: what names no table that is known may read any. */
  private mayRead({ query }: Detection, tables: readonly string[]): boolean {
    const words = queryWords(query);
    return tables.some((table) => words.has(table)) || readsUnnamedTables(query) || ![...this.tables.keys()].some((table) => words.has(table));
  }

  private ruleOf(bound: BoundDetection): Rule {
    let rule = this.prepared.get(bound);
    if (rule === undefined) {
      rule = prepare(bound, this.schema, { tables: this.tables });
      this.prepared.set(bound, rule);
    }
    return rule;
  }
}

interface Rule {
  readonly detection: Detection;
  /** The tables that it reads; undefined where that can't be told. */
  readonly reads: ReadonlySet<string> | undefined;
  /** Or why it can't be run. */
  readonly query: CompiledQuery | string;
  /** It fires where there is no record at all. */
  readonly judgesAbsence: boolean;
}

/** The database's tables are empty as yet. */
function prepare({ detection, bindings }: BoundDetection, schema: Schema, database: Database): Rule {
  const declared = detection.tables.length === 0 ? undefined : new Set(detection.tables);
  try {
    const analysis = analyze(boundQuery(detection.query, bindings).text, schema);
    const named = referencesOf(analysis).tables.map(({ name }) => name);
    const query = compileQuery(analysis, database);
    return { detection, reads: named.length === 0 ? declared : new Set(named), query, judgesAbsence: outcome(detection, query, LONG_AGO) === true };
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return { detection, reads: declared, query: error.message, judgesAbsence: false };
  }
}

/** What judges absence does so at any time. */
const LONG_AGO = new DateTime(TICKS.day * 730_000n);

/** Whether it fires on what is in the tables, or why that can't be told. */
function outcome(detection: Detection, query: CompiledQuery | string, now: DateTime): boolean | string {
  if (typeof query === "string") return query;
  let rows = 0;
  try {
    runQuery(query, { now, limits: { milliseconds: LONGEST } }, () => () => {
      rows++;
      return true;
    });
    return alerts(detection, rows);
  } catch (error) {
    if (error instanceof KqlError) return error.message;
    if (error instanceof InputError) return error.faults.map(({ path, message }) => `${path}: ${message}`).join("; ");
    throw error;
  }
}
