import { MonitorScheduledQueryRulesAlertV2 } from "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { dynamicStrings } from "../kql/literal";
import { setLogicalId } from "./logical-id";
import { provenanceTags } from "./provenance";
import { text } from "./terraform-text";
import type { WorkspaceReference } from "./workspace-reference";

export interface IncidentNotificationProps {
  readonly workspace: WorkspaceReference;
  readonly actionGroupId: string;
  /** Names of the analytic rules whose incidents are told of. */
  readonly ruleNames: readonly string[];
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Tells the recipients of every new incident of the baseline's rules. A Sentinel rule calls nobody by itself: without this, an incident waits
 * until somebody opens the portal.
 */
export class IncidentNotification extends Construct {
  constructor(scope: Construct, id: string, { workspace, actionGroupId, ruleNames, dependsOn = [] }: IncidentNotificationProps) {
    super(scope, id);
    const alert = new MonitorScheduledQueryRulesAlertV2(this, "Resource", {
      name: "mailbox-baseline-incidents",
      resourceGroupName: workspace.resourceGroupName,
      location: workspace.location,
      scopes: [workspace.id],
      displayName: "New incident of the mailbox baseline",
      description: "Calls the action group for each new Microsoft Sentinel incident that a rule of the mailbox baseline opened.",
      enabled: true,
      severity: 1,
      evaluationFrequency: "PT5M",
      windowDuration: "PT1H",
      criteria: [
        {
          query: text(newIncidents(ruleNames)),
          timeAggregationMethod: "Count",
          operator: "GreaterThan",
          threshold: 0,
          // One alert an incident, each naming it.
          dimension: ["Incident", "Severity", "IncidentUrl"].map((name) => ({ name, operator: "Include", values: ["*"] })),
          failingPeriods: { minimumFailingPeriodsToTriggerAlert: 1, numberOfEvaluationPeriods: 1 },
        },
      ],
      action: { actionGroups: [actionGroupId], customProperties: { part: "incident notification" } },
      autoMitigationEnabled: false,
      skipQueryValidation: false,
      workspaceAlertsStorageEnabled: false,
      tags: provenanceTags("incident notification", ["CM0074.alert", "SCuBA.MS.SECURITYSUITE.4.2v1", "NIST.SI-4(5)"]),
      dependsOn: [...dependsOn],
    });
    setLogicalId(alert, "azurerm_monitor_scheduled_query_rules_alert_v2", "incidents");
  }
}

/** By arrival, not by the time in the record: a row that comes late is told of once and not missed. */
function newIncidents(ruleNames: readonly string[]): string {
  return [
    `let baselineRules = ${dynamicStrings(ruleNames)};`,
    "SecurityIncident",
    "| where ingestion_time() > ago(5m)",
    '| where Status == "New" and LastModifiedTime - CreatedTime < 5m',
    "| mv-expand RuleId = RelatedAnalyticRuleIds to typeof(string)",
    '| where tostring(split(RuleId, "/")[-1]) in~ (baselineRules)',
    "| summarize arg_min(TimeGenerated, Title, Severity, IncidentUrl) by IncidentNumber",
    "| project TimeGenerated, Incident = Title, Severity, IncidentUrl",
    "",
  ].join("\n");
}
