import { Construct } from "constructs";
import type { TenantDetection } from "../catalogue/baseline";
import type { Tenant } from "../catalogue/tenant";
import { AlertRecipients } from "./alert-recipients";
import { DetectionRules } from "./detection-rules";
import { LogSources } from "./log-sources";
import { LogWorkspace } from "./log-workspace";

export interface AuditEnablementProps {
  readonly tenant: Tenant;
  /** Every detection of the tenant; its own family's become rules. */
  readonly rules: readonly TenantDetection[];
}

/**
 * That there is evidence at all: the workspace and its retention, Sentinel and the connectors, whom alerts tell, and the detections that tell
 * when auditing is switched off, bypassed, or silent.
 */
export class AuditEnablement extends Construct {
  readonly workspace: LogWorkspace;
  readonly recipients: AlertRecipients;
  readonly logSources: LogSources;
  readonly detections: DetectionRules;

  constructor(scope: Construct, id: string, { tenant, rules }: AuditEnablementProps) {
    super(scope, id);
    this.workspace = new LogWorkspace(this, "Workspace", { tenant });
    this.recipients = new AlertRecipients(this, "Recipients", { tenant, workspace: this.workspace });
    this.logSources = new LogSources(this, "LogSources", { tenant, workspace: this.workspace });
    this.detections = new DetectionRules(this, "Detections", "audit-enablement", {
      rules,
      workspace: this.workspace,
      actionGroupId: this.recipients.actionGroupId,
      dependsOn: this.logSources.resources,
    });
  }
}
