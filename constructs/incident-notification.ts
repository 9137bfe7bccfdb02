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

/**
 * An incident is told of in the run after its first row arrived, however often it has been written again since. Runs are five minutes apart and
 * look at the five minutes that ended two minutes ago, because a row may take that long from its arrival until a query sees it.
 */
function newIncidents(ruleNames: readonly string[]): string {
  return [
    `let baselineRules = ${dynamicStrings(ruleNames)};`,
    "SecurityIncident",
    "| extend Arrived = coalesce(ingestion_time(), TimeGenerated)",
    "| mv-expand RuleId = RelatedAnalyticRuleIds to typeof(string)",
    '| where tostring(split(RuleId, "/")[-1]) in~ (baselineRules)',
    "| summarize Arrived = min(Arrived), arg_max(TimeGenerated, Title, Severity, IncidentUrl, CreatedTime) by IncidentNumber",
    "| where Arrived > ago(7m) and Arrived <= ago(2m) and CreatedTime > ago(1h)",
    "| project TimeGenerated, Incident = Title, Severity, IncidentUrl",
    "",
  ].join("\n");
}
