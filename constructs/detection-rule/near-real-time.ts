import { SentinelAlertRuleNrt } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-nrt";
import type { Construct } from "constructs";
import { provenanceDescription } from "../provenance";
import { text } from "../terraform-text";
import { ruleQuery } from "./rule-query";
import type { DetectionRuleProps } from "./rule-props";
import { sentinelParts } from "./sentinel-parts";

export function nearRealTimeRule(scope: Construct, { rule, workspace, dependsOn = [] }: DetectionRuleProps): SentinelAlertRuleNrt {
  const { detection } = rule;
  return new SentinelAlertRuleNrt(scope, "Resource", {
    name: detection.id,
    logAnalyticsWorkspaceId: workspace.id,
    displayName: text(detection.title),
    description: text(provenanceDescription(rule)),
    enabled: rule.state === "on",
    query: ruleQuery(rule),
    ...sentinelParts(detection),
    dependsOn: [...dependsOn],
  });
}
