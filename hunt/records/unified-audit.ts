import type { Tables } from "../../catalogue/tables";
import { dateTimeText } from "../../kql/values/datetime";
import { recordTypeName } from "./audit-enums";
import { isComplianceAlert, securityAlertRow } from "./compliance-alert";
import { auditLogsRow, signinLogsRow } from "./entra-audit";
import { Fields } from "./fields";
import { OfficeActivityRows } from "./office-activity";
import { type Recognition, type TableRow, withoutTime } from "./recognised";
import { isRestriction, restrictionRow } from "./restriction";
import { timeOf } from "./time";

/** Whether an object is a record of the unified audit log. All of these are mandatory but Workload; samples and tools leave some of them out. */
export function isUnifiedAudit(record: Fields): boolean {
  return record.has("Operation") && record.has("CreationTime") && ["Workload", "RecordType", "UserId"].some((name) => record.has(name));
}

/** RecordTypes of sign-ins. */
const SIGN_INS = new Set(["AzureActiveDirectoryAccountLogon", "AzureActiveDirectoryStsLogon"]);

/** Makes rows of the unified audit log's records, each of the table that Sentinel keeps such records in, or would. */
export class UnifiedAudit {
  private readonly officeActivity: OfficeActivityRows;

  constructor(tables: Tables) {
    this.officeActivity = new OfficeActivityRows(tables.get("OfficeActivity") ?? []);
  }

  recognise(record: Fields): Recognition {
    const written = record.text("CreationTime");
    const time = timeOf(written);
    if (time === undefined) return withoutTime(written);
    return { kind: "unified audit record", time, rows: this.rowsOf(record, dateTimeText(time)) };
  }

  private rowsOf(record: Fields, time: string): readonly TableRow[] {
    const row = this.rowOf(record, time);
    return isRestriction(record) ? [row, restrictionRow(record, time)] : [row];
  }

  private rowOf(record: Fields, time: string): TableRow {
    if (isComplianceAlert(record)) return securityAlertRow(record, time);
    const type = recordTypeName(record.text("RecordType"));
    if (record.text("Workload") !== "AzureActiveDirectory" && !type.startsWith("AzureActiveDirectory")) return this.officeActivity.row(record.object, time);
    const isSignIn = SIGN_INS.has(type) || /^User(?:LoggedIn|LoginFailed)$/u.test(record.text("Operation"));
    return isSignIn ? signinLogsRow(record, time) : auditLogsRow(record, time);
  }
}
