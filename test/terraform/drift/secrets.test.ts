import fc from "fast-check";
import { POLICIES } from "../../../policies/all-policies";
import { gradeDrift } from "../../../policies/drift-grade";
import { differencesOf } from "../../../terraform/drift/differences";
import type { Plan } from "../../../terraform/plan";
import { driftPlan, refreshPlan } from "../../support/drift-plan";
import { NOW } from "../../support/tenant-in-code";

/** A value of a rule, and a mask of its shape; what the mask covers are secrets. */
interface Masked {
  readonly value: unknown;
  readonly mask: unknown;
}

const secret = fc.integer({ min: 0, max: 9 }).map((n) => `SECRET-${n}-of-the-tenant`);
const text = fc.constantFrom("High", "Low", "OfficeActivity", "PT5H", "a");
const covered = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Masked> => value.map((inner) => ({ value: inner, mask: true }));
const open = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Masked> => value.map((inner) => ({ value: inner, mask: false }));
const scalar = fc.oneof(open(text), open(fc.constantFrom<unknown>(null, true, false)), covered(secret));
const map = fc.dictionary(fc.constantFrom("k", "__proto__"), scalar, { maxKeys: 2 }).map(together);
const whole = covered(fc.oneof(fc.dictionary(secret, secret, { maxKeys: 2 }), fc.array(secret, { maxLength: 2 }), fc.array(fc.dictionary(fc.constantFrom("name", "service_uri"), secret), { maxLength: 2 })));
const block = fc.dictionary(fc.constantFrom("name", "service_uri", "entity_type"), fc.oneof(scalar, map), { minKeys: 1 }).map(together);
const blocks = fc.array(block, { maxLength: 3 }).map((list) => ({ value: list.map(({ value }) => value), mask: list.map(({ mask }) => mask) }));
const ATTRIBUTES = fc.constantFrom("enabled", "severity", "query", "tags", "description", "incident", "entity_mapping", "id", "custom_details");
const rule = fc.oneof(fc.dictionary(ATTRIBUTES, fc.oneof(scalar, map, whole, blocks), { maxKeys: 5 }).map(together), { arbitrary: fc.dictionary(ATTRIBUTES, secret, { maxKeys: 3 }).map((value) => ({ value, mask: true })), weight: 1 });

function together(parts: Record<string, Masked>): Masked {
  const entries = Object.entries(parts);
  return JSON.parse(JSON.stringify({ value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])), mask: Object.fromEntries(entries.map(([key, { mask }]) => [key, mask])) })) as Masked;
}

function said(plan: Plan): string {
  const differences = differencesOf(plan, { refreshOnly: false });
  return JSON.stringify([differences, gradeDrift(plan, differences, { policies: POLICIES, tenants: [], now: NOW })]);
}

describe("what any plan says is sensitive", () => {
  it("is in no difference and in no grade of it", () => {
    fc.assert(
      fc.property(rule, rule, rule, fc.boolean(), (state, live, planned, refresh) => {
        const all = [state, live, planned].map(({ value }) => value as Record<string, unknown>);
        const drifting = { state: all[0]!, live: all[1]!, planned: all[2]!, actions: ["update"], configured: {}, hidden: { state: state.mask, live: live.mask, planned: planned.mask } };
        expect(said(refresh ? refreshPlan(drifting) : driftPlan(drifting))).not.toContain("SECRET");
      }),
      { numRuns: 400 },
    );
  });

  it("is in none of a resource as a whole", () => {
    fc.assert(
      fc.property(rule, fc.constantFrom("delete", "create", "forget"), ({ value, mask }, action) => {
        const body = value as Record<string, unknown>;
        const drifting = { live: action === "create" ? null : body, planned: action === "create" ? body : null, actions: [action], hidden: { live: mask, planned: mask } };
        expect(said(driftPlan(drifting))).not.toContain("SECRET");
        expect(said(driftPlan({ state: body, live: null, planned: null, listed: false, hidden: { state: mask } }))).not.toContain("SECRET");
      }),
    );
  });
});
