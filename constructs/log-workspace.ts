import { DataAzurermLogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/data-azurerm-log-analytics-workspace";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Construct } from "constructs";
import { lapsesAt } from "../catalogue/commitment";
import { retentionExceptions, type Tenant } from "../catalogue/tenant";
import { LEAST_RETENTION_DAYS } from "../catalogue/tenant-schema";
import { setLogicalId } from "./logical-id";
import { provenanceTags } from "./provenance";
import { TerraformCheck } from "./terraform-check";
import { text } from "./terraform-text";
import type { WorkspaceReference } from "./workspace-reference";

const CONTROLS = ["SCuBA.MS.SECURITYSUITE.5.2v1", "NIST.AU-11"];

export interface LogWorkspaceProps {
  readonly tenant: Tenant;
}

/** The Log Analytics workspace that keeps the tenant's logs, created or referred to, and a check that it keeps them long enough. */
export class LogWorkspace extends Construct implements WorkspaceReference {
  readonly id: string;
  readonly name: string;
  readonly resourceGroupName: string;
  readonly location: string;

  constructor(scope: Construct, id: string, { tenant }: LogWorkspaceProps) {
    super(scope, id);
    this.location = tenant.location;
    const { workspace } = tenant;
    if (workspace.kind === "existing") {
      this.id = workspace.id;
      this.name = workspace.name;
      this.resourceGroupName = workspace.resourceGroup;
      setLogicalId(
        new DataAzurermLogAnalyticsWorkspace(this, "Existing", { name: workspace.name, resourceGroupName: workspace.resourceGroup }),
        "data.azurerm_log_analytics_workspace",
        "workspace",
      );
      this.checkRetention(tenant, "data.azurerm_log_analytics_workspace.workspace.retention_in_days");
      return;
    }
    // The workspace is the evidence: its loss, by a rename say, takes a deliberate edit.
    const lifecycle = { preventDestroy: workspace.preventDestroy };
    const group = setLogicalId(
      new ResourceGroup(this, "ResourceGroup", { name: workspace.resourceGroup, location: tenant.location, tags: provenanceTags("logs", CONTROLS), lifecycle }),
      "azurerm_resource_group",
      "baseline",
    );
    const created = setLogicalId(
      new LogAnalyticsWorkspace(this, "Resource", {
        name: workspace.name,
        resourceGroupName: group.name,
        location: group.location,
        sku: "PerGB2018",
        retentionInDays: workspace.retentionDays,
        // No cap: a workspace that stops taking logs at a quota is blind for the rest of the day.
        dailyQuotaGb: -1,
        internetIngestionEnabled: true,
        internetQueryEnabled: true,
        allowResourceOnlyPermissions: true,
        // Shared keys would let whoever holds one write logs; the connectors don't need them.
        localAuthenticationEnabled: false,
        immediateDataPurgeOn30DaysEnabled: false,
        tags: provenanceTags("logs", CONTROLS),
        lifecycle,
      }),
      "azurerm_log_analytics_workspace",
      "workspace",
    );
    this.id = created.id;
    this.name = workspace.name;
    this.resourceGroupName = group.name;
    this.checkRetention(tenant, "azurerm_log_analytics_workspace.workspace.retention_in_days");
  }

  /** An exception holds for the retention it names, from the day it was granted until it expires; Terraform's own clock decides, so that it lapses undeployed. */
  private checkRetention(tenant: Tenant, retention: string): void {
    const wanted = Math.max(LEAST_RETENTION_DAYS, tenant.workspace.retentionDays);
    const excepted = retentionExceptions(tenant).map((e) => `(${retention} == ${Number(e.value)} && timecmp(plantimestamp(), "${e.granted}T00:00:00Z") >= 0 && timecmp(plantimestamp(), "${lapsesAt(e)}") < 0)`);
    new TerraformCheck(this, "log-retention-kept", [
      {
        condition: [`${retention} >= ${wanted}`, ...excepted].join(" || "),
        errorMessage: text(`The workspace ${this.name} keeps its logs less than ${wanted} days, or an exception for it has lapsed. Raise its retention.`),
      },
    ]);
  }
}
