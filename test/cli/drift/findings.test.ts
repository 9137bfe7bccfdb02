import { driftFindings } from "../../../cli/drift/findings";
import type { TenantResult } from "../../../cli/drift/results";
import { exitCode } from "../../../findings/exit-code";
import type { Finding } from "../../../findings/finding";
import { daysAgo, failure, results, tenantResult, told } from "../../support/drift";

const PLACE = { file: "contoso.yaml", line: 12 };
const accepted = { owner: "Ann", reason: "A test.", expires: "2026-12-31", place: PLACE };
const of = (...tenants: readonly TenantResult[]): readonly Finding[] => driftFindings(results(tenants));
const code = (...tenants: readonly TenantResult[]): number => exitCode(of(...tenants));
const SUBJECT = "azurerm_sentinel_alert_rule_scheduled.rule#enabled";
const idle = { ...accepted, granted: "2026-11-01", entity: SUBJECT, value: "false" };

describe("what drift finds", () => {
  it("fails where something counts, with what it means and what to do", () => {
    expect(of(tenantResult({ differences: [told({ status: "still", firstSeen: daysAgo(2), note: "look" })] }))).toEqual([
      { rule: "drift", tenant: "contoso", severity: "High", subject: SUBJECT, verdict: "fail", message: "drift, true -> false; since 2026-11-18 09:00Z; is switched off; look", mend: `apply the stack, which sets it back, or accept it: drift --accept '${SUBJECT}'` },
    ]);
  });

  it("has a query's change as details", () => {
    expect(of(tenantResult({ differences: [told({ from: { value: "A\nB" }, to: { value: "A\nC" } })] }))[0]?.details).toBe("@@ -1,2 +1,2 @@\n A\n-B\n+C");
  });

  it("is excepted where it is accepted, with the place of the promise, and no concern where values are the same", () => {
    const found = of(tenantResult({ state: "clean", differences: [told({ accepted }), told({ kind: "normalised" }), told({ kind: "computed" })] }));
    expect(found.map(({ verdict, place }) => [verdict, place])).toEqual([["excepted", PLACE], ["not applicable", undefined], ["not applicable", undefined], ["pass", undefined]]);
    expect(found[0]?.message).toContain("accepted until 2026-12-31, Ann: A test.");
  });

  it.each([
    ["unused", {}, "exceptions-are-used", "nothing of it differs, so the exception covers nothing"],
    ["unused", { differences: [told()] }, "exceptions-are-used", "it has another value now, which the exception doesn't cover (1 difference)"],
    ["expired", {}, "exceptions-are-live", "expired on 2026-12-31 (Ann: A test.)"],
    ["not yet granted", {}, "exceptions-are-live", "is granted from 2026-11-01 on, which has not come (Ann: A test.)"],
  ] as const)("fails for an exception that is %s, with file and line", (state, overrides, rule, message) => {
    expect(of(tenantResult({ ...overrides, acceptances: [{ ...idle, state }] })).find((finding) => finding.rule === rule)).toMatchObject({ verdict: "fail", subject: `drift excepted for ${SUBJECT} = false`, message, place: PLACE });
  });

  it("is unknown of a tenant that failed, and names its last known state with its age", () => {
    const failed = tenantResult({ state: "failed", differences: [told()], checked: daysAgo(3), stale: { since: daysAgo(3), ageDays: 3 }, failure: { ...failure(), since: daysAgo(1) } });
    expect(of(failed)).toEqual([{ rule: "drift", tenant: "contoso", verdict: "unknown", subject: "tenant contoso", message: `could not be planned: the state is locked by ci@runner-7; last seen 3 days ago (${daysAgo(3)}): 1 drift`, mend: "wait for it, or unlock it" }]);
  });

  it("ends in the code that says the worst of it", () => {
    const clean = tenantResult();
    const drifted = tenantResult({ tenant: "d", differences: [told()] });
    const failed = tenantResult({ tenant: "f", state: "failed", failure: { ...failure(), since: daysAgo(0) } });
    const others = tenantResult({ tenant: "o", state: "not checked", differences: [told()] });
    const idleOne = tenantResult({ acceptances: [{ ...idle, state: "unused" }] });
    expect([code(clean), code(clean, others), code(clean, failed), code(clean, drifted, failed), code(idleOne), code(tenantResult({ state: "interrupted" }))]).toEqual([0, 0, 3, 1, 1, 3]);
    expect(code(...(["removed", "unrepairable", "pending"] as const).map((kind, i) => tenantResult({ tenant: String(i), differences: [told({ kind })] })))).toBe(1);
  });
});
