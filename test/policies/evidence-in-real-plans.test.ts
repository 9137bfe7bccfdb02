import { readFileSync } from "node:fs";
import { join } from "node:path";
import { POLICIES } from "../../policies/all-policies";
import { reviewPlan } from "../../policies/review";
import { planOf } from "../../terraform/plan";
import { NOW } from "../support/tenant-in-code";

const EVIDENCE_POLICIES = POLICIES.filter(({ id }) => !/^(?:detection|alerts|query|no-unapproved|no-powerful)-/u.test(id));

/** Plans of azurerm 4.55.0 and azuread 3.7.0 by Terraform 1.11.4. */
function reviewed(name: string) {
  const plan = planOf(JSON.parse(readFileSync(join(__dirname, "../fixtures/plans", `${name}.json`), "utf8")));
  return reviewPlan(plan, { policies: EVIDENCE_POLICIES, tenants: [], now: NOW }).findings;
}

describe("a real plan", () => {
  it.each(["create", "noop", "weaken", "danger", "drift"])("that takes no evidence away passes: %s", (name) => {
    const findings = reviewed(name);
    expect(findings.filter(({ verdict }) => verdict !== "pass" && verdict !== "not applicable")).toEqual([]);
    expect(findings.filter(({ rule }) => rule === "plan-is-complete" || rule === "checks-hold")).toMatchObject([{ verdict: "pass" }, { verdict: "pass" }]);
  });

  it("that restores a retention says so", () => {
    expect(reviewed("drift").find(({ rule }) => rule === "log-retention-kept")).toMatchObject({ verdict: "pass", subject: "azurerm_log_analytics_workspace.law", message: "keeps its logs 180 days instead of 30" });
  });
});
