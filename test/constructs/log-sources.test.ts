import type { ConnectorId, ConnectorState } from "../../catalogue/connectors";
import { LogSources } from "../../constructs/log-sources";
import { addresses, resource, synthesize, WORKSPACE, type Attributes, type TerraformJson } from "../support/stack";
import { connectors, tenantWith } from "../support/tenant-in-code";

function sources(states: Partial<Record<ConnectorId, ConnectorState>>): { json: TerraformJson; count: number } {
  let made: LogSources | undefined;
  const json = synthesize((stack) => (made = new LogSources(stack, "LogSources", { tenant: tenantWith({ connectors: connectors(states) }), workspace: WORKSPACE })));
  return { json, count: made!.resources.length };
}

const SENTINEL = "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel";
const TENANT = "11111111-1111-4111-8111-111111111111";
const shared = { log_analytics_workspace_id: WORKSPACE.id, tenant_id: TENANT, depends_on: [SENTINEL] };

/** What a connector declares, by the type and name of its resource. */
const DECLARED: readonly [ConnectorId, string, string, Attributes][] = [
  ["sentinel", "azurerm_sentinel_log_analytics_workspace_onboarding", "sentinel", { workspace_id: WORKSPACE.id, customer_managed_key_enabled: false }],
  ["office365", "azurerm_sentinel_data_connector_office_365", "office-365", { name: "office-365", ...shared, exchange_enabled: true, sharepoint_enabled: true, teams_enabled: true }],
  ["defenderForOffice365", "azurerm_sentinel_data_connector_office_atp", "defender-for-office-365", { name: "defender-for-office-365", ...shared }],
  ["defenderXdr", "azurerm_sentinel_data_connector_microsoft_threat_protection", "defender-xdr", { name: "defender-xdr", ...shared }],
  [
    "entraDiagnostics",
    "azurerm_monitor_aad_diagnostic_setting",
    "entra",
    {
      name: "mailbox-baseline-acme",
      log_analytics_workspace_id: WORKSPACE.id,
      enabled_log: ["AuditLogs", "SignInLogs", "NonInteractiveUserSignInLogs", "ServicePrincipalSignInLogs", "MicrosoftGraphActivityLogs"].map((category) => ({ category, retention_policy: { enabled: false, days: 0 } })),
    },
  ],
  [
    "sentinelHealth",
    "azurerm_monitor_diagnostic_setting",
    "sentinel-health",
    {
      name: "mailbox-baseline-acme-sentinel-health",
      target_resource_id: `${WORKSPACE.id}/providers/Microsoft.SecurityInsights/settings/SentinelHealth`,
      log_analytics_workspace_id: WORKSPACE.id,
      enabled_log: [{ category_group: "allLogs" }],
      depends_on: [SENTINEL],
    },
  ],
  [
    "activityLog",
    "azurerm_monitor_diagnostic_setting",
    "activity-log",
    {
      name: "mailbox-baseline-acme-activity-log",
      target_resource_id: "/subscriptions/22222222-2222-4222-8222-222222222222",
      log_analytics_workspace_id: WORKSPACE.id,
      enabled_log: ["Administrative", "Security", "Alert", "Policy"].map((category) => ({ category })),
    },
  ],
];

describe.each(DECLARED)("the log source %s", (connector, type, name, attributes) => {
  const { json, count } = sources({ sentinel: "declared", [connector]: "declared" });

  it("is declared where the tenant file says so", () => {
    expect(resource(json, type, name)).toEqual(attributes);
  });

  it("comes alone with Sentinel, and both are what rules wait for", () => {
    expect(addresses(json)).toEqual([...new Set([SENTINEL, `${type}.${name}`])].sort());
    expect(count).toBe(addresses(json).length);
  });

  it.each(["existing", "absent"] as const)("is not declared where it is %s", (state) => {
    expect(addresses(sources({ [connector]: state }).json)).toEqual([]);
  });
});

describe("a connector on a Sentinel that exists already", () => {
  it.each(DECLARED.filter(([connector]) => connector !== "sentinel"))("waits for nothing: %s", (connector, type, name, attributes) => {
    const waits = resource(sources({ sentinel: "existing", [connector]: "declared" }).json, type, name);
    expect(waits["depends_on"]).toBeUndefined();
    expect({ ...waits, depends_on: attributes["depends_on"] }).toEqual(attributes);
  });
});
