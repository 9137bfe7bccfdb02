import { workspaceNotReplaced } from "../../policies/workspace-not-replaced";
import { containing } from "../support/containing";
import { judgeChange, planWith, type Planned } from "../support/planned";
import { EXISTING_WORKSPACE, tenantWith } from "../support/tenant-in-code";

const GROUP = "/subscriptions/2/resourceGroups/rg-acme";
const ID = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-acme`;
const body = { id: ID, name: "law-acme", retention_in_days: 365 };
const law: Planned = { address: "azurerm_log_analytics_workspace.law", before: body };
const group: Planned = { address: "azurerm_resource_group.rg", before: { id: GROUP.toUpperCase(), name: "rg-acme" } };

describe("a workspace", () => {
  it("fails where it is destroyed, with what goes with it", () => {
    expect(judgeChange(workspaceNotReplaced, { ...law, entry: { action_reason: "delete_because_no_resource_config" } })).toEqual([
      { verdict: "fail", message: "is destroyed, because it is no longer in the configuration; with it go 365 days of evidence", mend: containing("prevent_destroy") },
    ]);
    expect(judgeChange(workspaceNotReplaced, { ...law, before: { id: ID } })).toMatchObject([{ message: containing("with it go all the evidence in it") }]);
  });

  it.each([[["delete", "create"]], [["create", "delete"]]])("fails where it is replaced: %s", (actions) => {
    expect(judgeChange(workspaceNotReplaced, { ...law, after: { ...body, location: "northeurope" }, actions, entry: { action_reason: "replace_because_cannot_update" } })).toMatchObject([
      { verdict: "fail", message: "is replaced by a new, empty one, because something of it changes that can't be changed in place; with it go 365 days of evidence", mend: containing("forces replacement") },
    ]);
  });

  it("fails where it is what an earlier replace left behind: that one has the evidence", () => {
    expect(judgeChange(workspaceNotReplaced, { ...law, entry: { deposed: "1234abcd" } })).toMatchObject([{ verdict: "fail", message: containing("what an earlier replace left behind") }]);
  });

  it("passes where it is forgotten, and is nothing where it is made or changed", () => {
    expect(judgeChange(workspaceNotReplaced, { ...law, actions: ["forget"] })).toMatchObject([{ verdict: "pass", message: containing("stays with all its logs") }]);
    expect(judgeChange(workspaceNotReplaced, { ...law, after: body })).toEqual([]);
    expect(judgeChange(workspaceNotReplaced, { address: law.address, after: body })).toEqual([]);
  });
});

describe("a resource group", () => {
  it("fails where a workspace of the plan is in it", () => {
    expect(judgeChange(workspaceNotReplaced, [group, law])).toMatchObject([{ verdict: "fail", message: containing("with the workspace in it: law-acme, and 365 days of evidence") }]);
  });

  it("fails where something of the plan names a workspace in it, or the tenant's file does", () => {
    const rule: Planned = { address: "azurerm_sentinel_alert_rule_nrt.r", before: { log_analytics_workspace_id: ID }, after: { log_analytics_workspace_id: ID } };
    expect(judgeChange(workspaceNotReplaced, [group, rule])).toMatchObject([{ verdict: "fail", message: containing("law-acme") }]);
    const theirs: Planned = { ...group, before: { id: EXISTING_WORKSPACE.id.split("/").slice(0, 5).join("/") } };
    expect(judgeChange(workspaceNotReplaced, theirs, { tenant: tenantWith({ workspace: EXISTING_WORKSPACE }) })).toMatchObject([{ verdict: "fail", message: containing("law-logs") }]);
    expect(judgeChange(workspaceNotReplaced, theirs)).toMatchObject([{ verdict: "pass" }]);
    const both = judgeChange(workspaceNotReplaced, [theirs, { ...law, before: { id: EXISTING_WORKSPACE.id, retention_in_days: 90 } }], { tenant: tenantWith({ workspace: EXISTING_WORKSPACE }) });
    expect(both[0]?.message).toMatch(/with the workspace in it: law-logs, and 90 days of evidence$/u);
  });

  it("tells nothing that is sensitive", () => {
    const judged = judgeChange(workspaceNotReplaced, [group, { ...law, secret: ["id", "retention_in_days"] }]);
    expect(judged).toMatchObject([{ verdict: "fail" }]);
    expect(JSON.stringify(judged)).not.toMatch(/law-acme|365/u);
    expect(JSON.stringify(judgeChange(workspaceNotReplaced, { ...law, secret: ["retention_in_days"] }))).not.toContain("365");
  });

  it("passes where none is, since azurerm destroys no group that holds something", () => {
    const elsewhere = { ...law, before: { ...body, id: ID.replace("rg-acme", "rg-acme-2") } };
    expect(judgeChange(workspaceNotReplaced, [group, elsewhere])).toMatchObject([{ verdict: "pass", message: containing("it holds no workspace of this plan") }]);
  });

  it("is unknown where the provider is told to destroy full groups", () => {
    const features = (value: unknown) => ({ configuration: { root_module: {}, provider_config: { azurerm: { expressions: { features: [{ resource_group: [{ prevent_deletion_if_contains_resources: value }] }] } } } } });
    expect(judgeChange(workspaceNotReplaced, group, { plan: planWith([group], features({ constant_value: false })) })).toMatchObject([{ verdict: "unknown", message: containing("whatever it holds") }]);
    expect(judgeChange(workspaceNotReplaced, group, { plan: planWith([group], features({ references: ["var.x"] })) })).toMatchObject([{ verdict: "unknown" }]);
    expect(judgeChange(workspaceNotReplaced, group, { plan: planWith([group], features({ constant_value: true })) })).toMatchObject([{ verdict: "pass" }]);
    expect(judgeChange(workspaceNotReplaced, group, { plan: planWith([group], { configuration: { root_module: {}, provider_config: { azurerm: null } } }) })).toMatchObject([{ verdict: "pass" }]);
  });
});

it("Sentinel's onboarding fails where it is destroyed or replaced", () => {
  const onboarding: Planned = { address: "azurerm_sentinel_log_analytics_workspace_onboarding.s", before: { workspace_id: ID } };
  expect(judgeChange(workspaceNotReplaced, onboarding)).toMatchObject([{ verdict: "fail", message: containing("takes Microsoft Sentinel off the workspace") }]);
  expect(judgeChange(workspaceNotReplaced, { ...onboarding, after: { workspace_id: ID }, actions: ["delete", "create"] })).toMatchObject([{ verdict: "fail", message: containing("before it is set up anew") }]);
  expect(workspaceNotReplaced.types).toEqual(["azurerm_log_analytics_workspace", "azurerm_resource_group", "azurerm_sentinel_log_analytics_workspace_onboarding"]);
});
