import { shown } from "../../catalogue/fault";
import type { Tables } from "../../catalogue/tables";
import { exportedActivityRow, isActivityCategory, isListedActivity, listedActivityRow } from "./azure-activity";
import { securityAlertOf } from "./alert-info";
import { diagnosticRow, directoryAuditRow, signInRow, tableOfCategory } from "./diagnostic-record";
import { Fields } from "./fields";
import { isObject, type Json, type JsonObject, parsed } from "./json";
import { type Recognition, type TableRow, type UnrecognisedRecord, withoutTime } from "./recognised";
import { TableColumns } from "./table-columns";
import { timeOf } from "./time";
import { isUnifiedAudit, UnifiedAudit } from "./unified-audit";

/** Tells by a record's fields what it is, and makes it a row of the table that queries read. Each record for itself, so a file may hold several kinds. */
export class Recogniser {
  private readonly columns: TableColumns;
  private readonly unifiedAudit: UnifiedAudit;

  constructor(tables: Tables) {
    this.columns = new TableColumns(tables);
    this.unifiedAudit = new UnifiedAudit(tables);
  }

  /** Whether rows of CSV with these columns can be recognised. */
  knowsColumns(names: readonly string[]): boolean {
    const header = new Fields(Object.fromEntries(names.map((name) => [name, ""])));
    return header.has("AuditData") || isUnifiedAudit(header) || (hasTime(header) && this.columns.tableOf(names) !== undefined);
  }

  recognise(json: JsonObject): Recognition {
    const record = new Fields(json);
    try {
      return this.recogniseFields(record);
    } catch (error) {
      // Writing a value as text goes down as deep as it nests.
      if (error instanceof RangeError) return { skipped: "nests too deep" };
      throw error;
    }
  }

  private recogniseFields(record: Fields): Recognition {
    // Most records, without looking for other spellings of their fields.
    if (Object.hasOwn(record.object, "CreationTime") && !Object.hasOwn(record.object, "TimeGenerated") && isUnifiedAudit(record)) return this.unifiedAudit.recognise(record);
    if (record.has("AuditData")) return this.auditData(record);
    if (isUnifiedAudit(record) && !this.namesItsTable(record)) return this.unifiedAudit.recognise(record);
    if (record.has("TimeGenerated")) return this.logAnalyticsRow(record);
    if (isListedActivity(record)) return listedActivityRow(record);
    if (record.has("category") && (record.has("properties") || (record.has("operationName") && record.has("time")))) return this.envelope(record);
    if (record.has("activityDisplayName") && record.has("activityDateTime")) return directoryAuditRow(record, this.columns);
    if (record.has("createdDateTime") && record.has("userPrincipalName") && record.has("appDisplayName")) return signInRow(record, this.columns);
    return record.has("Timestamp") ? this.logAnalyticsRow(record) : unknown(record);
  }

  /** Rows of Purview's tables do, whose columns are named like the fields of audit records. */
  private namesItsTable(record: Fields): boolean {
    return record.has("TimeGenerated") && this.columns.namedTable(Object.keys(record.object), tableNames(record)) !== undefined;
  }

  /** What Search-UnifiedAuditLog, Purview's export and Graph's audit log queries put around a record. */
  private auditData(wrapper: Fields): Recognition {
    const written = wrapper.get("AuditData");
    const inside = typeof written === "string" ? parsed(written) : written;
    if (!isObject(inside)) return { skipped: "has AuditData that is cut short or no JSON", detail: shown(wrapper.text("AuditData")) };
    const whole = completed(inside, wrapper);
    return isUnifiedAudit(whole) ? this.unifiedAudit.recognise(whole) : unknown(whole);
  }

  private envelope(record: Fields): Recognition {
    const category = record.text("category");
    const table = tableOfCategory(category, this.columns);
    if (table !== undefined) return this.withWhatItHolds(diagnosticRow(table, record, this.columns));
    if (isActivityCategory(category) && record.has("resourceId")) return exportedActivityRow(record);
    return { skipped: "is of an unknown category", detail: shown(category) };
  }

  private logAnalyticsRow(record: Fields): Recognition {
    const keys = Object.keys(record.object);
    const table = this.columns.tableOf(keys, tableNames(record));
    if (table === undefined) return { skipped: "is a row of no known table", detail: `has ${someOf(keys)}` };
    const written = record.first("TimeGenerated", "Timestamp");
    const time = timeOf(written);
    if (time === undefined) return withoutTime(written);
    const cells: JsonObject = { ...this.columns.cells(table, record.object), TimeGenerated: written, Type: table };
    return this.withWhatItHolds({ kind: "Log Analytics row", time, rows: [{ table, cells }] });
  }

  /** A record that tells of the same in another table's words is a row of that table too, where no other export holds it. */
  private withWhatItHolds(found: Recognition): Recognition {
    const row = "skipped" in found ? undefined : found.rows[0];
    if ("skipped" in found || row === undefined) return found;
    const more = row.table === "CloudAppEvents" ? this.rawEvent(row) : row.table === "AlertInfo" ? [securityAlertOf(row)] : [];
    return more.length === 0 ? found : { ...found, rows: [...found.rows, ...more] };
  }

  /** CloudAppEvents keeps the unified audit record that it was made of. */
  private rawEvent({ cells }: TableRow): readonly TableRow[] {
    const raw: Json | undefined = new Fields(cells).get("RawEventData");
    if (!isObject(raw) || !isUnifiedAudit(new Fields(raw))) return [];
    const inside = this.unifiedAudit.recognise(new Fields(raw));
    return "skipped" in inside ? [] : inside.rows;
  }
}

/** What the wrappers call what the record itself may leave out. */
const SAID_OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  CreationTime: ["CreationTime", "CreationDate", "createdDateTime"],
  Operation: ["operation", "Operations"],
  UserId: ["userPrincipalName", "UserIds"],
  Workload: ["service"],
  ObjectId: ["objectId"],
  ClientIP: ["clientIp"],
};

/**
 * The record inside a wrapper. Graph documents its fields in a dictionary of their own, and its beta gives them without one:
 * https://learn.microsoft.com/en-us/graph/api/resources/security-exchangemailboxauditrecord
 */
function completed(inside: JsonObject, wrapper: Fields): Fields {
  const dictionary = inside["dynamicProperties"];
  const record = isObject(dictionary) ? { ...inside, ...dictionary } : inside;
  const fields = new Fields(record);
  const missing = Object.entries(SAID_OUTSIDE).flatMap(([name, outside]): [string, Json][] => {
    const said = fields.has(name) ? "" : wrapper.first(...outside);
    return said === "" ? [] : [[name, said]];
  });
  return missing.length === 0 ? fields : new Fields({ ...record, ...Object.fromEntries(missing) });
}

function hasTime(record: Fields): boolean {
  return record.has("TimeGenerated") || record.has("Timestamp");
}

/** What may name a row's table, in the exports of the API, of clients and of the workspace. */
function tableNames(record: Fields): readonly string[] {
  return [record.first("TableName"), record.first("$table"), record.first("Type")];
}

function unknown(record: Fields): UnrecognisedRecord {
  return { skipped: "is no record of a known log", detail: `has ${someOf(Object.keys(record.object))}` };
}

function someOf(keys: readonly string[]): string {
  return keys.length === 0 ? "no fields" : keys.slice(0, 3).map(shown).join(", ");
}
