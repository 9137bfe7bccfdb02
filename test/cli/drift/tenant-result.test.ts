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
  return plannedResult("contoso", differences, { plan: planOf(planJson({ resource_drift: [entry], resource_changes: [entry] })), tenant: undefined, previous, now: NOW, refreshOnly: false });
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

describe("the state of a tenant", () => {
  const stateOf = (...kinds: readonly GradedDifference["kind"][]) => resultOf({ before: {}, after: {} }, kinds.map((kind) => graded({ kind, attribute: kind }))).state;

  it("is drifted only where something was changed outside", () => {
    expect([stateOf("pending", "normalised"), stateOf("pending", "drift"), stateOf("unrepairable"), stateOf("removed"), stateOf("computed")]).toEqual(["pending", "drifted", "drifted", "drifted", "clean"]);
  });
});

describe("a state that holds none of what was there", () => {
  const LOST = "the state holds none of the resources that the last run saw: another workspace, or a lost state?";
  const created = planOf(planJson({ resource_changes: [changeJson(ADDRESS, { actions: ["create"] })] }));
  const { resource_changes: _, ...refreshed } = planJson({ resource_drift: [] });
  const of = (plan: typeof created, previous: TenantResult | undefined, refreshOnly = false) => plannedResult("contoso", plan === created ? [graded({ kind: "pending", attribute: "x" })] : [], { plan, tenant: undefined, previous, now: NOW, refreshOnly });

  it("is noted as long as nothing is made, and what was known is kept", () => {
    const before = tenantResult({ resources: 3, differences: [told({ firstSeen: daysAgo(3) })] });
    const first = of(created, before);
    expect(first).toMatchObject({ state: "drifted", mode: "full", note: LOST, resources: 3, gone: [], differences: [{ attribute: "x" }, { attribute: "enabled", status: "still", firstSeen: daysAgo(3), lastSeen: NOW.toISOString() }] });
    expect(of(created, first).note).toBe(LOST);
    expect(resultOf({ before: {}, after: {} }, [], first)).toMatchObject({ resources: 1 });
    expect(resultOf({ before: {}, after: {} }, [], first)).not.toHaveProperty("note");
  });

  it("is nothing to note of a tenant that was never applied", () => {
    expect(of(created, undefined)).not.toHaveProperty("note");
    expect(of(created, tenantResult({ resources: 0 }))).not.toHaveProperty("note");
  });

  it("shows a plan that only refreshes nothing at all, so that nothing was looked at", () => {
    const before = tenantResult({ resources: 3, mode: "full", checked: daysAgo(2) });
    expect(of(planOf(refreshed), before, true)).toMatchObject({ state: "not checked", mode: "full", note: LOST, resources: 3, checked: daysAgo(2), stale: { ageDays: 2 } });
  });

  it("is no lost one where somebody removed everything in the tenant", () => {
    const removal = { actions: ["delete"], before: { id: "x" }, after: null };
    const plan = planOf(planJson({ resource_drift: [changeJson(ADDRESS, removal)], resource_changes: [changeJson(ADDRESS, { actions: ["create"] })] }));
    const result = of(plan, tenantResult({ resources: 1 }));
    expect(result).toMatchObject({ resources: 0 });
    expect(of(created, result)).not.toHaveProperty("note");
  });
});

describe("a plan that only refreshes and finds nothing", () => {
  it("is known by what its state holds, so that what nothing puts back is kept", () => {
    const { resource_changes: _, ...json } = planJson({ prior_state: { values: { root_module: { resources: [{ address: ADDRESS, mode: "managed", type: "x", values: { enabled: false }, sensitive_values: {} }] } } } });
    const previous = tenantResult({ differences: [told({ kind: "unrepairable" }), told({ kind: "pending", attribute: "severity" })] });
    expect(plannedResult("contoso", [], { plan: planOf(json), tenant: undefined, previous, now: NOW, refreshOnly: false })).toMatchObject({ mode: "refresh-only", resources: 1, gone: [], differences: [{ kind: "unrepairable" }, { kind: "pending" }] });
  });
});
