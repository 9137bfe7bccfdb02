import { plannedResult } from "../../../cli/drift/tenant-result";
import type { TenantResult } from "../../../cli/drift/results";
import type { GradedDifference } from "../../../policies/drift-grade";
import { planOf } from "../../../terraform/plan";
import { changeJson, planJson } from "../../support/plan";
import { daysAgo, graded, tenantResult, told } from "../../support/drift";
import { NOW } from "../../support/tenant-in-code";

const ADDRESS = graded().address;
const resultOf = (change: object, differences: readonly GradedDifference[], previous?: TenantResult): TenantResult => {
  const entry = changeJson(ADDRESS, { actions: ["no-op"], after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...change });
  return plannedResult("contoso", differences, { plan: planOf(planJson({ resource_drift: [entry], resource_changes: [entry] })), tenant: undefined, previous, now: NOW });
};

describe("the result of a tenant that was planned", () => {
  it("says when that was seen which it is compared with, and nothing of a tenant that was never seen", () => {
    expect(resultOf({ before: {}, after: {} }, [], tenantResult({ checked: daysAgo(2) })).comparedWith).toBe(daysAgo(2));
    expect(resultOf({ before: {}, after: {} }, [])).not.toHaveProperty("comparedWith");
  });

  it("says by a fingerprint which block an attribute stands in, whatever its row and its value", () => {
    const block = (row: number, before: readonly object[]): string | undefined => resultOf({ before: { action: before }, after: {} }, [graded({ attribute: `action[${row}].enabled` })]).differences[0]?.block;
    const first = block(0, [{ x: 1, enabled: true }]);
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(block(1, [{ x: 2, enabled: true }, { x: 1, enabled: false }])).toBe(first);
    expect(block(0, [{ x: 2, enabled: true }])).not.toBe(first);
    expect(resultOf({ before: {}, after: {} }, [graded()]).differences[0]).not.toHaveProperty("block");
  });

  it("keeps what nothing puts back while the plan shows that the tenant holds it, and no longer", () => {
    const known = tenantResult({ differences: [told({ kind: "unrepairable", firstSeen: daysAgo(3) })] });
    expect(resultOf({ before: { enabled: false }, after: { enabled: false } }, [], known)).toMatchObject({ state: "drifted", counts: { unrepairable: 1 }, differences: [{ status: "still", firstSeen: daysAgo(3) }], gone: [] });
    expect(resultOf({ before: { enabled: true }, after: { enabled: true } }, [], known)).toMatchObject({ state: "clean", differences: [], gone: [{ attribute: "enabled" }] });
  });
});
