import { TerraformOutput } from "cdktf";
import { LogWorkspace } from "../../constructs/log-workspace";
import { provenanceTags } from "../../constructs/provenance";
import type { Tenant } from "../../catalogue/tenant";
import { addresses, resource, synthesize, type TerraformJson } from "../support/stack";
import { EXISTING_WORKSPACE, OVER, TO_COME, retentionException, tenantWith } from "../support/tenant-in-code";

const TAGS = provenanceTags("logs", ["SCuBA.MS.SECURITYSUITE.5.2v1", "NIST.AU-11"]);

function workspaceOf(overrides: Partial<Tenant>): { json: TerraformJson; made: LogWorkspace } {
  let made: LogWorkspace | undefined;
  const json = synthesize((stack) => (made = new LogWorkspace(stack, "Workspace", { tenant: tenantWith(overrides) })));
  return { json, made: made! };
}

function retentionCheck(overrides: Partial<Tenant>): { condition: string; error_message: string } {
  return workspaceOf(overrides).json.check!["log-retention-kept"]!.assert[0]!;
}

const created = (retentionDays: number): Tenant["workspace"] => ({ kind: "created", name: "law-acme", resourceGroup: "rg-acme", retentionDays, preventDestroy: true });

describe("a workspace that the stack creates", () => {
  it("stands in a resource group of its own and takes logs without a cap, by Entra login only", () => {
    const { json } = workspaceOf({});
    expect(addresses(json)).toEqual(["azurerm_log_analytics_workspace.workspace", "azurerm_resource_group.baseline"]);
    expect(resource(json, "azurerm_resource_group", "baseline")).toEqual({ name: "rg-acme", location: "westeurope", tags: TAGS, lifecycle: { prevent_destroy: true } });
    expect(resource(json, "azurerm_log_analytics_workspace", "workspace")).toEqual({
      name: "law-acme",
      resource_group_name: "${azurerm_resource_group.baseline.name}",
      location: "${azurerm_resource_group.baseline.location}",
      sku: "PerGB2018",
      retention_in_days: 365,
      daily_quota_gb: -1,
      internet_ingestion_enabled: true,
      internet_query_enabled: true,
      allow_resource_only_permissions: true,
      local_authentication_enabled: false,
      immediate_data_purge_on_30_days_enabled: false,
      tags: TAGS,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("may be destroyed only where the tenant file says so", () => {
    const { json } = workspaceOf({ workspace: { kind: "created", name: "law-acme", resourceGroup: "rg-acme", retentionDays: 365, preventDestroy: false } });
    expect(resource(json, "azurerm_log_analytics_workspace", "workspace")["lifecycle"]).toEqual({ prevent_destroy: false });
  });

  it("is checked for the retention that the tenant asks for", () => {
    expect(retentionCheck({ workspace: created(365) })).toEqual({
      condition: "${azurerm_log_analytics_workspace.workspace.retention_in_days >= 365}",
      error_message: "The workspace law-acme keeps its logs less than 365 days, or an exception for it has lapsed. Raise its retention.",
    });
  });

  it("is checked for 180 days where the tenant asks for less", () => {
    expect(retentionCheck({ workspace: created(90) })).toEqual({
      condition: "${azurerm_log_analytics_workspace.workspace.retention_in_days >= 180}",
      error_message: "The workspace law-acme keeps its logs less than 180 days, or an exception for it has lapsed. Raise its retention.",
    });
  });

  it("is referred to by its id and resource group as Terraform knows them, by its region and name as they are", () => {
    const json = synthesize((stack) => {
      const { id, name, resourceGroupName, location } = new LogWorkspace(stack, "Workspace", { tenant: tenantWith() });
      new TerraformOutput(stack, "referred-to", { value: [id, name, resourceGroupName, location] });
    });
    expect(json.output!["referred-to"]!["value"]).toEqual(["${azurerm_log_analytics_workspace.workspace.id}", "law-acme", "${azurerm_resource_group.baseline.name}", "westeurope"]);
  });
});

describe("an exception of the workspace's retention", () => {
  it("holds for the retention it names, from its first day until the day after its last by Terraform's own clock", () => {
    expect(retentionCheck({ workspace: created(90), exceptions: [retentionException()] }).condition).toBe(
      "${azurerm_log_analytics_workspace.workspace.retention_in_days >= 180 || " +
        '(azurerm_log_analytics_workspace.workspace.retention_in_days == 90 && timecmp(plantimestamp(), "2026-11-01T00:00:00Z") >= 0 && timecmp(plantimestamp(), "2027-01-01T00:00:00Z") < 0)}',
    );
  });

  it("stays in the condition when it has lapsed, so that the stack is the same on any day", () => {
    expect(retentionCheck({ exceptions: [retentionException(OVER)] }).condition).toContain('timecmp(plantimestamp(), "2026-11-20T00:00:00Z") < 0');
  });

  it("does not hold before the day it is granted", () => {
    expect(retentionCheck({ workspace: created(90), exceptions: [retentionException(TO_COME)] }).condition).toContain("2026-11-21");
  });

  it.each([
    ["of another workspace", retentionException({ entity: "law-other" })],
    ["of something that is no number of days", retentionException({ value: '90) || ("a" == "a"' })],
    ["of a detection", retentionException({ rule: { kind: "detection", id: "mailbox-opened" } })],
  ])("%s changes nothing", (_, exception) => {
    expect(retentionCheck({ exceptions: [exception] })).toEqual(retentionCheck({}));
  });

  it("names its workspace in any case", () => {
    expect(retentionCheck({ exceptions: [retentionException({ entity: "LAW-Acme" })] }).condition).toContain("== 90");
  });
});

describe("a workspace that exists already", () => {
  const { json, made } = workspaceOf({ workspace: EXISTING_WORKSPACE });

  it("is only read, and nothing of it is declared", () => {
    expect(addresses(json)).toEqual(["data.azurerm_log_analytics_workspace.workspace"]);
    expect(json.data!["azurerm_log_analytics_workspace"]!["workspace"]).toEqual({ name: "law-logs", resource_group_name: "rg-logs" });
  });

  it("is checked for the retention that is read of it", () => {
    expect(json.check!["log-retention-kept"]!.assert[0]!.condition).toBe("${data.azurerm_log_analytics_workspace.workspace.retention_in_days >= 180}");
  });

  it("is referred to by its own id, name and resource group, in the tenant's region", () => {
    const { id, name, resourceGroupName, location } = made;
    expect({ id, name, resourceGroupName, location }).toEqual({ id: EXISTING_WORKSPACE.id, name: "law-logs", resourceGroupName: "rg-logs", location: "westeurope" });
  });
});
