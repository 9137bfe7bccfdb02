import { readFileSync } from "node:fs";
import { join } from "node:path";
import { POLICIES } from "../../policies/all-policies";
import { reviewPlan } from "../../policies/review";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { NOW } from "../support/tenant-in-code";

const DETECTION_POLICIES = POLICIES.filter(({ id }) => /^(?:detection|alerts)-/u.test(id));

/** Plans that the real providers made; no tenant file is at hand. */
function findingsOf(name: string) {
  const plan = planOf(JSON.parse(readFileSync(join(__dirname, `../fixtures/plans/${name}.json`), "utf8")));
  return reviewPlan(plan, { policies: DETECTION_POLICIES, tenants: [], now: NOW }).findings;
}

describe("the policies on detections", () => {
  it("find each weakening of a real plan once", () => {
    const subject = "azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change";
    expect(findingsOf("weaken").filter(({ verdict }) => verdict !== "pass")).toMatchObject([
      { rule: "detection-not-disabled", verdict: "fail", subject, message: "is switched off" },
      { rule: "detection-not-weakened", verdict: "fail", subject, message: "lowers its severity from High to Informational" },
      { rule: "detection-not-weakened", verdict: "fail", subject, message: "alerts on more than 50 where it alerted on more than 0" },
    ]);
  });

  it.each(["create", "noop", "danger", "drift"])("pass the plan %s", (name) => {
    expect(findingsOf(name).filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  });

  it("say what a plan restores", () => {
    expect(findingsOf("drift")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: "detection-not-removed", message: containing("it is a saved search, which alerts nobody") }),
        expect.objectContaining({ rule: "detection-not-disabled", message: "is switched on" }),
      ]),
    );
  });

  it("never print the address of a webhook", () => {
    expect(JSON.stringify(["create", "weaken"].map(findingsOf))).not.toContain("secret-token");
  });
});
