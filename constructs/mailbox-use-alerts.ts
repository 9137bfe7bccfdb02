import type { Construct } from "constructs";
import { DetectionRules, type DetectionRulesProps } from "./detection-rules";

/** Alerts on what is done in mailboxes: read by others than their owners, forwarded to the outside, or hidden from the owner by rules. */
export class MailboxUseAlerts extends DetectionRules {
  constructor(scope: Construct, id: string, props: DetectionRulesProps) {
    super(scope, id, "mailbox-use", props);
  }
}
