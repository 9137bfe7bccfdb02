import { MonitorScheduledQueryRulesAlertV2 } from "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2";
import type { Construct } from "constructs";
import type { AzureMonitorFit } from "../../catalogue/azure-monitor";
import { toIso } from "../../catalogue/duration";
import { provenanceDescription, provenanceTags } from "../provenance";
import { text } from "../terraform-text";
import { ruleQuery } from "./rule-query";
import type { DetectionRuleProps } from "./rule-props";

/** The nearest log search alert to a detection, where the tenant has no Sentinel rules. */
export function azureMonitorAlert(scope: Construct, { rule, workspace, actionGroupId, dependsOn = [] }: DetectionRuleProps, fit: AzureMonitorFit): MonitorScheduledQueryRulesAlertV2 {
  const { detection } = rule;
  const controls = detection.baseline?.controls ?? [];
  return new MonitorScheduledQueryRulesAlertV2(scope, "Resource", {
    name: detection.id,
    resourceGroupName: workspace.resourceGroupName,
    location: workspace.location,
    scopes: [workspace.id],
    displayName: text(detection.title),
    description: text(provenanceDescription(rule)),
    enabled: rule.state === "on",
    severity: fit.severity,
    evaluationFrequency: toIso(fit.frequency),
    windowDuration: toIso(fit.window),
    criteria: [
      {
        query: ruleQuery(rule),
        timeAggregationMethod: "Count",
        operator: fit.operator,
        threshold: fit.threshold,
        failingPeriods: { minimumFailingPeriodsToTriggerAlert: 1, numberOfEvaluationPeriods: 1 },
      },
    ],
    action: {
      actionGroups: [actionGroupId],
      customProperties: { detection: detection.id, severity: detection.severity, ...(controls.length === 0 ? {} : { controls: text(controls.join(" ")) }) },
    },
    autoMitigationEnabled: false,
    ...(fit.mute === undefined ? {} : { muteActionsAfterAlertDuration: toIso(fit.mute) }),
    // Not relied on: the service validates the query when the rule is written, and the connectors come before.
    skipQueryValidation: false,
    workspaceAlertsStorageEnabled: false,
    tags: provenanceTags(`detection ${detection.id} ${detection.version}`, controls),
    dependsOn: [...dependsOn],
  });
}
