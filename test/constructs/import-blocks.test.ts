import { MonitorActionGroup } from "@cdktf/provider-azurerm/lib/monitor-action-group";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack, TerraformVariable } from "cdktf";
import fc from "fast-check";
import { existingIds } from "../../catalogue/azure-id";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import type { Tenant } from "../../catalogue/tenant";
import { declaredIds, type DeclaredId } from "../../constructs/declared-ids";
import { ImportBlocks } from "../../constructs/import-blocks";
import { TenantStack } from "../../constructs/tenant-stack";
import { detectionWith, nearRealTimeDetection } from "../support/detection";
import { terraformJson, testApp, type TerraformJson } from "../support/stack";
import { approvedApplication, connectors, EXISTING_WORKSPACE, NOW, tenantWith } from "../support/tenant-in-code";

const SUBSCRIPTION = "22222222-2222-4222-8222-222222222222";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-acme`;
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-acme`;
const RULE = `${WORKSPACE}/providers/Microsoft.SecurityInsights/alertRules/mailbox-opened`;

const DETECTIONS = [
  detectionWith(),
  nearRealTimeDetection({ id: "mailbox-opened-at-once" }),
  detectionWith({ id: "user-restricted", family: "sending-restrictions", investigation: [{ id: "user-restricted-why", title: "Why", description: "Why it was.", query: "OfficeActivity | take 1" }] }),
];
const EVERYTHING = connectors({ sentinel: "declared", office365: "declared", defenderForOffice365: "declared", defenderXdr: "declared", entraDiagnostics: "declared", sentinelHealth: "declared", activityLog: "declared" });

function stackOf(overrides: Partial<Tenant> = {}, existing: readonly string[] = []): TenantStack {
  return new TenantStack(testApp(), "acme", { tenant: tenantWith(overrides), detections: DETECTIONS, now: NOW, existing: existingIds(existing) });
}

function blocksOf(stack: TerraformStack): unknown {
  return (terraformJson(stack) as TerraformJson & { import?: unknown }).import;
}

/** A stack of one's own, told that these exist. */
function blocksIn(build: (stack: TerraformStack) => void, existing: readonly string[]): ImportBlocks {
  const stack = new TerraformStack(testApp(), "acme");
  build(stack);
  return new ImportBlocks(stack, "Imports", { subscriptionId: SUBSCRIPTION, existing: existingIds(existing) });
}

const ids = (declared: readonly DeclaredId[]): Record<string, string> => Object.fromEntries(declared.map((d) => [d.address, "unknown" in d ? `unknown: ${d.unknown}` : d.terraform]));

describe("what Terraform's import takes for a declared resource", () => {
  it("is, on a workspace that the stack creates, made of the tenant file alone", () => {
    expect(ids(declaredIds(stackOf({ connectors: EVERYTHING }), SUBSCRIPTION))).toEqual({
      "azurerm_resource_group.baseline": GROUP,
      "azurerm_log_analytics_workspace.workspace": WORKSPACE,
      "azurerm_monitor_action_group.recipients": `${GROUP}/providers/Microsoft.Insights/actionGroups/ag-acme-mailbox-baseline`,
      "azurerm_sentinel_log_analytics_workspace_onboarding.sentinel": `${WORKSPACE}/providers/Microsoft.SecurityInsights/onboardingStates/default`,
      "azurerm_sentinel_data_connector_office_365.office-365": `${WORKSPACE}/providers/Microsoft.SecurityInsights/dataConnectors/office-365`,
      "azurerm_sentinel_data_connector_office_atp.defender-for-office-365": `${WORKSPACE}/providers/Microsoft.SecurityInsights/dataConnectors/defender-for-office-365`,
      "azurerm_sentinel_data_connector_microsoft_threat_protection.defender-xdr": `${WORKSPACE}/providers/Microsoft.SecurityInsights/dataConnectors/defender-xdr`,
      "azurerm_monitor_aad_diagnostic_setting.entra": "/providers/Microsoft.AADIAM/diagnosticSettings/mailbox-baseline-acme",
      "azurerm_monitor_diagnostic_setting.sentinel-health": `${WORKSPACE}/providers/Microsoft.SecurityInsights/settings/SentinelHealth|mailbox-baseline-acme-sentinel-health`,
      "azurerm_monitor_diagnostic_setting.activity-log": `/subscriptions/${SUBSCRIPTION}|mailbox-baseline-acme-activity-log`,
      "azurerm_sentinel_alert_rule_scheduled.mailbox-opened": RULE,
      "azurerm_sentinel_alert_rule_nrt.mailbox-opened-at-once": `${WORKSPACE}/providers/Microsoft.SecurityInsights/alertRules/mailbox-opened-at-once`,
      "azurerm_sentinel_alert_rule_scheduled.user-restricted": `${WORKSPACE}/providers/Microsoft.SecurityInsights/alertRules/user-restricted`,
      "azurerm_log_analytics_query_pack.investigation": `${GROUP}/providers/Microsoft.OperationalInsights/queryPacks/qp-acme-mailbox-baseline`,
      "azurerm_log_analytics_query_pack_query.user-restricted-why": expect.stringMatching(/^\/subscriptions\/[\w-]+\/resourceGroups\/rg-acme\/providers\/Microsoft\.OperationalInsights\/queryPacks\/qp-acme-mailbox-baseline\/queries\/[0-9a-f-]{36}$/u) as string,
      "azurerm_log_analytics_saved_search.user-restricted-why": `${WORKSPACE}/savedSearches/user-restricted-why`,
      "azurerm_monitor_scheduled_query_rules_alert_v2.incidents": `${GROUP}/providers/Microsoft.Insights/scheduledQueryRules/mailbox-baseline-incidents`,
    });
  });

  it("is, on a workspace that exists, made of that one's id", () => {
    const found = ids(declaredIds(stackOf({ workspace: EXISTING_WORKSPACE, connectors: connectors({ sentinel: "existing", office365: "existing" }) }), SUBSCRIPTION));
    expect(found["azurerm_sentinel_alert_rule_scheduled.mailbox-opened"]).toBe(`${EXISTING_WORKSPACE.id}/providers/Microsoft.SecurityInsights/alertRules/mailbox-opened`);
    expect(found["azurerm_monitor_action_group.recipients"]).toBe(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-logs/providers/Microsoft.Insights/actionGroups/ag-acme-mailbox-baseline`);
  });

  it("is an alert's, where Azure Monitor runs the detection", () => {
    const found = ids(declaredIds(stackOf({ alerting: "azure-monitor" }), SUBSCRIPTION));
    expect(found["azurerm_monitor_scheduled_query_rules_alert_v2.mailbox-opened"]).toBe(`${GROUP}/providers/Microsoft.Insights/scheduledQueryRules/mailbox-opened`);
  });

  it("can't be told for a grant, and says how it is imported by hand", () => {
    const found = ids(declaredIds(stackOf({ approvedApplications: [approvedApplication({ managed: true })] }), SUBSCRIPTION));
    expect(found["azuread_app_role_assignment.app-33333333-3333-4333-8333-333333333333-microsoft-graph-Mail-Read"]).toMatch(/^unknown: Entra drew its id, .* import it by hand: \/servicePrincipals\/<object id of the API's service principal>\/appRoleAssignedTo\/<id of the assignment>$/u);
  });

  it.each(loadTenants("tenants", loadCatalogue()).map((tenant) => [tenant.name, tenant] as const))("is known for every type that the sample %s declares", (_name, tenant) => {
    const declared = declaredIds(new TenantStack(testApp(), tenant.name, { tenant, now: NOW }), tenant.subscriptionId);
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter((d) => "unknown" in d && !d.address.startsWith("azuread_app_role_assignment."))).toEqual([]);
  });

  it("is not guessed for another type, or a name that only an apply tells", () => {
    const { notLookedFor, imported } = blocksIn((stack) => {
      const group = new ResourceGroup(stack, "group", { name: new TerraformVariable(stack, "name", {}).stringValue, location: "westeurope" });
      new MonitorActionGroup(stack, "actions", { name: "ag", shortName: "ag", resourceGroupName: group.name });
      new StorageAccount(stack, "account", { name: "st", resourceGroupName: "rg-acme", location: "westeurope", accountTier: "Standard", accountReplicationType: "LRS" });
    }, [`${GROUP}/providers/Microsoft.Insights/actionGroups/ag`, `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`]);
    expect(imported).toEqual([]);
    expect(notLookedFor).toEqual([
      { address: "azurerm_resource_group.group", reason: "its name, or what holds it, is known only after apply" },
      { address: "azurerm_monitor_action_group.actions", reason: "its name, or what holds it, is known only after apply" },
      { address: "azurerm_storage_account.account", reason: "how the ids of azurerm_storage_account are made is not known here" },
    ]);
  });

  it("is of the name that an override gives", () => {
    const { imported } = blocksIn((stack) => new ResourceGroup(stack, "group", { name: "rg-other", location: "westeurope" }).addOverride("name", "rg-acme"), [GROUP]);
    expect(imported).toEqual([{ to: "azurerm_resource_group.group", id: GROUP, listedAs: [GROUP.toLowerCase()] }]);
  });
});

describe("import blocks", () => {
  it("are not there where nothing of the list is declared", () => {
    const stack = stackOf({}, ["/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-other"]);
    expect(blocksOf(stack)).toBeUndefined();
    expect(stack.imports!.imported).toEqual([]);
  });

  it("are not there, nor looked for, where nothing is said to exist", () => {
    const stack = new TenantStack(testApp(), "acme", { tenant: tenantWith(), detections: DETECTIONS, now: NOW });
    expect(stack.imports).toBeUndefined();
    expect(blocksOf(stack)).toBeUndefined();
  });

  it("name a listed rule, and the workspace and group that must stand if it does", () => {
    expect(blocksOf(stackOf({}, [RULE]))).toEqual([
      { to: "azurerm_resource_group.baseline", id: GROUP },
      { to: "azurerm_log_analytics_workspace.workspace", id: WORKSPACE },
      { to: "azurerm_sentinel_alert_rule_scheduled.mailbox-opened", id: RULE },
    ]);
  });

  it("are told apart by whether the list names the resource", () => {
    expect(stackOf({}, [RULE, GROUP]).imports!.imported.map(({ to, listedAs }) => [to, listedAs])).toEqual([
      ["azurerm_resource_group.baseline", [GROUP.toLowerCase()]],
      ["azurerm_log_analytics_workspace.workspace", []],
      ["azurerm_sentinel_alert_rule_scheduled.mailbox-opened", [RULE.toLowerCase()]],
    ]);
  });

  it("have azurerm's spelling, whatever the list's", () => {
    const every = declaredIds(stackOf({ connectors: EVERYTHING }), SUBSCRIPTION).flatMap((d) => ("unknown" in d ? [] : [d]));
    const expected = blocksOf(stackOf({ connectors: EVERYTHING }, every.map(({ azure }) => azure)));
    expect(expected).toHaveLength(17);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), (coins) => {
        const spelled = every.map(({ azure }) => [...azure].map((c, i) => (coins[i % 50] ? c.toUpperCase() : c)).join(""));
        expect(blocksOf(stackOf({ connectors: EVERYTHING }, spelled))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it.each([
    ["as Azure writes it", `/subscriptions/${SUBSCRIPTION}/providers/microsoft.insights/diagnosticSettings/mailbox-baseline-acme-activity-log`],
    ["as Terraform writes it", `/subscriptions/${SUBSCRIPTION}|mailbox-baseline-acme-activity-log`],
  ])("take a diagnostic setting's id %s", (_how, id) => {
    expect(blocksOf(stackOf({ connectors: EVERYTHING }, [id]))).toEqual([{ to: "azurerm_monitor_diagnostic_setting.activity-log", id: `/subscriptions/${SUBSCRIPTION}|mailbox-baseline-acme-activity-log` }]);
  });

  it.each([
    ["subscription", RULE.replace(SUBSCRIPTION, "33333333-3333-4333-8333-333333333333")],
    ["resource group", RULE.replace("rg-acme", "rg-other")],
  ])("match nothing of another %s", (_what, id) => {
    expect(stackOf({}, [id]).imports!.imported).toEqual([]);
  });

  it.each([
    ["a workspace of another name", RULE.replace("law-acme", "law-other")],
    ["what is no workspace", RULE.replace("workspaces", "clusters")],
  ])("match, of %s in the group, the group alone", (_what, id) => {
    expect(stackOf({}, [id]).imports!.imported.map(({ to }) => to)).toEqual(["azurerm_resource_group.baseline"]);
  });

  it("hold a name as text, even one that cdktf takes for a token", () => {
    const blocks = blocksIn((stack) => new ResourceGroup(stack, "group", { name: "rg-1e300", location: "westeurope" }), [GROUP.replace("rg-acme", "rg-1e300")]);
    expect(blocks.toTerraform()).toEqual({ import: [{ to: "azurerm_resource_group.group", id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-1\${"e"}300` }] });
  });
});
