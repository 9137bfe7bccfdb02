import { bindingsOf, type BoundValue } from "../../catalogue/bindings";
import { loadPermissions } from "../../catalogue/permissions";
import type { BaselineKeys } from "../../catalogue/schema";
import type { ParameterValue, Tenant } from "../../catalogue/tenant";
import { detection } from "../support/community-detection";
import { baselineKeys } from "../support/detection";
import { approvedApplication, LIVE, NOW, OVER, retentionException, tenantWith, TO_COME } from "../support/tenant-in-code";

type Parameters = NonNullable<BaselineKeys["parameters"]>;

const bound = (keys: Partial<BaselineKeys>, { tenant = tenantWith(), values = {}, frequency = { minutes: 15 } } = {}) =>
  bindingsOf(detection({ baseline: baselineKeys(["CM0074.cmdlets"], keys) }), tenant, frequency, values, NOW);
const value = (parameter: Parameters[string], tenant: Tenant = tenantWith(), own?: ParameterValue): BoundValue => bound({ parameters: { it: parameter } }, { tenant, values: own === undefined ? {} : { it: own } })[0]!.value;
const rowsOf = (table: BoundValue): readonly (readonly string[])[] => (table.type === "table" ? table.rows : []);

describe("what a query reads of its tenant", () => {
  it("is nothing for a community rule", () => {
    expect(bindingsOf(detection(), tenantWith(), { minutes: 15 }, {}, NOW)).toEqual([]);
  });

  it("is bound in the order of the rule, exceptions last", () => {
    const keys = { parameters: { zz: { type: "long" as const, default: 1 }, aa: { type: "bool" as const, default: true } }, exceptions: [{ entity: "x", value: "y" }] };
    expect(bound(keys).map(({ name }) => name)).toEqual(["zz", "aa", "exceptions"]);
  });

  it.each<[Parameters[string], ParameterValue, BoundValue, BoundValue]>([
    [{ type: "timespan", default: "6h" }, "12h", { type: "timespan", duration: { minutes: 360 } }, { type: "timespan", duration: { minutes: 720 } }],
    [{ type: "long", default: 3 }, 0, { type: "long", number: 3 }, { type: "long", number: 0 }],
    [{ type: "bool", default: true }, false, { type: "bool", truth: true }, { type: "bool", truth: false }],
    [{ type: "strings", default: ["a"] }, ["b", "c"], { type: "strings", texts: ["a"] }, { type: "strings", texts: ["b", "c"] }],
    [{ type: "string", default: "a" }, "", { type: "string", text: "a" }, { type: "string", text: "" }],
    [{ default: "a" }, "b", { type: "string", text: "a" }, { type: "string", text: "b" }],
  ])("is, by the parameter %j, its default, or %j where the tenant says so", (parameter, own, byDefault, byTenant) => {
    expect(value(parameter)).toEqual(byDefault);
    expect(value(parameter, tenantWith(), own)).toEqual(byTenant);
  });

  it("may be how often it runs, which a near-real-time rule has as 5 minutes where Azure Monitor runs it", () => {
    const parameters: Parameters = { frequency: { from: "detection.frequency" } };
    expect(bound({ parameters })).toEqual([{ name: "frequency", value: { type: "timespan", duration: { minutes: 15 } } }]);
    const nearRealTime = bindingsOf(detection({ baseline: baselineKeys(["CM0074.cmdlets"], { parameters }) }), tenantWith(), undefined, {}, NOW);
    expect(nearRealTime).toEqual([{ name: "frequency", value: { type: "timespan", duration: { minutes: 5 } } }]);
  });

  it("may be the tenant's own domains, which no value of a change replaces", () => {
    const tenant = tenantWith({ acceptedDomains: ["a.example", "b.example"] });
    expect(value({ from: "tenant.acceptedDomains" }, tenant, ["evil.example"])).toEqual({ type: "strings", texts: ["a.example", "b.example"] });
  });

  const APPROVED = [
    approvedApplication({ appId: "app-1", permissions: ["Mail.Read", "Mail.Send"], mailboxScope: { everyMailbox: true }, expires: "2026-12-31" }),
    approvedApplication({ appId: "app-2", resource: "exchange-online", type: "delegated", permissions: ["EWS.AccessAsUser.All"], ...OVER }),
    approvedApplication({ appId: "app-3", permissions: ["Mail.Read"], mailboxScope: { accessPolicyGroup: "crm@acme.com" }, expires: "2026-12-31" }),
    approvedApplication({ appId: "app-4", permissions: ["Mail.Read"], mailboxScope: { managementScope: "CRM" }, expires: "2026-12-31" }),
  ];
  const columns = { appId: "string", resource: "string", permissions: "string", expires: "datetime" };

  it("may be all that it approved, for management scopes too, once for each application and type and until the last of its approvals ends", () => {
    const again = [...APPROVED, approvedApplication({ appId: "app-4", permissions: ["Mail.Send"], mailboxScope: { managementScope: "CRM" }, expires: "2026-12-01" }), approvedApplication({ appId: "app-4", type: "delegated", permissions: ["Mail.Send"], expires: "2026-12-01" })];
    const table = value({ from: "tenant.approvedApplications" }, tenantWith({ approvedApplications: again }));
    expect(table).toMatchObject({ type: "table", columns: { appId: "string", type: "string", expires: "datetime" } });
    expect(rowsOf(table).map(([appId, type]) => `${appId} ${type}`)).toEqual(["app-1 application", "app-2 delegated", "app-3 application", "app-4 application", "app-4 delegated"]);
    expect(rowsOf(table).at(3)?.[2]).toBe("2027-01-01T00:00:00Z");
  });

  it("may be the ids of the baseline's own rules, which are their names in Azure", () => {
    expect(value({ from: "baseline.ruleIds" }, { ...tenantWith(), ruleIds: ["mailbox-opened"] } as Tenant)).toEqual({ type: "strings", texts: ["mailbox-opened"] });
    expect(value({ from: "baseline.ruleIds" })).toEqual({ type: "strings", texts: [] });
  });

  it("may be the application permissions it approved in Entra, a row an approval; one for a management scope covers no grant in Entra", () => {
    expect(value({ from: "tenant.approvedApplicationPermissions" }, tenantWith({ approvedApplications: APPROVED }))).toEqual({
      type: "table",
      columns,
      rows: [
        ["app-1", "microsoft-graph", "Mail.Read Mail.Send", "2027-01-01T00:00:00Z"],
        ["app-3", "microsoft-graph", "Mail.Read", "2027-01-01T00:00:00Z"],
      ],
    });
  });

  it("may be the delegated permissions it approved, with the instant on which each lapses, lapsed ones too", () => {
    expect(value({ from: "tenant.approvedDelegatedPermissions" }, tenantWith({ approvedApplications: APPROVED }))).toEqual({
      type: "table",
      columns,
      rows: [["app-2", "exchange-online", "EWS.AccessAsUser.All", "2026-11-20T00:00:00Z"]],
    });
  });

  it("may be the guarded application permissions, by id and name", () => {
    const table = value({ from: "catalogue.guardedApplicationPermissions" });
    expect(table).toMatchObject({ type: "table", columns: { resource: "string", id: "string", permission: "string" } });
    expect(rowsOf(table)).toContainEqual(["microsoft-graph", "810c84a8-4a9e-49e6-bf7d-12d183f40d01", "Mail.Read"]);
    expect(rowsOf(table)).toHaveLength(loadPermissions().filter((p) => p.guarded && p.type === "application").length);
    expect(rowsOf(table).map(([, , name]) => name)).not.toContain("Directory.Read.All");
  });

  it("may be the ids of the guarded application permissions alone, each once though two resources share it", () => {
    const roleIds = value({ from: "catalogue.guardedApplicationRoleIds" });
    const texts = roleIds.type === "strings" ? roleIds.texts : [];
    expect(texts).toContain("810c84a8-4a9e-49e6-bf7d-12d183f40d01");
    expect(texts).toEqual([...new Set(loadPermissions().filter((p) => p.guarded && p.type === "application").map((p) => p.id))]);
    expect(texts.length).toBeLessThan(rowsOf(value({ from: "catalogue.guardedApplicationPermissions" })).length);
  });

  it("may be the guarded delegated permissions, a row a resource, joined by blanks", () => {
    const table = value({ from: "catalogue.guardedDelegatedPermissions" });
    expect(table).toMatchObject({ type: "table", columns: { resource: "string", permissions: "string" } });
    const named = rowsOf(table).flatMap(([resource, names]) => String(names).split(" ").map((name) => `${String(resource)} ${name}`));
    expect(named).toContain("microsoft-graph Mail.Read");
    expect(named).toEqual(loadPermissions().filter((p) => p.guarded && p.type === "delegated").map((p) => `${p.resource} ${p.name}`));
  });

  it("can't be from a source that nothing serves", () => {
    expect(() => value({ from: "tenant.nothing" as "tenant.acceptedDomains" })).toThrow("the schema lets through a parameter source that nothing serves: tenant.nothing");
  });

  describe("by its exceptions", () => {
    const exception = (entity: string, changes: object = {}) => retentionException({ rule: { kind: "detection", id: "sample" }, entity, value: "v", ...changes });
    const tableOf = (...exceptions: ReturnType<typeof exception>[]) => bound({ exceptions: [{ entity: "x", value: "y" }] }, { tenant: tenantWith({ exceptions }) })[0]!;

    it("is an empty table where there are none", () => {
      expect(tableOf()).toEqual({ name: "exceptions", value: { type: "table", columns: { entity: "string", value: "string", expires: "datetime" }, rows: [] } });
    });

    it("is a row each, with the instant on which it lapses, lapsed ones too and those to come not yet", () => {
      expect(rowsOf(tableOf(exception("live", LIVE), exception("over", OVER), exception("to come", TO_COME)).value)).toEqual([
        ["live", "v", "2027-01-01T00:00:00Z"],
        ["over", "v", "2026-11-20T00:00:00Z"],
      ]);
    });

    it("is nothing of another detection or check", () => {
      expect(rowsOf(tableOf(exception("a", { rule: { kind: "detection", id: "other" } }), exception("b", { rule: { kind: "check", id: "sample" } })).value)).toEqual([]);
    });
  });
});
