import { SentinelAlertRuleScheduled } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-scheduled";
import type { Construct } from "constructs";
import type { Schedule } from "../../catalogue/detection";
import { toIso } from "../../catalogue/duration";
import { provenanceDescription } from "../provenance";
import { text } from "../terraform-text";
import { ruleQuery } from "./rule-query";
import type { DetectionRuleProps } from "./rule-props";
import { sentinelParts } from "./sentinel-parts";

const OPERATOR = { gt: "GreaterThan", lt: "LessThan", eq: "Equal", ne: "NotEqual" } as const;

export function scheduledRule(scope: Construct, { rule, workspace, dependsOn = [] }: DetectionRuleProps, schedule: Schedule): SentinelAlertRuleScheduled {
  const { detection } = rule;
  return new SentinelAlertRuleScheduled(scope, "Resource", {
    name: detection.id,
    logAnalyticsWorkspaceId: workspace.id,
    displayName: text(detection.title),
    description: text(provenanceDescription(rule)),
    enabled: rule.state === "on",
    query: ruleQuery(rule),
    queryFrequency: toIso(schedule.frequency),
    queryPeriod: toIso(schedule.period),
    triggerOperator: OPERATOR[schedule.operator],
    triggerThreshold: schedule.threshold,
    ...sentinelParts(detection),
    dependsOn: [...dependsOn],
  });
}
