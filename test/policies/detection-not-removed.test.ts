import { detectionNotRemoved, detectionNotRemovedBut } from "../../policies/detection-not-removed";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { planJson } from "../support/plan";
import { changeOf, judgeChange, judgeOne, type ChangeOf } from "../support/review-change";
import { tenantWith } from "../support/tenant-in-code";

const rule = scheduledRule();
const check = (change: ChangeOf, address = SCHEDULED) => judgeOne(detectionNotRemoved, address, change);
const SEARCH = "azurerm_log_analytics_saved_search.hunt";

describe("a detection that goes away", () => {
  it("fails, with Terraform's reason in words", () => {
    expect(check({ before: rule, entry: { action_reason: "delete_because_no_resource_config" } })).toEqual([
      { verdict: "fail", message: "is deleted because it is no longer in the configuration: a scheduled rule that tells of nothing any more", mend: "declare it again; to rename it in the configuration, write a moved block" },
    ]);
  });

  it.each([
    ["delete_because_count_index", "count"],
    ["delete_because_each_key", "for_each"],
    ["delete_because_no_module", "module"],
    ["delete_for_a_new_reason", "delete_for_a_new_reason"],
  ])("for %s fails and tells it", (reason, word) => {
    expect(check({ before: rule, entry: { action_reason: reason } })).toMatchObject([{ verdict: "fail", message: containing(word) }]);
  });

  it("fails where it is only forgotten: it runs on, unwatched", () => {
    expect(check({ before: rule, actions: ["forget"] })).toMatchObject([{ verdict: "fail", message: "is forgotten: it stays in the tenant, but Terraform no longer manages it, so nobody notices if it is switched off" }]);
  });

  it("for the moment of its replacement fails", () => {
    expect(check({ before: rule, after: rule, actions: ["delete", "create"], entry: { action_reason: "replace_because_cannot_update" } })).toMatchObject([
      { verdict: "fail", message: containing("is deleted and then created again because something of it changes that can't be changed in place: in between nothing watches") },
    ]);
  });

  it("in a module, with a key, fails like any other", () => {
    expect(check({ before: rule, entry: { mode: "managed" } }, 'module.metadata.azurerm_sentinel_alert_rule_nrt.rules["a"]')).toMatchObject([{ verdict: "fail", message: containing("a near-real-time rule") }]);
  });

  it.each(["azurerm_sentinel_alert_rule_fusion.it", "azurerm_sentinel_alert_rule_anomaly_built_in.it", "azurerm_sentinel_alert_rule_ms_security_incident.it", "azurerm_monitor_scheduled_query_rules_alert.it"])("fails as %s too", (address) => {
    expect(check({ before: { name: "it" } }, address)).toMatchObject([{ verdict: "fail" }]);
  });

  it("and is created elsewhere under its name was meant to move", () => {
    const other = "azurerm_sentinel_alert_rule_scheduled.renamed";
    const plan = planOf(planJson({ resource_changes: [changeOf(SCHEDULED, { before: rule }), changeOf(other, { after: rule })] }));
    expect(judgeChange(detectionNotRemoved, plan, SCHEDULED)).toMatchObject([{ verdict: "fail", mend: `write a moved block from ${SCHEDULED} to ${other}, which is created under the same name` }]);
    expect(judgeChange(detectionNotRemoved, plan, other)).toEqual([]);
  });
});

describe("a detection that stays", () => {
  it("passes where its replacement is created first", () => {
    expect(check({ before: rule, after: rule, actions: ["create", "delete"] })).toMatchObject([{ verdict: "pass", message: containing("replaced without a gap") }]);
  });

  it("passes where the old one stays beside the new one", () => {
    expect(check({ before: rule, after: rule, actions: ["create", "forget"] })).toMatchObject([{ verdict: "pass", message: containing("stays in the tenant") }]);
  });

  it("passes where only what an earlier replacement left behind is deleted", () => {
    expect(check({ before: rule, entry: { deposed: "ab12cd34" } })).toMatchObject([{ verdict: "pass", message: containing("left behind") }]);
  });

  it("is nobody's business here where it is created, changed, moved or imported", () => {
    expect(check({ after: rule })).toEqual([]);
    expect(check({ before: rule, after: scheduledRule({ severity: "Low" }) })).toEqual([]);
    expect(check({ before: rule, after: rule, actions: ["no-op"], entry: { previous_address: "azurerm_sentinel_alert_rule_scheduled.old" } })).toEqual([]);
  });
});

describe("a query that alerts nobody", () => {
  it("may be replaced, which is said", () => {
    expect(check({ before: {}, after: {}, actions: ["delete", "create"], entry: { action_reason: "replace_because_cannot_update" } }, SEARCH)).toEqual([
      { verdict: "pass", message: "is deleted and created again because something of it changes that can't be changed in place; it is a saved search, which alerts nobody" },
    ]);
  });

  it("may not be deleted: responders would not find it", () => {
    expect(check({ before: {} }, SEARCH)).toMatchObject([{ verdict: "fail", message: containing("a saved search that responders no longer find") }]);
    expect(check({ before: {} }, "azurerm_log_analytics_query_pack_query.hunt")).toMatchObject([{ verdict: "fail" }]);
  });
});

describe("a detection that the catalogue retired", () => {
  const retired = (destroy: boolean) => detectionNotRemovedBut(() => ({ renamed: [{ from: "full-access", to: "mailbox-access", since: "0.2.0" }], retired: [{ id: "mailbox-access", since: "0.3.0", destroy, why: "Microsoft alerts on it itself." }] }));

  it("may be deleted by a tenant that is held to it, under an earlier id too", () => {
    expect(judgeOne(retired(true), SCHEDULED, { before: rule }, tenantWith())).toEqual([{ verdict: "pass", message: "is deleted: the catalogue retired it in 0.3.0 (Microsoft alerts on it itself.)" }]);
    expect(judgeOne(retired(true), SCHEDULED, { before: scheduledRule({ name: "mailbox-access" }) }, tenantWith())).toMatchObject([{ verdict: "pass" }]);
  });

  it("but to be kept in the tenant may be forgotten, not deleted", () => {
    expect(judgeOne(retired(false), SCHEDULED, { before: rule, actions: ["forget"] }, tenantWith())).toMatchObject([{ verdict: "pass", message: containing("is forgotten, and stays") }]);
    expect(judgeOne(retired(false), SCHEDULED, { before: rule }, tenantWith())).toMatchObject([{ verdict: "fail" }]);
  });

  it("counts for nobody without a tenant file, and for no other detection", () => {
    expect(judgeOne(retired(true), SCHEDULED, { before: rule })).toMatchObject([{ verdict: "fail" }]);
    expect(judgeOne(retired(true), SCHEDULED, { before: scheduledRule({ name: "other" }) }, tenantWith())).toMatchObject([{ verdict: "fail" }]);
  });
});
