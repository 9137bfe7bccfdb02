import { DetectionRule } from "../../constructs/detection-rule";
import { DetectionRules } from "../../constructs/detection-rules";
import { MailboxUseAlerts } from "../../constructs/mailbox-use-alerts";
import { baselineKeys, detectionWith, nearRealTimeDetection, runs } from "../support/detection";
import { addresses, resource, RULE_PROPS, synthesize, WORKSPACE } from "../support/stack";

const hunting = nearRealTimeDetection({ kind: "Hunting", tactics: ["Discovery"], techniques: ["T1087.003", "T1098"], description: "Finds who looks\naround.", baseline: baselineKeys(["CM0074.cmdlets"]) });
const TYPE = "azurerm_log_analytics_saved_search";

describe("a hunting query", () => {
  it("is a saved search of the category that Sentinel lists under Hunting, which says what it is by its tags", () => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(hunting), ...RULE_PROPS }));
    expect(json.resource).toEqual({
      [TYPE]: {
        "mailbox-opened": {
          name: "mailbox-opened",
          log_analytics_workspace_id: WORKSPACE.id,
          category: "Hunting Queries",
          display_name: "A mailbox was opened to someone",
          query: "OfficeActivity\n| take 1\n",
          tags: { "managed-by": "mailbox-baseline", "baseline-part": "detection mailbox-opened", "baseline-controls": "CM0074.cmdlets", description: "Finds who looks around.", tactics: "Discovery", techniques: "T1087.003,T1098" },
          depends_on: [],
        },
      },
    });
  });

  it("is the same where Azure Monitor alerts, which can't run what nobody asked to be told of", () => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(hunting, { notes: [] }), ...RULE_PROPS }));
    expect(addresses(json)).toEqual([`${TYPE}.mailbox-opened`]);
  });

  it("ends its description where a tag's value does", () => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs({ ...hunting, description: "x".repeat(300) }), ...RULE_PROPS }));
    expect((resource(json, TYPE, "mailbox-opened")["tags"] as Record<string, string>)["description"]).toHaveLength(256);
  });

  it("is not declared where the tenant has switched it off, since a saved search can't be disabled", () => {
    const rules = [runs(hunting, { state: "off" }), runs(detectionWith({ id: "off" }), { state: "off" })];
    expect(addresses(synthesize((stack) => new DetectionRules(stack, "Rules", "mailbox-permissions", { rules, ...RULE_PROPS })))).toEqual(["azurerm_sentinel_alert_rule_scheduled.off"]);
  });
});

describe("the alerts on what is done in mailboxes", () => {
  it("are the detections of that family", () => {
    const rules = [runs(detectionWith({ id: "read", family: "mailbox-use" })), runs(detectionWith({ id: "given" }))];
    expect(addresses(synthesize((stack) => new MailboxUseAlerts(stack, "MailboxUseAlerts", { rules, ...RULE_PROPS })))).toEqual(["azurerm_sentinel_alert_rule_scheduled.read"]);
  });
});
