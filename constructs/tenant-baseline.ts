import { Construct } from "constructs";
import { tenantBaseline, type TenantDetection } from "../catalogue/baseline";
import type { Detection } from "../catalogue/detection";
import { loadCatalogue } from "../catalogue/load";
import type { Tenant } from "../catalogue/tenant";
import { AppPermissionGuardrails } from "./app-permission-guardrails";
import { AuditEnablement } from "./audit-enablement";
import { DetectionRules } from "./detection-rules";
import { IncidentNotification } from "./incident-notification";
import { MailboxPermissionAlerts } from "./mailbox-permission-alerts";
import { MailboxUseAlerts } from "./mailbox-use-alerts";
import { SendingRestrictions } from "./sending-restrictions";

export interface TenantBaselineProps {
  readonly tenant: Tenant;
  /** Default: the catalogue that comes with the package. */
  readonly detections?: readonly Detection[];
  /** The instant by which exceptions and approvals are live or lapsed. Default: now. */
  readonly now?: Date;
}

/** A tenant's whole mailbox baseline. The stack it stands in has an azurerm and an azuread provider of the tenant. */
export class TenantBaseline extends Construct {
  readonly tenant: Tenant;
  /** What became of every detection, those not applicable included. */
  readonly rules: readonly TenantDetection[];

  constructor(scope: Construct, id: string, { tenant, detections = loadCatalogue(), now = new Date() }: TenantBaselineProps) {
    super(scope, id);
    this.tenant = tenant;
    this.rules = tenantBaseline(tenant, detections, now);
    const audit = new AuditEnablement(this, "AuditEnablement", { tenant, rules: this.rules });
    const shared = { rules: this.rules, workspace: audit.workspace, actionGroupId: audit.recipients.actionGroupId, dependsOn: audit.logSources.resources };
    new MailboxPermissionAlerts(this, "MailboxPermissionAlerts", shared);
    new SendingRestrictions(this, "SendingRestrictions", { ...shared, tenantName: tenant.name });
    new AppPermissionGuardrails(this, "AppPermissionGuardrails", { ...shared, tenant, now });
    new MailboxUseAlerts(this, "MailboxUseAlerts", shared);
    new DetectionRules(this, "CommunityRules", "community", shared);
    const declared = this.rules.filter(({ detection, state }) => state !== "not applicable" && detection.kind !== "Hunting");
    if (tenant.alerting === "sentinel" && declared.length > 0) {
      new IncidentNotification(this, "IncidentNotification", { ...shared, ruleNames: declared.map(({ detection }) => detection.id) });
    }
  }
}
