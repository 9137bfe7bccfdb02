import { readdirSync } from "node:fs";
import { join } from "node:path";
import { POLICY_IDS } from "../../catalogue/policy-ids";
import { POLICIES } from "../../policies/all-policies";
import { fail, type ChangePolicy, type PlanPolicy, type ResourcePolicy } from "../../policies/policy";
import { reviewPlan, type ReviewProps } from "../../policies/review";
import { planOf } from "../../terraform/plan";
import { changeJson, configuredJson, planJson } from "../support/plan";
import { LIVE, NOW, OVER, tenantWith } from "../support/tenant-in-code";

const HEAD = { title: "", why: "", severity: "High" } as const;
const eachResource: ResourcePolicy = { ...HEAD, id: "each-resource", about: "resource", types: ["azuread_group"], check: ({ address }, { tenant }) => [fail(`${address} of ${tenant?.name ?? "nobody"}`, "-")] };
const eachChange: ChangePolicy = { ...HEAD, id: "each-change", about: "change", check: ({ address }) => [fail(address, "-")] };
const wholePlan: PlanPolicy = { ...HEAD, id: "whole-plan", about: "plan", check: () => [{ ...fail("whole", "-"), subject: "the plan" }] };

function review(json: Record<string, unknown>, props: Partial<ReviewProps> = {}): string[] {
  return reviewPlan(planOf(json), { policies: [eachResource, eachChange, wholePlan], tenants: [], now: NOW, ...props }).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe("the policies of review", () => {
  it("are those that a tenant can tune, each with what its readers need", () => {
    expect(POLICIES.map(({ id }) => id).sort()).toEqual([...POLICY_IDS].sort());
    for (const { title, why } of POLICIES) expect([title, why].every((text) => text.length > 20)).toBe(true);
  });

  it("stand each in a file of its own name", () => {
    const files = readdirSync(join(__dirname, "../../policies"));
    for (const { id } of POLICIES) expect(files).toContain(`${id}.ts`);
  });
});

describe("a value that the plan says is sensitive", () => {
  const said = (json: Record<string, unknown>) => JSON.stringify(reviewPlan(planOf(json), { policies: POLICIES, tenants: [], now: NOW }).findings.filter(({ verdict }) => verdict === "fail"));

  it("is not the name of an application in a message, however short it is", () => {
    const after = { display_name: "Zq8", client_id: "Zq9", required_resource_access: [{ resource_app_id: "00000003-0000-0000-c000-000000000000", resource_access: [{ id: "810c84a8-4a9e-49e6-bf7d-12d183f40d01", type: "Role" }] }] };
    const plan = (mask: unknown) => said(planJson({ resource_changes: [changeJson("azuread_application.crm", { after, after_sensitive: mask })] }));
    expect(plan({})).toContain('for \\"Zq8\\" (Zq9)');
    expect(plan({ display_name: true, client_id: true })).toContain("for azuread_application.crm (sensitive)");
    expect(plan({ display_name: true, client_id: true })).not.toMatch(/Zq\d/u);
  });

  it("is not the name of a detection in a mend", () => {
    const rule = (enabled: boolean) => ({ name: "Zq7", enabled, query: "T" });
    const plan = (mask: unknown) => said(planJson({ resource_changes: [changeJson("azurerm_sentinel_alert_rule_scheduled.a", { actions: ["update"], before: rule(true), after: rule(false), before_sensitive: mask, after_sensitive: mask })] }));
    expect(plan({})).toContain("under detections.Zq7");
    expect(plan({ name: true })).toContain("under detections.(sensitive)");
    expect(plan({ name: true })).not.toContain("Zq7");
  });
});

describe("a review", () => {
  it("cuts a long message only after its secrets are out of it, so that none is halved", () => {
    const secret = "SUPERsecretVALUE-0123456789";
    for (const before of [582, 590, 599]) {
      const long: PlanPolicy = { ...wholePlan, check: () => [{ ...fail(`${"a".repeat(before)}${secret} and more`, "-"), subject: "the plan" }] };
      const [said] = review(planJson({ resource_changes: [changeJson("azuread_group.a", { after: { token: secret }, after_sensitive: { token: true } })] }), { policies: [long] });
      expect(said).not.toContain("SUPER");
      expect(said).toMatch(/^whole-plan: a{500}.*…$/u);
      expect(said!.length).toBe("whole-plan: ".length + 601);
    }
  });

  it("judges what changes: created, changed, replaced, imported; and by change also what goes", () => {
    const as = (name: string, actions: string[], entry = {}, change = {}) => changeJson(`azuread_group.${name}`, { actions, before: {}, after: actions.at(-1) === "delete" || actions[0] === "forget" ? null : {}, ...change }, entry);
    const changes = [as("new", ["create"]), as("changed", ["update"]), as("replaced", ["delete", "create"]), as("imported", ["no-op"], {}, { importing: { id: "1" } }), as("gone", ["delete"]), as("forgotten", ["forget"]), as("old", ["delete"], { deposed: "1" }), as("same", ["no-op"]), changeJson("data.azuread_group.read", { actions: ["read"] })];
    expect(review(planJson({ resource_changes: changes }))).toEqual([
      ...["new", "changed", "replaced", "imported"].map((name) => `each-resource: azuread_group.${name} of nobody`),
      ...["new", "changed", "replaced", "imported", "gone", "forgotten", "old"].map((name) => `each-change: azuread_group.${name}`),
      "whole-plan: whole",
    ]);
  });

  describe("holds a resource to the tenant", () => {
    const other = tenantWith({ name: "other", tenantId: "99999999-9999-4999-8999-999999999999" });
    const provider = (tenant: string) => ({ expressions: { tenant_id: { constant_value: tenant } } });
    const plan = (providers: Record<string, unknown>) => planJson({
      resource_changes: ["a", "b"].map((name) => changeJson(`azuread_group.${name}`, {})),
      configuration: { provider_config: providers, root_module: { resources: [configuredJson("azuread_group.a", {}), configuredJson("azuread_group.b", {}, { provider_config_key: "azuread.second" })] } },
    });
    const judged = (json: Record<string, unknown>, props: Partial<ReviewProps>) => review(json, { policies: [eachResource], ...props });

    it("that its provider names", () => {
      expect(judged(plan({ azuread: provider("11111111-1111-4111-8111-111111111111"), "azuread.second": provider(other.tenantId.toUpperCase()) }), { tenants: [tenantWith(), other] })).toEqual(["each-resource: azuread_group.a of acme", "each-resource: azuread_group.b of other"]);
    });

    it("of the rest of the plan, where its own provider names none", () => {
      expect(judged(plan({ azuread: provider("11111111-1111-4111-8111-111111111111") }), { tenants: [tenantWith(), other] })).toEqual(["each-resource: azuread_group.a of acme", "each-resource: azuread_group.b of acme"]);
    });

    it("of nobody, where its provider names one without a file, or one that isn't known: not that of the rest of the plan", () => {
      const elsewhere = plan({ azuread: provider("11111111-1111-4111-8111-111111111111"), "azuread.second": provider("88888888-8888-4888-8888-888888888888") });
      expect(judged(elsewhere, { tenants: [tenantWith()] })).toEqual(["each-resource: azuread_group.a of acme", "each-resource: azuread_group.b of nobody"]);
      const open = plan({ azuread: provider("11111111-1111-4111-8111-111111111111"), "azuread.second": { expressions: { tenant_id: { references: ["var.tenant"] } } } });
      expect(judged(open, { tenants: [tenantWith()] })).toEqual(["each-resource: azuread_group.a of acme", "each-resource: azuread_group.b of nobody"]);
    });

    it("whose file alone can switch a policy off for it", () => {
      const off = tenantWith({ policies: new Map([["each-resource", { off: { ...LIVE, reason: "A migration.", owner: "Ann" } }]]) });
      const two = plan({ azuread: provider(off.tenantId), "azuread.second": provider(other.tenantId) });
      expect(judged(two, { tenants: [off, other] })).toEqual([`each-resource: is off until ${LIVE.expires}, Ann: A migration.`, "each-resource: azuread_group.b of other"]);
    });

    it("that somebody said, whatever the providers name", () => {
      expect(judged(plan({ azuread: provider(other.tenantId) }), { tenants: [tenantWith(), other], tenant: tenantWith() })).toEqual(["each-resource: azuread_group.a of acme", "each-resource: azuread_group.b of acme"]);
    });

    it("of nobody, where none is named", () => {
      expect(judged(plan({}), { tenants: [tenantWith()] })).toEqual(["each-resource: azuread_group.a of nobody", "each-resource: azuread_group.b of nobody"]);
    });
  });

  describe("by a tenant's wish", () => {
    const plan = planOf(planJson({ resource_changes: [changeJson("azuread_group.a", {})] }));
    const findings = (tuning: { severity?: "Low"; off?: typeof LIVE & { reason: string; owner: string } }) =>
      reviewPlan(plan, { policies: [eachChange], tenants: [], tenant: tenantWith({ policies: new Map([["each-change", tuning]]) }), now: NOW }).findings;

    it("has another severity", () => {
      expect(findings({ severity: "Low" })).toMatchObject([{ verdict: "fail", severity: "Low" }]);
    });

    it("leaves a policy out, and says until when and who answers for it", () => {
      expect(findings({ off: { ...LIVE, reason: "A migration.", owner: "Ann" } })).toMatchObject([{ verdict: "excepted", subject: "policy each-change", message: `is off until ${LIVE.expires}, Ann: A migration.` }]);
    });

    it("judges again once that has lapsed", () => {
      expect(findings({ off: { ...OVER, reason: "A migration.", owner: "Ann" } })).toMatchObject([{ verdict: "fail" }]);
    });
  });

  it("takes what the plan says is sensitive out of every text", () => {
    const echo: ChangePolicy = { ...eachChange, check: ({ after }) => [{ ...fail(`holds ${JSON.stringify(after?.get("key"))}`, "hide hunter2hunter2"), details: "+hunter2hunter2" }] };
    const change = changeJson("azuread_group.a", { after: { key: "hunter2hunter2" }, after_sensitive: { key: true } });
    const { findings } = reviewPlan(planOf(planJson({ resource_changes: [change] })), { policies: [echo], tenants: [], now: NOW });
    expect(JSON.stringify(findings)).not.toContain("hunter2");
    expect(findings).toMatchObject([{ mend: "hide (sensitive)", details: "+(sensitive)" }]);
  });
});
