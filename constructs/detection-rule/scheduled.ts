import { SentinelAlertRuleScheduled } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-scheduled";
import type { Construct } from "constructs";
import type { Schedule } from "../../catalogue/detection";
import { toIso } from "../../catalogue/duration";
import type { DetectionRuleProps } from "./rule-props";
import { sentinelParts } from "./sentinel-parts";

const OPERATOR = { gt: "GreaterThan", lt: "LessThan", eq: "Equal", ne: "NotEqual" } as const;

export function scheduledRule(scope: Construct, props: DetectionRuleProps, schedule: Schedule): SentinelAlertRuleScheduled {
  return new SentinelAlertRuleScheduled(scope, "Resource", {
    ...sentinelParts(props),
    queryFrequency: toIso(schedule.frequency),
    queryPeriod: toIso(schedule.period),
    triggerOperator: OPERATOR[schedule.operator],
    triggerThreshold: schedule.threshold,
  });
}
