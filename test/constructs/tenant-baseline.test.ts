import { loadCatalogue } from "../../catalogue/load";
import type { Detection } from "../../catalogue/detection";
import type { Tenant } from "../../catalogue/tenant";
import { TenantBaseline } from "../../constructs/tenant-baseline";
import { baselineKeys, detectionWith, nearRealTimeDetection } from "../support/detection";
import { addresses, resource, synthesize, type TerraformJson } from "../support/stack";
import { approvedApplication, connectors, EXISTING_WORKSPACE, LIVE, NOW, OVER, tenantWith } from "../support/tenant-in-code";

/** One of each family; the last reads a table that only Entra's diagnostic settings bring. */
const DETECTIONS: readonly Detection[] = [
  detectionWith({ id: "audit-off", family: "audit-enablement" }),
  detectionWith({ id: "mailbox-opened", family: "mailbox-permissions" }),
  nearRealTimeDetection({ id: "user-restricted", family: "sending-restrictions", investigation: [{ id: "why", title: "Why", description: "Why.", query: "SecurityAlert" }] }),
  detectionWith({ id: "community-rule", family: "community" }),
  detectionWith({ id: "app-granted", family: "application-guardrails", query: "AuditLogs", tables: ["AuditLogs"] }),
];
const SCHEDULED = "azurerm_sentinel_alert_rule_scheduled";
const NRT = "azurerm_sentinel_alert_rule_nrt";
const ALERT = "azurerm_monitor_scheduled_query_rules_alert_v2";

function baselineOf(overrides: Partial<Tenant> = {}, detections = DETECTIONS): { json: TerraformJson; made: TenantBaseline } {
  let made: TenantBaseline | undefined;
  const json = synthesize((stack) => (made = new TenantBaseline(stack, "Baseline", { tenant: tenantWith(overrides), detections, now: NOW })));
  return { json, made: made! };
}

const ofType = (json: TerraformJson, type: string): string[] => Object.keys(json.resource?.[type] ?? {}).sort();

describe("a tenant's baseline", () => {
  const { json, made } = baselineOf();

  it("is a rule for each applicable detection of every family, and what they stand on", () => {
    expect(addresses(json)).toEqual([
      "azurerm_log_analytics_query_pack.investigation",
      "azurerm_log_analytics_query_pack_query.why",
      "azurerm_log_analytics_saved_search.why",
      "azurerm_log_analytics_workspace.workspace",
      "azurerm_monitor_action_group.recipients",
      `${ALERT}.incidents`,
      "azurerm_resource_group.baseline",
      `${NRT}.user-restricted`,
      `${SCHEDULED}.audit-off`,
      `${SCHEDULED}.community-rule`,
      `${SCHEDULED}.mailbox-opened`,
      "azurerm_sentinel_data_connector_office_365.office-365",
      "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel",
    ]);
  });

  it("says what became of every detection, those not applicable included", () => {
    expect(made.rules.map(({ detection, state }) => `${detection.id}: ${state}`)).toEqual(["audit-off: on", "mailbox-opened: on", "user-restricted: on", "community-rule: on", "app-granted: not applicable"]);
  });

  it("tells of the incidents of every rule that is declared, of no other", () => {
    const [criterion] = resource(json, ALERT, "incidents")["criteria"] as { query: string }[];
    expect(criterion!.query.split("\n")[0]).toBe('let baselineRules = dynamic(["audit-off", "mailbox-opened", "user-restricted", "community-rule"]);');
  });

  it.each(["sentinel", "azure-monitor"] as const)("declares mailbox use and hunting queries, and leaves the latter out of what is told of and of what must not be tampered with (%s)", (alerting) => {
    const watching = detectionWith({ id: "rules-watched", family: "audit-enablement", baseline: baselineKeys(["CM0074.alert"], { family: "audit-enablement", parameters: { ruleIds: { from: "baseline.ruleIds" } } }) });
    const detections = [detectionWith({ id: "mailbox-read", family: "mailbox-use" }), nearRealTimeDetection({ id: "looked-around", family: "mailbox-use", kind: "Hunting" }), watching];
    const { json: declared } = baselineOf({ alerting }, detections);
    expect(ofType(declared, "azurerm_log_analytics_saved_search")).toEqual(["looked-around"]);
    expect(alerting === "sentinel" ? ofType(declared, SCHEDULED) : ofType(declared, ALERT)).toEqual(["mailbox-read", "rules-watched"]);
    expect(JSON.stringify(declared)).toContain('let ruleIds = dynamic([\\\"mailbox-read\\\", \\\"rules-watched\\\"]);');
  });

  it("lets every rule and the notification wait for every source of logs", () => {
    const all = connectors({ sentinel: "declared", office365: "declared", defenderXdr: "declared", entraDiagnostics: "declared", sentinelHealth: "declared", activityLog: "declared" });
    const full = baselineOf({ connectors: all }).json;
    const rules = [SCHEDULED, NRT, ALERT].flatMap((type) => ofType(full, type).map((name) => resource(full, type, name)));
    expect(rules.map(({ name }) => name)).toEqual(["app-granted", "audit-off", "community-rule", "mailbox-opened", "user-restricted", "mailbox-baseline-incidents"]);
    for (const rule of rules) {
      expect(rule["depends_on"]).toEqual([
        "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel",
        "azurerm_sentinel_data_connector_office_365.office-365",
        "azurerm_sentinel_data_connector_microsoft_threat_protection.defender-xdr",
        "azurerm_monitor_aad_diagnostic_setting.entra",
        "azurerm_monitor_diagnostic_setting.sentinel-health",
        "azurerm_monitor_diagnostic_setting.activity-log",
      ]);
    }
  });

  it("lets its rules wait for nothing where every source of logs exists already", () => {
    const existing = baselineOf({ workspace: EXISTING_WORKSPACE, connectors: connectors({ sentinel: "existing", office365: "existing" }) }).json;
    expect(resource(existing, SCHEDULED, "mailbox-opened")).toMatchObject({ depends_on: [], log_analytics_workspace_id: EXISTING_WORKSPACE.id });
  });

  it("runs a detection as the tenant's live change says", () => {
    const changes = new Map([["mailbox-opened", { ...LIVE, enabled: true, severity: "High" as const, threshold: 5, parameters: {}, owner: "SOC", reason: "It matters here." }]]);
    expect(resource(baselineOf({ changes }).json, SCHEDULED, "mailbox-opened")).toMatchObject({ severity: "High", trigger_threshold: 5 });
  });

  it("runs a detection as the catalogue says once the change has lapsed, by the instant it is given", () => {
    const changes = new Map([["mailbox-opened", { ...OVER, enabled: false, parameters: {}, owner: "SOC", reason: "Too loud." }]]);
    expect(resource(baselineOf({ changes }).json, SCHEDULED, "mailbox-opened")).toEqual(resource(json, SCHEDULED, "mailbox-opened"));
  });

  it("checks the applications whose approval is live", () => {
    expect(Object.keys(baselineOf({ approvedApplications: [approvedApplication()] }).json.check ?? {})).toEqual(["approved-applications-exist", "log-retention-kept"]);
    expect(Object.keys(baselineOf({ approvedApplications: [approvedApplication(OVER)] }).json.check ?? {})).toEqual(["log-retention-kept"]);
  });

  it("declares no rule and no notification where nothing brings a table", () => {
    const empty = baselineOf({ connectors: connectors({ sentinel: "declared" }) }).json;
    expect(addresses(empty).filter((address) => /alert|query_pack|saved_search/u.test(address))).toEqual([]);
  });

  it("comes with the package's own catalogue where it is given none", () => {
    const stackless = synthesize((stack) => {
      const { rules } = new TenantBaseline(stack, "Baseline", { tenant: tenantWith(), now: NOW });
      expect(rules.map(({ detection }) => detection.id)).toEqual(loadCatalogue().map(({ id }) => id));
    });
    expect(ofType(stackless, SCHEDULED).length).toBeGreaterThan(0);
  });
});

describe("a baseline that alerts by Azure Monitor", () => {
  const { json } = baselineOf({ alerting: "azure-monitor" });

  it("has an alert for each detection, which calls the action group itself, and no rule of Sentinel", () => {
    expect(ofType(json, ALERT)).toEqual(["audit-off", "community-rule", "mailbox-opened", "user-restricted"]);
    expect([...ofType(json, SCHEDULED), ...ofType(json, NRT)]).toEqual([]);
    expect(resource(json, ALERT, "mailbox-opened")["action"]).toMatchObject({ action_groups: ["${azurerm_monitor_action_group.recipients.id}"] });
  });

  it("leaves out a detection that Azure Monitor refuses", () => {
    const refused = baselineOf({ alerting: "azure-monitor" }, [detectionWith({ query: "OfficeActivity | evaluate bag_unpack(a)" })]);
    expect(ofType(refused.json, ALERT)).toEqual([]);
    expect(refused.made.rules[0]!.reason).toBe("Azure Monitor refuses bag_unpack in an alert's query");
  });
});

describe("a detection's exceptions", () => {
  it("stand in its rule's query, each with its end", () => {
    const exception = { ...LIVE, rule: { kind: "detection" as const, id: "mailbox-opened" }, entity: "bob@acme.example", value: "FullAccess", owner: "SOC", reason: "His assistant." };
    const detection = detectionWith({ baseline: baselineKeys([], { exceptions: [{ entity: "the mailbox", value: "the right" }] }) });
    const rule = resource(baselineOf({ exceptions: [exception] }, [detection]).json, SCHEDULED, "mailbox-opened");
    expect(rule["query"]).toBe(`let exceptions = datatable(entity: string, value: string, expires: datetime)[
"bob@acme.example", "FullAccess", datetime(2027-01-01)
];
OfficeActivity
| take 1
`);
  });
});
