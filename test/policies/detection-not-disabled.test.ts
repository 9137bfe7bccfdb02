import { detectionNotDisabled } from "../../policies/detection-not-disabled";
import { containing } from "../support/containing";
import { change, monitorAlert, MONITOR, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { judgeOne, type ChangeOf } from "../support/review-change";
import { LIVE, OVER, TO_COME, tenantWith } from "../support/tenant-in-code";

const on = scheduledRule();
const off = scheduledRule({ enabled: false });
const check = (of: ChangeOf, tenant?: ReturnType<typeof tenantWith>, address = SCHEDULED) => judgeOne(detectionNotDisabled, address, of, tenant);
const tenantSaying = (overrides: Parameters<typeof change>[0]) => tenantWith({ changes: new Map([["full-access", change(overrides)]]) });

describe("a detection", () => {
  it("that is switched off fails", () => {
    expect(check({ before: on, after: off })).toEqual([
      { verdict: "fail", message: "is switched off", mend: "leave it on, or have it granted under detections.full-access in the tenant's file, with owner, reason and end" },
    ]);
    expect(check({ before: monitorAlert(), after: monitorAlert({ enabled: false }) }, undefined, MONITOR)).toMatchObject([{ verdict: "fail" }]);
  });

  it("that is created or replaced switched off fails", () => {
    expect(check({ after: off })).toMatchObject([{ verdict: "fail", message: "is created switched off" }]);
    expect(check({ before: on, after: off, actions: ["delete", "create"] })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that its tenant switches off is excepted, by whom and until when", () => {
    for (const of of [{ before: on, after: off }, { after: off }]) {
      expect(check(of, tenantSaying({ enabled: false }))).toMatchObject([{ verdict: "excepted", message: containing(`granted until ${LIVE.expires} (Messaging team: A migration.)`), place: { file: "acme.yaml", line: 2 } }]);
    }
  });

  it.each([
    ["is over", { enabled: false, ...OVER }, `expired on ${OVER.expires}`],
    ["has not begun", { enabled: false, ...TO_COME }, `is granted from ${TO_COME.granted} on only`],
    ["says something else", { severity: "Low" as const }, "is switched off"],
  ])("that its tenant's change doesn't cover, since it %s, fails", (_, overrides, message) => {
    expect(check({ before: on, after: off }, tenantSaying(overrides))).toMatchObject([{ verdict: "fail", message: containing(message), mend: containing("in acme.yaml") }]);
  });

  it("of another name is not covered", () => {
    expect(check({ before: on, after: scheduledRule({ enabled: false, name: "other" }) }, tenantSaying({ enabled: false }))).toMatchObject([{ verdict: "fail" }]);
  });

  it("of which it isn't known is unknown", () => {
    const { enabled: _, ...open } = on;
    expect(check({ before: on, after: open, unknown: { enabled: true } })).toMatchObject([{ verdict: "unknown", message: containing("may be switched off") }]);
    expect(check({ after: open, unknown: { enabled: true } })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that stays off, stays on or is switched on passes, and says which", () => {
    expect(check({ before: off, after: scheduledRule({ enabled: false, severity: "Low" }) })).toEqual([{ verdict: "pass", message: "was switched off before, and stays so" }]);
    expect(check({ before: on, after: scheduledRule({ severity: "Low" }) })).toEqual([{ verdict: "pass", message: "stays switched on" }]);
    expect(check({ before: off, after: on })).toEqual([{ verdict: "pass", message: "is switched on" }]);
    expect(check({ after: on })).toEqual([{ verdict: "pass", message: "is created switched on" }]);
    expect(check({ after: scheduledRule({ enabled: null }) })).toMatchObject([{ verdict: "pass" }]);
  });

  it("is nobody's business here where it goes away, stays untouched, or only was read", () => {
    expect(check({ before: on })).toEqual([]);
    expect(check({ before: off, after: off, actions: ["no-op"] })).toEqual([]);
    expect(check({ before: off, entry: { deposed: "ab12cd34" } })).toEqual([]);
    expect(check({ after: off, actions: ["read"] }, undefined, "data.azurerm_sentinel_alert_rule_anomaly.it")).toEqual([]);
    expect(detectionNotDisabled.types).not.toContain("azurerm_log_analytics_saved_search");
  });

  it("that is imported switched off is told of", () => {
    expect(check({ before: off, after: off, actions: ["no-op"], importing: "/subscriptions/1" })).toEqual([{ verdict: "pass", message: "was switched off before, and stays so" }]);
  });
});
