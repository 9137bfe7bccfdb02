import type { Construct } from "constructs";
import { DetectionRules, type DetectionRulesProps } from "./detection-rules";

/** Alerts on changes of who may open a mailbox: whole mailboxes, folders, and the protocols that lead into one. */
export class MailboxPermissionAlerts extends DetectionRules {
  constructor(scope: Construct, id: string, props: DetectionRulesProps) {
    super(scope, id, "mailbox-permissions", props);
  }
}
