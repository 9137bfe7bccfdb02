import { commitmentState } from "../commitment";
import type { ConnectorId } from "../connectors";
import type { ApprovedApplication, Tenant } from "../tenant";

/** How a part of the stack stands in a tenant; `existing`: somebody else made it, and the tenant's file says so. */
export type PartState = "declared" | "existing" | "absent";

type StateOf = (tenant: Tenant, now: Date) => PartState;

const always: StateOf = () => "declared";
const connector = (id: ConnectorId): StateOf => (tenant) => tenant.connectors[id];
const approved = (wanted: (app: ApprovedApplication) => boolean): StateOf => (tenant, now) =>
  tenant.approvedApplications.some((app) => wanted(app) && commitmentState(app, now) === "live") ? "declared" : "absent";

/**
 * What a tenant's stack declares beside its detections, by Terraform's address, or by its type where each tenant's name differs.
 * A test holds it to the stacks of the sample tenants.
 */
export const TERRAFORM_PARTS: Readonly<Record<string, StateOf>> = {
  "azurerm_log_analytics_workspace.workspace": ({ workspace }) => (workspace.kind === "created" ? "declared" : "existing"),
  "check.log-retention-kept": always,
  "azurerm_monitor_action_group.recipients": always,
  "azurerm_monitor_scheduled_query_rules_alert_v2.incidents": ({ alerting }) => (alerting === "sentinel" ? "declared" : "absent"),
  "azurerm_sentinel_data_connector_office_365.office-365": connector("office365"),
  "azurerm_sentinel_data_connector_office_atp.defender-for-office-365": connector("defenderForOffice365"),
  "azurerm_sentinel_data_connector_microsoft_threat_protection.defender-xdr": connector("defenderXdr"),
  "check.approved-applications-exist": approved(() => true),
  azuread_app_role_assignment: approved(({ managed }) => managed),
};
