import { detectionNotLeftDisabled } from "../../policies/detection-not-left-disabled";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { change, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { planJson } from "../support/plan";
import { judgePlan } from "../support/planned";
import { changeOf, type ChangeOf } from "../support/review-change";
import { LIVE, tenantWith } from "../support/tenant-in-code";

const on = scheduledRule();
const off = scheduledRule({ enabled: false });
const SWITCHED_OFF = { before: on, after: off };
const LEFT = { before: off, after: off, actions: ["no-op"] };

/** What is said of a detection that others changed, and of which a plan makes something, or that it doesn't list. */
const check = (drift: ChangeOf, planned?: ChangeOf, context: Parameters<typeof judgePlan>[2] = {}, address = SCHEDULED) =>
  judgePlan(detectionNotLeftDisabled, planOf(planJson({ resource_drift: [changeOf(address, drift)], resource_changes: planned === undefined ? [] : [changeOf(address, planned)] })), context);

describe("a detection that others switched off", () => {
  it("fails where the plan leaves it so, changes something else of it, or doesn't list it", () => {
    for (const planned of [LEFT, { before: off, after: scheduledRule({ enabled: false, severity: "Low" }) }, undefined]) {
      expect(check(SWITCHED_OFF, planned)).toMatchObject([{ subject: SCHEDULED, verdict: "fail", message: "was switched off by others, and this plan leaves it so", mend: containing("switch it on again") }]);
    }
  });

  it("is excepted where its tenant's file switches it off too", () => {
    const tenant = tenantWith({ changes: new Map([["full-access", change({ enabled: false })]]) });
    expect(check(SWITCHED_OFF, LEFT, { tenant })).toMatchObject([{ verdict: "excepted", message: containing(`granted until ${LIVE.expires}`) }]);
  });

  it("passes where the plan switches it on again", () => {
    expect(check(SWITCHED_OFF, { before: off, after: on })).toEqual([{ subject: SCHEDULED, verdict: "pass", message: "was switched off by others, and this plan switches it on again" }]);
  });

  it("is unknown where it isn't known whether it will be on", () => {
    const { enabled: _, ...open } = on;
    expect(check(SWITCHED_OFF, { before: off, after: open, unknown: { enabled: true } })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("is nobody's business here where the plan destroys it", () => {
    expect(check(SWITCHED_OFF, { before: off })).toEqual([]);
  });
});

it("a detection that others changed otherwise, switched on or deleted, and what is none, isn't judged", () => {
  expect(check({ before: on, after: scheduledRule({ custom_details: {} }) }, LEFT)).toEqual([]);
  expect(check({ before: off, after: on }, LEFT)).toEqual([]);
  expect(check({ before: on }, LEFT)).toEqual([]);
  expect(check(SWITCHED_OFF, LEFT, {}, "azurerm_log_analytics_data_export_rule.it")).toEqual([]);
});
