/** The package's public face: constructs for a CDKTF app of your own, and the loaders that feed them. */
export { AlertRecipients, type AlertRecipientsProps } from "./alert-recipients";
export { AppPermissionGuardrails, type AppPermissionGuardrailsProps } from "./app-permission-guardrails";
export { AuditEnablement, type AuditEnablementProps } from "./audit-enablement";
export { CatalogueChangeBlocks, type CatalogueChangeBlocksProps } from "./catalogue-change-blocks";
export { DetectionRule, type DetectionRuleProps } from "./detection-rule";
export { DetectionRules, type DetectionRulesProps } from "./detection-rules";
export { ImportBlocks, type ImportBlocksProps } from "./import-blocks";
export { IncidentNotification, type IncidentNotificationProps } from "./incident-notification";
export { LogSources, type LogSourcesProps } from "./log-sources";
export { LogWorkspace, type LogWorkspaceProps } from "./log-workspace";
export { MailboxPermissionAlerts } from "./mailbox-permission-alerts";
export { Policies, type PoliciesProps } from "./policies";
export { SendingRestrictions, type SendingRestrictionsProps } from "./sending-restrictions";
export { TenantBaseline, type TenantBaselineProps } from "./tenant-baseline";
export { TenantStack, type TenantStackProps } from "./tenant-stack";
export { TerraformCheck, type Assertion } from "./terraform-check";
export { text as terraformText } from "./terraform-text";
export type { WorkspaceReference } from "./workspace-reference";

export { existingIds, type ExistingIds } from "../catalogue/azure-id";
export { tenantBaseline, type TenantDetection } from "../catalogue/baseline";
export { loadChanges, type CatalogueChanges } from "../catalogue/changes";
export type { Detection } from "../catalogue/detection";
export { InputError, formatFault, type Fault } from "../catalogue/fault";
export { loadCatalogue } from "../catalogue/load";
export { loadTenant, loadTenants } from "../catalogue/load-tenants";
export type { Tenant } from "../catalogue/tenant";
export type { Finding, Verdict } from "../findings/finding";
