import { planOf } from "../../terraform/plan";
import { planDifferences, planDigest } from "../../terraform/plan-digest";
import { changeJson, configuredJson, planJson } from "../support/plan";

const digest = (overrides: Record<string, unknown>) => planDigest(planOf(planJson(overrides)));
const change = (overrides: Record<string, unknown> = {}, entry: Record<string, unknown> = {}) => changeJson("a.b", { actions: ["update"], before: { x: 1, y: "s" }, after: { y: "s", x: 2 }, ...overrides }, entry);

describe("a plan's digest", () => {
  const one = digest({ resource_changes: [change(), changeJson("a.c", {})], timestamp: "2026-11-20T09:00:00Z" });

  it("is the same for what does the same: whenever it was made, in whatever order, by whatever release", () => {
    expect(one).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(digest({ resource_changes: [changeJson("a.c", {}), change({ after: { x: 2, y: "s" } })], timestamp: "2026-11-21T09:00:00Z", terraform_version: "1.12.0", prior_state: {} })).toBe(one);
    expect(digest({ resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"] })] })).toBe(one);
  });

  it.each([
    ["another value", { resource_changes: [change({ after: { x: 3, y: "s" } }), changeJson("a.c", {})] }],
    ["another state that it starts from", { resource_changes: [change({ before: { x: 0, y: "s" } }), changeJson("a.c", {})] }],
    ["another action", { resource_changes: [change({ actions: ["delete", "create"] }), changeJson("a.c", {})] }],
    ["one change less", { resource_changes: [change()] }],
    ["an output", { resource_changes: [change(), changeJson("a.c", {})], output_changes: { o: { actions: ["create"], after: "x" } } }],
    ["a move", { resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"] }, { previous_address: "a.e" })] }],
    ["an import", { resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"], importing: { id: "1" } })] }],
    ["a value that is known only after apply", { resource_changes: [change({ after_unknown: { z: true } }), changeJson("a.c", {})] }],
    ["a second change of one address", { resource_changes: [change(), change(), changeJson("a.c", {})] }],
    ["a deposed object", { resource_changes: [change(), changeJson("a.c", {}), change({ actions: ["delete"] }, { deposed: "1" })] }],
  ])("is another for %s", (_, overrides) => {
    expect(digest(overrides)).not.toBe(one);
  });
});

describe("how a plan differs from the approved one", () => {
  const differences = (before: Record<string, unknown>[], after: Record<string, unknown>[]) =>
    planDifferences(planOf(planJson({ resource_changes: before })), planOf(planJson({ resource_changes: after }))).map(({ name, what }) => `${name} ${what}`);

  it("is nothing where the digests are the same", () => {
    expect(differences([change()], [change()])).toEqual([]);
  });

  it("is said by address, action and attribute, without a value", () => {
    expect(differences([change(), changeJson("a.c", {})], [change({ after: { x: "a secret", y: "s" } }), changeJson("a.d", {})])).toEqual([
      "a.b differs in x", "a.c is no longer there; it was create", "a.d is new: create",
    ]);
    expect(differences([change()], [change({ actions: ["delete"], after: null })])).toEqual(["a.b is delete instead of update"]);
    expect(differences([change()], [change({ replace_paths: [["x"]] })])).toEqual(["a.b differs in replace_paths"]);
  });
});

describe("what comes of a value that is known only after apply", () => {
  const role = (name: string) => ({ references: [`azuread_service_principal.graph.app_role_ids["${name}"]`, "azuread_service_principal.graph"] });
  const provider = (expressions: Record<string, unknown>) => ({ azuread: { name: "azuread", full_name: "registry.terraform.io/hashicorp/azuread", expressions } });
  interface Written {
    readonly role?: string;
    readonly given?: string;
    readonly each?: string;
    readonly tenant?: string;
    readonly secret?: string;
    readonly output?: string;
    readonly perm?: string;
    readonly key?: string;
    readonly actions?: readonly string[];
  }
  const planned = ({ role: name = "User.Read.All", given = "a", each = "a", tenant = "t1", secret = "s", output = "User.Read.All", perm = "p", key = "azuread", actions = ["create"] }: Written) =>
    planOf(planJson({
      resource_changes: [changeJson("module.m.azuread_app_role_assignment.crm", { actions, after_unknown: { app_role_id: true } }, { provider_name: "registry.terraform.io/hashicorp/azuread" })],
      variables: { perm: { value: perm }, token: { value: `token of ${perm === "p" ? secret : "s"}` } },
      configuration: {
        provider_config: provider({ tenant_id: { constant_value: tenant }, client_secret: { constant_value: "c" }, oidc_token: { references: ["var.token"] } }),
        root_module: {
          module_calls: {
            m: { expressions: { role: role(given) }, module: { resources: [configuredJson("azuread_app_role_assignment.crm", { app_role_id: role(name) }, { provider_config_key: key, for_each_expression: role(each) })] } },
            roles: { module: { outputs: { role: { expression: role(output) } } } },
          },
        },
      },
    }));
  const CASES: [string, Written, string][] = [
    ["another expression", { role: "Mail.Send" }, "module.m.azuread_app_role_assignment.crm differs in the expressions of app_role_id"],
    ["another for_each", { each: "b" }, "module.m.azuread_app_role_assignment.crm differs in the expressions of for_each"],
    ["another argument of its module", { given: "b" }, "module.m.azuread_app_role_assignment.crm differs in what is given to module.m"],
    ["another configuration of the provider", { key: "azuread.other" }, "module.m.azuread_app_role_assignment.crm differs in its provider"],
    ["another tenant", { tenant: "t2" }, "the plan differs in provider azuread: tenant_id"],
    ["another output of a module that it may be made of", { output: "Mail.Send" }, "the plan differs in module.roles: output role"],
    ["another variable", { perm: "q" }, "the plan differs in the variables: perm"],
  ];

  it.each(CASES)("is in the digest and told: %s", (_, written, line) => {
    expect(planDigest(planned(written))).not.toBe(planDigest(planned({})));
    expect(planDifferences(planned({}), planned(written)).map(({ name, what }) => `${name} ${what}`)).toEqual([line]);
  });

  it("is not in the digest where nothing changes, nor is the token that a run logs in with", () => {
    const idle = { actions: ["no-op"] };
    expect(planDigest(planned({ ...idle, role: "Mail.Send", tenant: "t2", perm: "q", output: "x" }))).toBe(planDigest(planned(idle)));
    expect(planDigest(planned({ secret: "another" }))).toBe(planDigest(planned({})));
  });

  it("of an output is in the digest by its expression", () => {
    const output = (name: string) => planOf(planJson({ output_changes: { id: { actions: ["create"], after_unknown: true } }, configuration: { root_module: { outputs: { id: { expression: role(name) } } } } }));
    expect(planDifferences(output("a"), output("b"))).toEqual([{ name: "output.id", what: "differs in the expressions of value" }]);
  });
});
