import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { azureMonitorAlert } from "./detection-rule/azure-monitor-alert";
import { huntingQuery } from "./detection-rule/hunting-query";
import { nearRealTimeRule } from "./detection-rule/near-real-time";
import type { DetectionRuleProps } from "./detection-rule/rule-props";
import { scheduledRule } from "./detection-rule/scheduled";
import { setLogicalId } from "./logical-id";

export type { DetectionRuleProps } from "./detection-rule/rule-props";

/** One detection as one resource: a scheduled or near-real-time rule of Sentinel or an Azure Monitor alert, as the tenant says, or the saved search of a hunting query. */
export class DetectionRule extends Construct {
  readonly resource: TerraformResource;

  constructor(scope: Construct, props: DetectionRuleProps) {
    const { detection, state, reason } = props.rule;
    super(scope, detection.id);
    if (state === "not applicable") throw new Error(`${detection.id} is not applicable to this tenant: ${reason}`);
    const resource = this.declare(props);
    this.resource = setLogicalId(resource, resource.terraformResourceType, detection.id);
  }

  private declare(props: DetectionRuleProps): TerraformResource {
    const { detection, azureMonitor } = props.rule;
    if (detection.kind === "Hunting") return huntingQuery(this, props);
    if (azureMonitor !== undefined) return azureMonitorAlert(this, props, azureMonitor);
    return detection.schedule === undefined ? nearRealTimeRule(this, props) : scheduledRule(this, props, detection.schedule);
  }
}
