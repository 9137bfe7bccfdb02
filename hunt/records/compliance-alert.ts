import { recordTypeName } from "./audit-enums";
import { Fields } from "./fields";
import { isObject, type Json } from "./json";
import type { TableRow } from "./recognised";
import { timeOf } from "./time";

/** The only operations of alerts: https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#security-and-compliance-alerts-schema */
const OPERATIONS = new Set(["AlertTriggered", "AlertEntityGenerated", "AlertUpdated"]);

export function isComplianceAlert(record: Fields): boolean {
  return recordTypeName(record.text("RecordType")) === "SecurityComplianceAlerts" || (OPERATIONS.has(record.text("Operation")) && record.has("AlertId"));
}

/** SecurityAlert's words for the states of an alert. */
const STATES: Readonly<Record<string, string>> = { Active: "New", Investigating: "InProgress" };

/** Which provider's alert of SecurityAlert the record's source is: ids and names as the connectors write them. */
function providerOf(source: string): { readonly ProviderName: string; readonly ProductName: string } {
  if (/cloud app/iu.test(source)) return { ProviderName: "MCAS", ProductName: "Microsoft Cloud App Security" };
  return { ProviderName: "OATP", ProductName: "Office 365 Advanced Threat Protection" };
}

/** A row of SecurityAlert of an alert in the unified audit log. @param time the record's own, as ISO 8601 */
export function securityAlertRow(record: Fields, time: string): TableRow {
  const json = record.get("Data");
  const data = new Fields(isObject(json) ? json : {});
  const user = userOf(record, data);
  const link = record.list("AlertLinks")[0]?.text("AlertLinkHref") ?? "";
  const status = record.text("Status");
  const name = record.text("Name");
  return {
    table: "SecurityAlert",
    cells: {
      TimeGenerated: time,
      ProcessingEndTime: time,
      StartTime: timeOf(data.text("ts")) === undefined ? time : data.text("ts"),
      EndTime: timeOf(data.text("te")) === undefined ? time : data.text("te"),
      AlertName: name,
      DisplayName: name,
      AlertSeverity: record.text("Severity"),
      AlertType: record.text("PolicyId"),
      Description: data.first("ad") || record.text("Comments"),
      ...providerOf(record.text("Source")),
      VendorName: "Microsoft",
      VendorOriginalId: record.text("AlertId"),
      // Every record of one alert has its AlertId, and a row of its own.
      SystemAlertId: record.text("AlertId"),
      Status: STATES[status] ?? status,
      CompromisedEntity: user,
      AlertLink: link,
      Entities: JSON.stringify(entitiesOf(user)),
      ExtendedProperties: JSON.stringify({ Category: record.text("Category"), Status: status, Severity: record.text("Severity"), Operation: record.text("Operation"), EntityType: record.text("EntityType") }),
      Type: "SecurityAlert",
      SourceSystem: "Detection",
    },
  };
}

/** Whom the alert is about. AlertEntityId may hold a display name, and ObjectId is the alert's own id where no entity was generated. */
function userOf(record: Fields, data: Fields): string {
  const candidates = [data.text("eid"), record.text("ObjectId"), record.text("AlertEntityId"), data.text("f3u"), data.text("suid")].map((text) => text.trim());
  return candidates.find((text) => /^[^\s@]+@[^\s@]+$/u.test(text)) ?? "";
}

/** As the connectors list them: the account, and its mailbox. */
export function entitiesOf(user: string): Json {
  const [name = "", suffix = ""] = user.split("@");
  if (user === "") return [];
  return [
    { $id: "1", MailboxPrimaryAddress: user, Upn: user, Type: "mailbox" },
    { $id: "2", Name: name, UPNSuffix: suffix, Type: "account" },
  ];
}
