import type { TableColumn } from "../../catalogue/tables";
import { logonTypeName, recordTypeName, userTypeName } from "./audit-enums";
import { parametersIn } from "./cmdlet-parameters";
import { emptyObject, type Json, type JsonObject, textOf, unpacked } from "./json";
import type { TableRow } from "./recognised";

/**
 * Which columns of OfficeActivity hold a field of a unified audit record under another name. "Seen": in an exported row, or in a query that Microsoft ships; "inferred":
 * from the two documentations. All other fields stand in the column of their own name, or in none: OperationCount, for one, has none.
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/officeactivity
 */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  Id: ["OfficeId", "SourceRecordId"], // seen: both hold it
  Workload: ["OfficeWorkload"], // seen
  ObjectId: ["OfficeObjectId"], // seen
  OrganizationId: ["OrganizationId", "OfficeTenantId"], // the first seen, the second inferred
  ClientIPAddress: ["Client_IPAddress"], // seen, on mailbox events
  LogonType: ["Logon_Type"], // seen
  Site: ["Site_"], // inferred
  SiteUrl: ["Site_Url"], // seen
  SourceName: ["Source_Name"], // inferred
  EventData: ["Event_Data"], // inferred
  CrossMailboxOperation: ["CrossMailboxOperations"], // inferred
  Target: ["AADTarget"], // inferred
  AzureActiveDirectoryEventType: ["AzureActiveDirectory_EventType"], // inferred
};

/** Times of the connector's own, which a record's fields of like names don't mean. */
const NOT_OF_THE_RECORD = new Set(["TimeGenerated", "Type", "SourceSystem", "TenantId"]);

/** What a column shows of a field's value. */
const FORMS: Readonly<Record<string, (value: Json) => Json>> = {
  RecordType: (value) => recordTypeName(textOf(value)),
  UserType: (value) => userTypeName(textOf(value)),
  Logon_Type: (value) => logonTypeName(textOf(value)),
  Parameters: asParameterList,
};

/** What is remembered: a log has a few hundred names of fields, a hostile file any number of any length. */
const MOST_SPELLINGS = 10_000;
const LONGEST_NAME = 100;

interface Target {
  readonly column: string;
  readonly form: (value: Json) => Json;
}

/** Makes rows of OfficeActivity of unified audit records. */
export class OfficeActivityRows {
  /** By the field's name in small letters, and in each spelling that was met. */
  private readonly targets = new Map<string, readonly Target[]>();

  constructor(columns: readonly TableColumn[]) {
    const typeOf = new Map(columns.map(({ name, type }) => [name, type]));
    const target = (column: string): Target => ({ column, form: FORMS[column] ?? (typeOf.get(column) === "string" ? textOf : dynamicForm) });
    for (const { name } of columns) if (!NOT_OF_THE_RECORD.has(name)) this.targets.set(name.toLowerCase(), [target(name)]);
    for (const [field, names] of Object.entries(RENAMED)) this.targets.set(field.toLowerCase(), names.filter((name) => typeOf.has(name)).map(target));
  }

  /** @param time the record's own, as ISO 8601 */
  row(record: JsonObject, time: string): TableRow {
    const cells = emptyObject();
    for (const key of Object.keys(record)) {
      const value = record[key];
      if (value === undefined || value === null) continue;
      for (const { column, form } of this.targetsOf(key)) cells[column] = form(value);
    }
    return { table: "OfficeActivity", cells: Object.assign(cells, { TimeGenerated: time, Type: "OfficeActivity", SourceSystem: "OfficeActivityManager" }) };
  }

  private targetsOf(key: string): readonly Target[] {
    const known = this.targets.get(key);
    if (known !== undefined) return known;
    const targets = this.targets.get(key.toLowerCase()) ?? [];
    if (this.targets.size < MOST_SPELLINGS && key.length < LONGEST_NAME) this.targets.set(key, targets);
    return targets;
  }
}

function dynamicForm(value: Json): Json {
  return unpacked(value) ?? null;
}

/**
 * Exchange's records list a cmdlet's parameters; those of the Security & Compliance centre (RecordType 18) write them as they were typed. Made alike, so that one query
 * reads both. Only a hunt sees the latter: no connector brings these records into a workspace.
 */
function asParameterList(value: Json): Json {
  if (typeof value !== "string" || /^\s*(?:[[{]|$)/u.test(value)) return textOf(value);
  return JSON.stringify(parametersIn(value));
}
