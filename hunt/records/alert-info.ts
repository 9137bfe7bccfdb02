import { Fields } from "./fields";
import type { TableRow } from "./recognised";

/** A row of AlertInfo, Defender XDR's table of alerts, as the row of SecurityAlert that Sentinel's connector makes of the same alert. Whom it is about stands in AlertEvidence. */
export function securityAlertOf({ cells }: TableRow): TableRow {
  const info = new Fields(cells);
  const title = info.text("Title");
  const time = info.first("TimeGenerated", "Timestamp");
  return {
    table: "SecurityAlert",
    cells: {
      TimeGenerated: time,
      StartTime: time,
      AlertName: title,
      DisplayName: title,
      AlertSeverity: info.text("Severity"),
      SystemAlertId: info.text("AlertId"),
      VendorOriginalId: info.text("AlertId"),
      ProviderName: info.text("ServiceSource"),
      ProductName: info.text("ServiceSource"),
      VendorName: "Microsoft",
      Entities: "[]",
      Type: "SecurityAlert",
    },
  };
}
