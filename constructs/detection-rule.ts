import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { azureMonitorAlert } from "./detection-rule/azure-monitor-alert";
import { nearRealTimeRule } from "./detection-rule/near-real-time";
import type { DetectionRuleProps } from "./detection-rule/rule-props";
import { scheduledRule } from "./detection-rule/scheduled";
import { setLogicalId } from "./logical-id";

export type { DetectionRuleProps } from "./detection-rule/rule-props";

/** One detection as one resource: a scheduled or near-real-time rule of Sentinel, or an Azure Monitor alert, as the tenant says. */
export class DetectionRule extends Construct {
  readonly resource: TerraformResource;

  constructor(scope: Construct, props: DetectionRuleProps) {
    const { detection, state, reason, azureMonitor } = props.rule;
    super(scope, detection.id);
    if (state === "not applicable") throw new Error(`${detection.id} is not applicable to this tenant: ${reason}`);
    const resource =
      azureMonitor !== undefined
        ? azureMonitorAlert(this, props, azureMonitor)
        : detection.schedule === undefined
          ? nearRealTimeRule(this, props)
          : scheduledRule(this, props, detection.schedule);
    this.resource = setLogicalId(resource, resource.terraformResourceType, detection.id);
  }
}
