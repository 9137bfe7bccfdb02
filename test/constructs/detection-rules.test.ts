import type { TenantDetection } from "../../catalogue/baseline";
import { AuditEnablement } from "../../constructs/audit-enablement";
import { DetectionRules } from "../../constructs/detection-rules";
import { MailboxPermissionAlerts } from "../../constructs/mailbox-permission-alerts";
import { detectionWith, runs } from "../support/detection";
import { addresses, resource, RULE_PROPS, synthesize } from "../support/stack";
import { connectors, tenantWith } from "../support/tenant-in-code";

const FAMILIES = ["audit-enablement", "mailbox-permissions", "sending-restrictions", "application-guardrails", "mailbox-use", "community"] as const;
const ALL: readonly TenantDetection[] = FAMILIES.map((family) => runs(detectionWith({ id: `of-${family}`, family })));
const SCHEDULED = "azurerm_sentinel_alert_rule_scheduled";

describe("a family of detections", () => {
  it.each(FAMILIES)("takes its own of all the tenant's: %s", (family) => {
    expect(addresses(synthesize((stack) => new DetectionRules(stack, "Rules", family, { rules: ALL, ...RULE_PROPS })))).toEqual([`${SCHEDULED}.of-${family}`]);
  });

  it("declares what is off, and not what is not applicable", () => {
    const rules = [runs(detectionWith({ id: "on" })), runs(detectionWith({ id: "off" }), { state: "off" }), runs(detectionWith({ id: "none" }), { state: "not applicable" })];
    const json = synthesize((stack) => new DetectionRules(stack, "Rules", "mailbox-permissions", { rules, ...RULE_PROPS }));
    expect(addresses(json)).toEqual([`${SCHEDULED}.off`, `${SCHEDULED}.on`]);
  });
});

describe("the alerts on mailbox permissions", () => {
  it("are the detections of that family", () => {
    expect(addresses(synthesize((stack) => new MailboxPermissionAlerts(stack, "Alerts", { rules: ALL, ...RULE_PROPS })))).toEqual([`${SCHEDULED}.of-mailbox-permissions`]);
  });
});

describe("the enablement of auditing", () => {
  const tenant = tenantWith({ connectors: connectors({ sentinel: "declared", office365: "declared", entraDiagnostics: "declared" }) });
  const json = synthesize((stack) => new AuditEnablement(stack, "AuditEnablement", { tenant, rules: ALL }));

  it("is the workspace, whom alerts tell, the sources of logs, and the detections that watch over them", () => {
    expect(addresses(json)).toEqual([
      "azurerm_log_analytics_workspace.workspace",
      "azurerm_monitor_aad_diagnostic_setting.entra",
      "azurerm_monitor_action_group.recipients",
      "azurerm_resource_group.baseline",
      `${SCHEDULED}.of-audit-enablement`,
      "azurerm_sentinel_data_connector_office_365.office-365",
      "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel",
    ]);
    expect(Object.keys(json.check ?? {})).toEqual(["log-retention-kept"]);
  });

  it("points everything to the workspace it made", () => {
    const id = "${azurerm_log_analytics_workspace.workspace.id}";
    expect(resource(json, SCHEDULED, "of-audit-enablement")["log_analytics_workspace_id"]).toBe(id);
    expect(resource(json, "azurerm_sentinel_data_connector_office_365", "office-365")["log_analytics_workspace_id"]).toBe(id);
    expect(resource(json, "azurerm_monitor_action_group", "recipients")["resource_group_name"]).toBe("${azurerm_resource_group.baseline.name}");
  });

  it("lets its rules wait for every source of logs", () => {
    expect(resource(json, SCHEDULED, "of-audit-enablement")["depends_on"]).toEqual([
      "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel",
      "azurerm_sentinel_data_connector_office_365.office-365",
      "azurerm_monitor_aad_diagnostic_setting.entra",
    ]);
  });
});
