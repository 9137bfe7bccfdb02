import { loadTables, type Tables } from "../../catalogue/tables";
import type { EvidencePlace, LogRecord, LogRecords } from "../../hunt/engine/log-record";
import type { RecognisedRecord } from "../../hunt/records/recognised";
import type { Json, JsonObject } from "../../hunt/records/json";
import { type Analysis, analyze } from "../../kql/language/analyze";
import { jsonRows } from "../../kql/tables/json-cells";
import { parseDateTime } from "../../kql/values/datetime";
import { textOf } from "../../kql/values/text";
import type { DateTime, Row } from "../../kql/values/value";

/** Logs by hand, as the engine of `hunt` has them. */

/** Microsoft's, among them OfficeActivity and AuditLogs. */
export const tables: Tables = loadTables();

/** Few columns, so that a test binds quickly. */
export const SMALL: Tables = new Map([
  ["OfficeActivity", [{ name: "TimeGenerated", type: "datetime" }, { name: "Operation", type: "string" }, { name: "UserId", type: "string" }, { name: "Number", type: "long" }, { name: "Parameters", type: "string" }]],
  ["AuditLogs", [{ name: "TimeGenerated", type: "datetime" }, { name: "OperationName", type: "string" }, { name: "UserId", type: "string" }]],
]);

export const SCHEMA = { tables: SMALL };

export function instant(time: string): DateTime {
  const read = parseDateTime(time);
  if (read === null) throw new Error(`${time} is no time`);
  return read;
}

export function bound(query: string, schema: Tables = SMALL): Analysis {
  return analyze(query, schema === SMALL ? SCHEMA : { tables: schema });
}

/** A row, at a time of the 2nd of November 2026. */
export interface Said {
  readonly table?: string;
  /** `09:00` */
  readonly at?: string;
  readonly cells?: { readonly [column: string]: Json };
}

/** By table; the first stands on line 1 of log.json. */
export function records(said: readonly Said[], schema: Tables = SMALL): LogRecords {
  const found = new Map<string, LogRecord[]>();
  for (const [index, { table = "OfficeActivity", at = "09:00", cells = {} }] of said.entries()) {
    const time = `2026-11-02T${at.length === 5 ? `${at}:00` : at}Z`;
    const place = { file: "log.json", line: index + 1 };
    const row = jsonRows(schema.get(table) ?? [], () => true)({ TimeGenerated: time, ...cells }, { exact: () => undefined, place: () => place });
    found.set(table, [...(found.get(table) ?? []), { row, ticks: instant(time).ticks, place }]);
  }
  return found;
}

export function texts(row: Row): string[] {
  return row.map(textOf);
}

/** A record of one row, as it comes out of a file. @param time ISO 8601 */
export function recognised(table: string, cells: JsonObject = {}, time = "2026-11-02T09:00:00Z"): RecognisedRecord {
  return { kind: "Log Analytics row", time: instant(time), rows: [{ table, cells: { TimeGenerated: time, ...cells } }] };
}

export function line(number: number, file = "log.json"): EvidencePlace {
  return { file, line: number };
}
