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

  it("says new only where a run before knew the tenant", () => {
    const messages = (comparedWith: Partial<TenantResult>) => of(tenantResult({ differences: [told()], ...comparedWith })).map(({ message }) => message);
    expect([messages({}), messages({ comparedWith: daysAgo(1) })]).toEqual([["drift, true -> false; is switched off"], ["drift, true -> false; new; is switched off"]]);
  });

  const gone = { hidden: "absent" } as const;
  it.each([
    ["a resource that is gone", "removed", {}, "apply the stack, which makes it again, or accept it"],
    ["one that isn't declared any more", "removed", { note: "the configuration doesn't declare it any more, so an apply doesn't make it again" }, "declare it again, or apply the stack, which only records that it is gone, or accept it"],
    ["a change in what an apply deletes", "drift", { wanted: gone, note: "an apply deletes the resource" }, "apply the stack, which deletes the resource, or accept it"],
    ["a change in what an apply forgets", "drift", { wanted: gone, note: "an apply lets go of the resource as it is" }, "set it back by hand, since an apply lets go of the resource as it is, or accept it"],
    ["a change where the configuration wants a third value", "drift", { wanted: { value: 3 } }, "apply the stack, which sets it to what the configuration wants by now, or accept it"],
    ["what the configuration says by now", "pending", { note: "the configuration says the same by now; an apply only records it" }, "apply the stack, which only records it"],
    ["what it wants", "pending", {}, "apply the stack, or take the change out of the configuration"],
  ] as const)("mends %s by what an apply really does", (_, kind, overrides, mend) => {
    expect(of(tenantResult({ differences: [told({ kind, ...overrides })] }))[0]?.mend).toMatch(new RegExp(`^${mend}(?:: |$)`, "u"));
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
    ["unused", { differences: [told({ kind: "pending" })] }, "exceptions-are-used", "what differs there is pending, which no exception covers"],
    ["expired", {}, "exceptions-are-live", "expired on 2026-12-31 (Ann: A test.)"],
    ["not yet granted", {}, "exceptions-are-live", "is granted from 2026-11-01 on, which has not come (Ann: A test.)"],
  ] as const)("fails for an exception that is %s, with file and line", (state, overrides, rule, message) => {
    expect(of(tenantResult({ ...overrides, acceptances: [{ ...idle, state }] })).find((finding) => finding.rule === rule)).toMatchObject({ verdict: "fail", subject: `drift excepted for ${SUBJECT} = false`, message, place: PLACE });
  });

  it("is unknown of a tenant that failed, and names its last known state with its age", () => {
    const failed = tenantResult({ state: "failed", differences: [told()], checked: daysAgo(3), stale: { since: daysAgo(3), ageDays: 3 }, failure: { ...failure(), since: daysAgo(1) } });
    expect(of(failed)).toEqual([{ rule: "drift", tenant: "contoso", verdict: "unknown", subject: "tenant contoso", message: `could not be planned: the state is locked by ci@runner-7; last seen 3 days ago (${daysAgo(3)}): 1 drift`, mend: "wait for it, or unlock it" }]);
  });

  it("says what one that changed again was before, and since when nobody could look", () => {
    const [changed, unseen] = of(tenantResult({ differences: [told({ status: "changed", before: { value: null }, firstSeen: daysAgo(2) }), told({ status: "still", firstSeen: daysAgo(2), lastSeen: daysAgo(1) })] }));
    expect(changed?.message).toBe("drift, true -> false; since 2026-11-18 09:00Z, with another value now; in the run before it was null; is switched off");
    expect(unseen?.message).toBe("drift, true -> false; since 2026-11-18 09:00Z, not looked at since 2026-11-19 09:00Z; is switched off");
  });

  it("never passes a tenant whose state may be another", () => {
    const [note, checked] = ["another workspace?", daysAgo(1)];
    expect(of(tenantResult({ note })).map(({ verdict, message }) => [verdict, message])).toEqual([["unknown", note]]);
    expect(of(tenantResult({ state: "not checked", note, checked }))).toMatchObject([{ verdict: "unknown", message: `another workspace?; last seen 24 h ago (${checked}): nothing` }]);
    expect(of(tenantResult({ state: "pending", note, differences: [told({ kind: "pending" })] })).map(({ verdict }) => verdict)).toEqual(["fail", "unknown"]);
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
