import { recordTypeName } from "./audit-enums";
import { entitiesOf } from "./compliance-alert";
import type { Fields } from "./fields";
import type { TableRow } from "./recognised";

/**
 * Outbound spam protection's own record that it restricts somebody (RecordType 51, HygieneTenantEvents): `Event` is Listed or Delisted, `EventValue` the user.
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#hygiene-events-schema
 */
export function isRestriction(record: Fields): boolean {
  return recordTypeName(record.text("RecordType")) === "HygieneEvent" && record.text("Event") === "Listed" && /^[^\s@]+@[^\s@]+$/u.test(record.text("EventValue").trim());
}

/**
 * A row of SecurityAlert as the restriction's alert would be, so that a hunt finds it where the alert was switched off or not exported. No workspace ever holds such a
 * row: the connectors bring the alert only. @param time the record's own, as ISO 8601
 */
export function restrictionRow(record: Fields, time: string): TableRow {
  const user = record.text("EventValue").trim();
  const name = "User restricted from sending email";
  return {
    table: "SecurityAlert",
    cells: {
      TimeGenerated: time,
      StartTime: time,
      EndTime: time,
      ProcessingEndTime: time,
      AlertName: name,
      DisplayName: name,
      AlertSeverity: "High",
      Description: record.text("Reason"),
      ProviderName: "HygieneEvent",
      VendorName: "Microsoft",
      SystemAlertId: record.text("Id"),
      CompromisedEntity: user,
      Entities: JSON.stringify(entitiesOf(user)),
      Type: "SecurityAlert",
    },
  };
}
