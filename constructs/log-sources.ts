import { MonitorAadDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-aad-diagnostic-setting";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { SentinelDataConnectorMicrosoftThreatProtection } from "@cdktf/provider-azurerm/lib/sentinel-data-connector-microsoft-threat-protection";
import { SentinelDataConnectorOffice365 } from "@cdktf/provider-azurerm/lib/sentinel-data-connector-office-365";
import { SentinelDataConnectorOfficeAtp } from "@cdktf/provider-azurerm/lib/sentinel-data-connector-office-atp";
import { SentinelLogAnalyticsWorkspaceOnboarding } from "@cdktf/provider-azurerm/lib/sentinel-log-analytics-workspace-onboarding";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { ConnectorId } from "../catalogue/connectors";
import type { Tenant } from "../catalogue/tenant";
import { setLogicalId } from "./logical-id";
import type { WorkspaceReference } from "./workspace-reference";

/** Entra's categories that the catalogue's tables need, in the diagnostic setting's spelling. */
const ENTRA_CATEGORIES = ["AuditLogs", "SignInLogs", "NonInteractiveUserSignInLogs", "ServicePrincipalSignInLogs", "MicrosoftGraphActivityLogs"];
/** Of the activity log: who changed what (Administrative, Policy) and what Azure noticed (Security, Alert). */
const ACTIVITY_CATEGORIES = ["Administrative", "Security", "Alert", "Policy"];

export interface LogSourcesProps {
  readonly tenant: Tenant;
  readonly workspace: WorkspaceReference;
}

/** Whatever the tenant file declares of Sentinel, its connectors and the diagnostic settings that bring logs into the workspace. */
export class LogSources extends Construct {
  /** All of them: rules come after, since Sentinel refuses a rule whose table doesn't exist yet. */
  readonly resources: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { tenant, workspace }: LogSourcesProps) {
    super(scope, id);
    const declared = (connector: ConnectorId): boolean => tenant.connectors[connector] === "declared";
    const found: TerraformResource[] = [];
    const onboarding = declared("sentinel") ? this.onboarding(workspace) : undefined;
    const after = onboarding === undefined ? {} : { dependsOn: [onboarding] };
    const connector = { logAnalyticsWorkspaceId: workspace.id, tenantId: tenant.tenantId, ...after };
    if (onboarding !== undefined) found.push(onboarding);
    if (declared("office365")) found.push(this.office365(connector));
    if (declared("defenderForOffice365")) {
      found.push(setLogicalId(new SentinelDataConnectorOfficeAtp(this, "DefenderForOffice365", { name: "defender-for-office-365", ...connector }), "azurerm_sentinel_data_connector_office_atp", "defender-for-office-365"));
    }
    if (declared("defenderXdr")) {
      found.push(setLogicalId(new SentinelDataConnectorMicrosoftThreatProtection(this, "DefenderXdr", { name: "defender-xdr", ...connector }), "azurerm_sentinel_data_connector_microsoft_threat_protection", "defender-xdr"));
    }
    if (declared("entraDiagnostics")) found.push(this.entraDiagnostics(tenant, workspace));
    if (declared("sentinelHealth")) found.push(this.diagnosticSetting("sentinel-health", tenant.name, `${workspace.id}/providers/Microsoft.SecurityInsights/settings/SentinelHealth`, workspace, [{ categoryGroup: "allLogs" }], after));
    if (declared("activityLog")) found.push(this.diagnosticSetting("activity-log", tenant.name, `/subscriptions/${tenant.subscriptionId}`, workspace, ACTIVITY_CATEGORIES.map((category) => ({ category })), {}));
    this.resources = found;
  }

  private onboarding(workspace: WorkspaceReference): SentinelLogAnalyticsWorkspaceOnboarding {
    const resource = new SentinelLogAnalyticsWorkspaceOnboarding(this, "Sentinel", { workspaceId: workspace.id, customerManagedKeyEnabled: false });
    return setLogicalId(resource, "azurerm_sentinel_log_analytics_workspace_onboarding", "sentinel");
  }

  private office365(connector: { logAnalyticsWorkspaceId: string; tenantId: string; dependsOn?: TerraformResource[] }): TerraformResource {
    // All three, as the provider's default has it; the mailbox detections need Exchange, community rules on OfficeActivity the others too.
    const resource = new SentinelDataConnectorOffice365(this, "Office365", { name: "office-365", ...connector, exchangeEnabled: true, sharepointEnabled: true, teamsEnabled: true });
    return setLogicalId(resource, "azurerm_sentinel_data_connector_office_365", "office-365");
  }

  private entraDiagnostics(tenant: Tenant, workspace: WorkspaceReference): TerraformResource {
    const resource = new MonitorAadDiagnosticSetting(this, "EntraDiagnostics", {
      name: `mailbox-baseline-${tenant.name}`,
      logAnalyticsWorkspaceId: workspace.id,
      // azurerm 4 sends no category without this block, deprecated as it is, and Azure then drops the whole setting (its
      // monitor_aad_diagnostic_setting_resource.go, expandMonitorAADDiagnosticsSettingsEnabledLogs).
      enabledLog: ENTRA_CATEGORIES.map((category) => ({ category, retentionPolicy: { enabled: false, days: 0 } })),
    });
    return setLogicalId(resource, "azurerm_monitor_aad_diagnostic_setting", "entra");
  }

  private diagnosticSetting(id: string, tenant: string, targetResourceId: string, workspace: WorkspaceReference, enabledLog: { category?: string; categoryGroup?: string }[], after: { dependsOn?: TerraformResource[] }): TerraformResource {
    const resource = new MonitorDiagnosticSetting(this, id, { name: `mailbox-baseline-${tenant}-${id}`, targetResourceId, logAnalyticsWorkspaceId: workspace.id, enabledLog, ...after });
    return setLogicalId(resource, "azurerm_monitor_diagnostic_setting", id);
  }
}
