import { packageVersion } from "../../catalogue/location";
import type { TenantDetection } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import { DetectionRule } from "../../constructs/detection-rule";
import { baselineKeys, detectionWith, nearRealTimeDetection, runs } from "../support/detection";
import { resource, RULE_PROPS, synthesize, WORKSPACE, type Attributes } from "../support/stack";
import { LIVE } from "../support/tenant-in-code";

/** What Terraform is told of a rule, whichever of the three kinds it becomes. */
function ruleOf(rule: TenantDetection): Attributes {
  const json = synthesize((stack) => new DetectionRule(stack, { rule, ...RULE_PROPS }));
  const [type, ...others] = Object.keys(json.resource ?? {});
  expect(others).toEqual([]);
  return resource(json, type!, rule.detection.id);
}

const scheduled = (overrides: Partial<Detection>): Attributes => ruleOf(runs(detectionWith(overrides)));

const SENTINEL_DEFAULT = {
  name: "mailbox-opened",
  log_analytics_workspace_id: WORKSPACE.id,
  display_name: "A mailbox was opened to someone",
  description: `Finds who was let in.\n\nDetection mailbox-opened, version 1.2.3, mailbox-baseline ${packageVersion()}.`,
  enabled: true,
  severity: "Medium",
  query: "OfficeActivity\n| take 1\n",
  suppression_enabled: false,
  suppression_duration: "PT5H",
  event_grouping: { aggregation_method: "SingleAlert" },
  depends_on: [],
};
const GROUPING_DEFAULT = { enabled: false, reopen_closed_incidents: false, lookback_duration: "PT5H", entity_matching_method: "AllEntities" };

describe("a scheduled rule of Sentinel", () => {
  it("spells out every default, since what is left out may be changed behind Terraform's back", () => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(detectionWith()), ...RULE_PROPS }));
    expect(json).toEqual({
      resource: {
        azurerm_sentinel_alert_rule_scheduled: {
          "mailbox-opened": {
            ...SENTINEL_DEFAULT,
            query_frequency: "PT1H",
            query_period: "P1D",
            trigger_operator: "GreaterThan",
            trigger_threshold: 0,
            incident: { create_incident_enabled: true, grouping: GROUPING_DEFAULT },
          },
        },
      },
    });
  });

  it.each([
    ["gt", "GreaterThan"],
    ["lt", "LessThan"],
    ["eq", "Equal"],
    ["ne", "NotEqual"],
  ] as const)("spells the operator %s as %s", (operator, spelt) => {
    const schedule = { frequency: { minutes: 5 }, period: { minutes: 90 }, operator, threshold: 7 };
    expect(scheduled({ schedule })).toMatchObject({ query_frequency: "PT5M", query_period: "PT1H30M", trigger_operator: spelt, trigger_threshold: 7 });
  });
});

describe("a near-real-time rule of Sentinel", () => {
  it("spells out every default, and says no schedule", () => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(nearRealTimeDetection()), ...RULE_PROPS }));
    expect(json).toEqual({
      resource: { azurerm_sentinel_alert_rule_nrt: { "mailbox-opened": { ...SENTINEL_DEFAULT, incident: { create_incident_enabled: true, grouping: GROUPING_DEFAULT } } } },
    });
  });
});

describe("a rule", () => {
  it("that is switched off stays declared, disabled, and says by whom", () => {
    const change = { ...LIVE, enabled: false, parameters: {}, owner: "SOC", reason: "Too loud.", state: "live" } as const;
    const rule = ruleOf(runs(detectionWith(), { state: "off", change }));
    expect(rule["enabled"]).toBe(false);
    expect(rule["description"]).toMatch(/^Switched off until 2027-01-01T00:00:00Z by SOC: Too loud\./u);
  });

  it("that is not applicable is refused", () => {
    const rule = runs(detectionWith(), { state: "not applicable", reason: "nothing brings the table OfficeActivity" });
    expect(() => ruleOf(rule)).toThrow(new Error("mailbox-opened is not applicable to this tenant: nothing brings the table OfficeActivity"));
  });

  it("waits for what its table needs", () => {
    const json = synthesize((stack) => {
      const { resource: first } = new DetectionRule(stack, { rule: runs(detectionWith({ id: "first" })), ...RULE_PROPS });
      for (const detection of [detectionWith({ id: "second" }), nearRealTimeDetection({ id: "third" })]) new DetectionRule(stack, { rule: runs(detection), ...RULE_PROPS, dependsOn: [first] });
    });
    expect(resource(json, "azurerm_sentinel_alert_rule_scheduled", "second")["depends_on"]).toEqual(["azurerm_sentinel_alert_rule_scheduled.first"]);
    expect(resource(json, "azurerm_sentinel_alert_rule_nrt", "third")["depends_on"]).toEqual(["azurerm_sentinel_alert_rule_scheduled.first"]);
  });

  it("names its controls and its techniques in its description, since Sentinel's rules have no tags", () => {
    const { description } = scheduled({ baseline: baselineKeys(["CM0074.alert"]), techniques: ["T1098.002"] });
    expect(description).toMatch(/ Controls: CM0074\.alert\. ATT&CK: T1098\.002\.$/u);
  });

  it("gives the service each technique once, without its sub-technique", () => {
    expect(scheduled({ techniques: ["T1098.002", "T1098.003", "T1114"], tactics: ["Persistence"] })).toMatchObject({ tactics: ["Persistence"], techniques: ["T1098", "T1114"] });
  });
});
