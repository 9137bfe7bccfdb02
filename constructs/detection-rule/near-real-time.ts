import { SentinelAlertRuleNrt } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-nrt";
import type { Construct } from "constructs";
import type { DetectionRuleProps } from "./rule-props";
import { sentinelParts } from "./sentinel-parts";

/** The service itself runs it every minute. */
export function nearRealTimeRule(scope: Construct, props: DetectionRuleProps): SentinelAlertRuleNrt {
  return new SentinelAlertRuleNrt(scope, "Resource", sentinelParts(props));
}
