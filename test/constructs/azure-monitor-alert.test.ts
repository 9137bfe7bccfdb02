import type { AzureMonitorFit } from "../../catalogue/azure-monitor";
import { packageVersion } from "../../catalogue/location";
import type { TenantDetection } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import { DetectionRule } from "../../constructs/detection-rule";
import { provenanceTags } from "../../constructs/provenance";
import { baselineKeys, detectionWith, nearRealTimeDetection, runs } from "../support/detection";
import { resource, RULE_PROPS, synthesize, WORKSPACE, type Attributes } from "../support/stack";

const FIT: AzureMonitorFit = { frequency: { minutes: 60 }, window: { minutes: 1440 }, operator: "GreaterThan", threshold: 0, severity: 2, notes: [] };
const TYPE = "azurerm_monitor_scheduled_query_rules_alert_v2";

function alertOf(detection: Detection, azureMonitor: AzureMonitorFit = FIT, state: TenantDetection["state"] = "on"): Attributes {
  const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(detection, { azureMonitor, state }), ...RULE_PROPS }));
  expect(Object.keys(json.resource ?? {})).toEqual([TYPE]);
  return resource(json, TYPE, detection.id);
}

const DEFAULT = {
  name: "mailbox-opened",
  resource_group_name: "rg-acme",
  location: "westeurope",
  scopes: [WORKSPACE.id],
  display_name: "A mailbox was opened to someone",
  description: `Finds who was let in.\n\nDetection mailbox-opened, version 1.2.3, mailbox-baseline ${packageVersion()}.`,
  enabled: true,
  severity: 2,
  evaluation_frequency: "PT1H",
  window_duration: "P1D",
  criteria: [
    {
      query: "OfficeActivity\n| take 1\n",
      time_aggregation_method: "Count",
      operator: "GreaterThan",
      threshold: 0,
      failing_periods: { minimum_failing_periods_to_trigger_alert: 1, number_of_evaluation_periods: 1 },
    },
  ],
  action: { action_groups: [RULE_PROPS.actionGroupId], custom_properties: { detection: "mailbox-opened", severity: "Medium" } },
  auto_mitigation_enabled: false,
  skip_query_validation: false,
  workspace_alerts_storage_enabled: false,
  tags: provenanceTags("detection mailbox-opened 1.2.3", []),
  depends_on: [],
};

describe("an alert of Azure Monitor", () => {
  it("calls the action group itself and spells out every default", () => {
    expect(alertOf(detectionWith())).toEqual(DEFAULT);
  });

  it("is what a near-real-time detection becomes too", () => {
    expect(alertOf(nearRealTimeDetection(), { ...FIT, frequency: { minutes: 5 }, window: { minutes: 5 } })).toEqual({ ...DEFAULT, evaluation_frequency: "PT5M", window_duration: "PT5M" });
  });

  it("is as near to the detection as Azure Monitor comes", () => {
    expect(alertOf(detectionWith(), { ...FIT, operator: "LessThan", threshold: 3, severity: 1 })).toEqual({
      ...DEFAULT,
      severity: 1,
      criteria: [{ ...DEFAULT.criteria[0], operator: "LessThan", threshold: 3 }],
    });
  });

  it("is silent after an alert where the detection is suppressed", () => {
    expect(alertOf(detectionWith(), { ...FIT, mute: { minutes: 300 } })).toEqual({ ...DEFAULT, mute_actions_after_alert_duration: "PT5H" });
  });

  it("tells whoever it calls which controls the detection serves", () => {
    const alert = alertOf(detectionWith({ baseline: baselineKeys(["CM0074.alert", "NIST.SI-4(5)"]) }));
    expect(alert).toEqual({
      ...DEFAULT,
      description: `${DEFAULT.description} Controls: CM0074.alert, NIST.SI-4(5).`,
      action: { ...DEFAULT.action, custom_properties: { ...DEFAULT.action.custom_properties, controls: "CM0074.alert NIST.SI-4(5)" } },
      tags: provenanceTags("detection mailbox-opened 1.2.3", ["CM0074.alert", "NIST.SI-4(5)"]),
    });
  });

  it("stays declared where it is switched off", () => {
    expect(alertOf(detectionWith(), FIT, "off")).toEqual({ ...DEFAULT, enabled: false });
  });

  it("waits for what its table needs", () => {
    const json = synthesize((stack) => {
      const { resource: first } = new DetectionRule(stack, { rule: runs(detectionWith({ id: "first" })), ...RULE_PROPS });
      new DetectionRule(stack, { rule: runs(detectionWith(), { azureMonitor: FIT }), ...RULE_PROPS, dependsOn: [first] });
    });
    expect(resource(json, TYPE, "mailbox-opened")["depends_on"]).toEqual(["azurerm_sentinel_alert_rule_scheduled.first"]);
  });
});
