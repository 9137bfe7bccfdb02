import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { IncidentNotification } from "../../constructs/incident-notification";
import { provenanceTags } from "../../constructs/provenance";
import { resource, RULE_PROPS, synthesize, WORKSPACE, type Attributes } from "../support/stack";

const TYPE = "azurerm_monitor_scheduled_query_rules_alert_v2";

function notification(ruleNames: readonly string[]): Attributes {
  return resource(synthesize((stack) => new IncidentNotification(stack, "IncidentNotification", { ...RULE_PROPS, ruleNames })), TYPE, "incidents");
}

describe("the notification of incidents", () => {
  it("calls the action group once for each new incident of the baseline's rules, by when its row came", () => {
    expect(notification(["mailbox-opened", "user-restricted"])).toEqual({
      name: "mailbox-baseline-incidents",
      resource_group_name: "rg-acme",
      location: "westeurope",
      scopes: [WORKSPACE.id],
      display_name: "New incident of the mailbox baseline",
      description: "Calls the action group for each new Microsoft Sentinel incident that a rule of the mailbox baseline opened.",
      enabled: true,
      severity: 1,
      evaluation_frequency: "PT5M",
      window_duration: "PT1H",
      criteria: [
        {
          query: `let baselineRules = dynamic(["mailbox-opened", "user-restricted"]);
SecurityIncident
| extend Arrived = coalesce(ingestion_time(), TimeGenerated)
| mv-expand RuleId = RelatedAnalyticRuleIds to typeof(string)
| where tostring(split(RuleId, "/")[-1]) in~ (baselineRules)
| summarize Arrived = min(Arrived), arg_max(TimeGenerated, Title, Severity, IncidentUrl, CreatedTime) by IncidentNumber
| where Arrived > ago(7m) and Arrived <= ago(2m) and CreatedTime > ago(1h)
| project TimeGenerated, Incident = Title, Severity, IncidentUrl
`,
          time_aggregation_method: "Count",
          operator: "GreaterThan",
          threshold: 0,
          dimension: ["Incident", "Severity", "IncidentUrl"].map((name) => ({ name, operator: "Include", values: ["*"] })),
          failing_periods: { minimum_failing_periods_to_trigger_alert: 1, number_of_evaluation_periods: 1 },
        },
      ],
      action: { action_groups: [RULE_PROPS.actionGroupId], custom_properties: { part: "incident notification" } },
      auto_mitigation_enabled: false,
      skip_query_validation: false,
      workspace_alerts_storage_enabled: false,
      tags: provenanceTags("incident notification", ["CM0074.alert", "SCuBA.MS.SECURITYSUITE.4.2v1", "NIST.SI-4(5)"]),
      depends_on: [],
    });
  });

  it("waits for the sources of logs", () => {
    const json = synthesize((stack) => {
      const group = new ResourceGroup(stack, "first", { name: "rg", location: "westeurope" });
      new IncidentNotification(stack, "IncidentNotification", { ...RULE_PROPS, ruleNames: ["mailbox-opened"], dependsOn: [group] });
    });
    expect(resource(json, TYPE, "incidents")["depends_on"]).toEqual(["azurerm_resource_group.first"]);
  });

  it("is text to Terraform, whatever a rule is called", () => {
    const [criterion] = notification(["${x}"])["criteria"] as { query: string }[];
    expect(criterion!.query).toContain('dynamic(["$${x}"])');
  });
});
