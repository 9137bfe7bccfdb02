import { planOf, type Plan } from "../../terraform/plan";
import { known, type Resource, type Value } from "../../terraform/resource";
import { containing } from "../support/containing";
import { quoted } from "../../terraform/quoted-text";
import { changeJson, configuredJson, planJson } from "../support/plan";

function resource(plan: Plan, address: string): Resource {
  const found = plan.resources.find((r) => r.address === address);
  if (found === undefined) throw new Error(`no ${address} among ${plan.resources.map((r) => r.address).join(", ")}`);
  return found;
}

/** What a value refers to, as an address and a path. */
function referred(value: Value): unknown {
  return value.known ? value : value.reference === undefined ? value.why : [value.reference.resource.address, ...value.reference.path];
}

describe("a plan", () => {
  it("says what it is and how whole", () => {
    expect(planOf(planJson())).toMatchObject({ formatVersion: "1.2", terraformVersion: "1.11.4", errored: false, complete: true, applyable: true, changes: [], drift: [] });
  });

  it("of OpenTofu doesn't say whether it is complete", () => {
    const { complete: _, applyable: __, ...tofu } = planJson();
    const plan = planOf(tofu);
    expect("complete" in plan || "applyable" in plan).toBe(false);
  });

  it("of a refresh has no changes", () => {
    const { resource_changes: _, ...refresh } = planJson();
    expect(planOf(refresh).changes).toEqual([]);
  });

  it("tells each change: what becomes of it, from where, and why", () => {
    const [change] = planOf(planJson({
      resource_changes: [changeJson("azuread_group.g", { actions: ["delete", "create"], before: { name: "old" }, after: { name: "new" }, importing: { id: "g1" } }, { previous_address: "azuread_group.f", action_reason: "replace_because_cannot_update" })],
    })).changes;
    expect(change).toMatchObject({ address: "azuread_group.g", previousAddress: "azuread_group.f", mode: "managed", type: "azuread_group", actions: ["delete", "create"], reason: "replace_because_cannot_update", importing: "g1" });
    expect(change!.before!.get("name")).toEqual(known("old"));
    expect(change!.after!.get("name")).toEqual(known("new"));
  });

  it("has nothing after a delete or a forget, and nothing before a create", () => {
    const plan = planOf(planJson({ resource_changes: [changeJson("azuread_group.a", { actions: ["delete"], before: {}, after: null }), changeJson("azuread_group.b", { actions: ["forget"], before: {}, after: null }), changeJson("azuread_group.c", {})] }));
    expect(plan.changes.map(({ before, after }) => [before !== undefined, after !== undefined])).toEqual([[true, false], [true, false], [false, true]]);
    expect(plan.resources.map(({ address }) => address)).toEqual(["azuread_group.c"]);
  });

  it("doesn't take a deposed object for the resource", () => {
    const plan = planOf(planJson({ resource_changes: [changeJson("azuread_group.g", { after: { name: "new" } }), changeJson("azuread_group.g", { actions: ["delete"], before: { name: "old" }, after: null }, { deposed: "abcd1234" })] }));
    expect(plan.changes[1]).toMatchObject({ deposed: "abcd1234", actions: ["delete"] });
    expect(resource(plan, "azuread_group.g").get("name")).toEqual(known("new"));
  });

  it("keeps what drifted apart", () => {
    expect(planOf(planJson({ resource_drift: [changeJson("azuread_group.g", { actions: ["update"], before: {}, after: {} })] }))).toMatchObject({ changes: [], drift: [{ address: "azuread_group.g" }] });
  });

  it("knows data sources that were read already, in every module", () => {
    const data = { address: "module.a.data.azuread_user.u", mode: "data", type: "azuread_user", values: { name: "U" } };
    const plan = planOf(planJson({ prior_state: { values: { root_module: { child_modules: [{ resources: [data] }] } } } }));
    expect(resource(plan, "module.a.data.azuread_user.u").get("name")).toEqual(known("U"));
  });

  it.each([
    [null, "", "holds null, which is no plan"],
    [[], "", "holds a list"],
    ["x", "", "holds a string"],
    [{}, "", "has no format_version"],
    [{ version: 4, serial: 1, lineage: "x" }, "", "is a state file"],
    [{ "@level": "info" }, "", "is the log of `plan -json`"],
    [{ format_version: "1.0", values: {} }, "", "has the values of a state but no planned_values"],
    [planJson({ format_version: "2.0" }), "format_version", "is 2.0; this version reads 1.x"],
    [planJson({ format_version: "x" }), "format_version", "is x"],
    [planJson({ resource_changes: {} }), "resource_changes", "is no list"],
    [planJson({ resource_changes: [null] }), "resource_changes[0]", "is no object"],
    [planJson({ resource_changes: [{ address: "a.b", type: "a", change: null }] }), "resource_changes[0].change", "is no object"],
    [planJson({ resource_changes: [{ type: "a", change: {} }] }), "resource_changes[0]", "has no address and type"],
    [planJson({ resource_changes: [changeJson("a.b", { actions: ["explode"] })] }), "resource_changes[0].change.actions", 'is [explode]; allowed are [no-op] [create]'],
    [planJson({ resource_changes: [changeJson("a.b", { actions: [] })] }), "resource_changes[0].change.actions", "is []; allowed are"],
    [planJson({ resource_changes: [changeJson("a.b", { actions: ["read"] })] }), "resource_changes[0].change.actions", "is [read]; allowed are [no-op] [create] [update] [delete] [forget] [delete, create] [create, delete] [create, forget] [forget, create]"],
    [planJson({ resource_changes: [changeJson("a.b", { actions: undefined })] }), "resource_changes[0].change.actions", "allowed are"],
  ])("is not made of %j", (json, path, message) => {
    expect(() => planOf(json)).toThrow(expect.objectContaining({ path, message: containing(message) }) as Error);
  });

  it("takes __proto__ for a name like any other", () => {
    const plan = planOf(JSON.parse('{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","type":"a","change":{"actions":["create"],"after":{"__proto__":{"polluted":1}}}}]}'));
    expect(resource(plan, "a.b").get("polluted")).toEqual(known(null));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a value that is known only after apply", () => {
  const GRAPH = changeJson("azuread_service_principal.graph", { after: { client_id: "00000003" }, after_unknown: { object_id: true, app_role_ids: true } });

  function grantWith(expression: Record<string, unknown>, extra: { changes?: Record<string, unknown>[]; root?: Record<string, unknown>; plan?: Record<string, unknown>; address?: string; resource?: Record<string, unknown> } = {}): Value {
    const address = extra.address ?? "azuread_app_role_assignment.grant";
    const plan = planOf(planJson({
      resource_changes: [GRAPH, changeJson(address, { after_unknown: { app_role_id: true } }), ...(extra.changes ?? [])],
      configuration: { root_module: { resources: [configuredJson("azuread_app_role_assignment.grant", { app_role_id: expression }, extra.resource)], ...extra.root } },
      ...extra.plan,
    }));
    return resource(plan, address).get("app_role_id");
  }

  it("is looked up in the configuration, which lists what it refers to", () => {
    const references = ['azuread_service_principal.graph.app_role_ids["Mail.Send"]', "azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph"];
    expect(referred(grantWith({ references }))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Send"]);
  });

  it("is looked up in a template, as a configuration in JSON has it", () => {
    expect(referred(grantWith({ constant_value: '${azuread_service_principal.graph.app_role_ids["Mail.Send"]}' }))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Send"]);
    expect(referred(grantWith({ constant_value: "x-${azuread_service_principal.graph.object_id}" }))).toBe("is a text that is put together at apply");
    expect(referred(grantWith({ constant_value: '${upper("a")}' }))).toContain("is the expression upper");
  });

  it("is known after all where it refers to a value that is", () => {
    expect(grantWith({ references: ["azuread_service_principal.graph.client_id", "azuread_service_principal.graph"] })).toEqual(known("00000003"));
  });

  it("has alternatives where it is made of several", () => {
    const value = grantWith({ references: ['azuread_service_principal.graph.app_role_ids["Mail.Send"]', "azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph", "azuread_service_principal.graph.object_id"] });
    expect(value).toMatchObject({ known: false, why: containing("is made of"), alternatives: [{ path: ["app_role_ids", "Mail.Send"] }, { path: ["object_id"] }], partial: 2 });
  });

  it.each([
    ["lookup(ids, \"A\", ids[\"B\"])", ["app_role_ids", "", 'app_role_ids["B"]', "app_role_ids", ""], [["app_role_ids"], ["app_role_ids", "B"]]],
    ["c ? ids[\"B\"] : ids", ['app_role_ids["B"]', "app_role_ids", "", "app_role_ids", ""], [["app_role_ids", "B"], ["app_role_ids"]]],
  ])("is not just the longest of its references where one comes again, as in %s", (_, steps, paths) => {
    const value = grantWith({ references: steps.map((step) => `azuread_service_principal.graph${step === "" ? "" : `.${step}`}`) });
    expect(value).toMatchObject({ known: false, partial: 2, alternatives: paths.map((path) => ({ path })) });
    expect(value).not.toHaveProperty("reference");
  });

  it("keeps what it may be among others, where one of them can't be followed", () => {
    expect(grantWith({ references: ["local.other", 'azuread_service_principal.graph.app_role_ids["Mail.Send"]', "azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph"] })).toMatchObject({ known: false, partial: 2, alternatives: [{ path: ["app_role_ids", "Mail.Send"] }] });
  });

  it("goes by a variable for its index, where that is known", () => {
    const references = ["azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph", "var.permission"];
    expect(referred(grantWith({ references }, { plan: { variables: { permission: { value: "Mail.Send" } } } }))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Send"]);
    expect(grantWith({ references })).toMatchObject({ known: false, partial: 2, alternatives: [{ path: ["app_role_ids"] }] });
  });

  it("goes on inside a whole resource that a module is given, and by the for_each of the module", () => {
    const inner = configuredJson("azuread_app_role_assignment.grant", { app_role_id: { references: ["var.sp.app_role_ids", "var.sp", "var.perm"] } });
    const plan = planOf(planJson({
      resource_changes: [GRAPH, changeJson('module.größe["x"].azuread_app_role_assignment.grant', { after_unknown: { app_role_id: true } })],
      configuration: { root_module: { module_calls: { größe: { for_each_expression: { constant_value: { x: "Mail.Send" } }, expressions: { sp: { references: ["azuread_service_principal.graph"] }, perm: { references: ["each.value"] } }, module: { resources: [inner] } } } } },
    }));
    expect(referred(resource(plan, 'module.größe["x"].azuread_app_role_assignment.grant').get("app_role_id"))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Send"]);
  });

  it("is just that where nothing says more", () => {
    expect(referred(grantWith({}))).toBe("is known only after apply");
    expect(referred(grantWith({ references: ["local.roles"] }))).toContain("is the local roles, which plans don't show");
    expect(referred(grantWith({ references: ["azuread_service_principal.gone.object_id", "azuread_service_principal.gone"] }))).toBe("is an attribute of azuread_service_principal.gone, which this plan doesn't show");
  });

  it("goes by the key of its instance", () => {
    const references = ["azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph", "each.key"];
    const address = 'azuread_app_role_assignment.grant["Mail.Read"]';
    expect(referred(grantWith({ references }, { address }))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Read"]);
  });

  it("goes by the value of its instance where for_each is a set, or a map that the plan shows", () => {
    const references = ["azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph", "each.value"];
    const address = 'azuread_app_role_assignment.grant["read"]';
    const over = (value: unknown) => grantWith({ references }, { address, resource: { for_each_expression: { references: ["var.roles"] } }, plan: { variables: { roles: { value } } } });
    expect(referred(over(["read", "send"]))).toEqual(["azuread_service_principal.graph", "app_role_ids", "read"]);
    expect(referred(over({ read: "Mail.Read" }))).toEqual(["azuread_service_principal.graph", "app_role_ids", "Mail.Read"]);
    expect(referred(over(undefined))).toContain("for_each, which the plan doesn't show");
  });

  it("goes through variables of the root, and through modules, by instance", () => {
    const module = { resources: [configuredJson("azuread_app_role_assignment.grant", { app_role_id: { references: ["var.role"] } })] };
    const plan = planOf(planJson({
      variables: { name: { value: "Mail.Send" } },
      resource_changes: [GRAPH, changeJson('module.crm["eu"].azuread_app_role_assignment.grant', { after_unknown: { app_role_id: true } })],
      configuration: { root_module: { module_calls: { crm: { module, expressions: { role: { references: ["azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph", "each.key"] } } } } } },
    }));
    expect(referred(resource(plan, 'module.crm["eu"].azuread_app_role_assignment.grant').get("app_role_id"))).toEqual(["azuread_service_principal.graph", "app_role_ids", "eu"]);
    expect(grantWith({ references: ["var.name"] }, { plan: { variables: { name: { value: "Mail.Send" } } } })).toEqual(known("Mail.Send"));
  });

  it("goes out of a module by its outputs", () => {
    const module = {
      outputs: { roles: { expression: { references: ["azuread_service_principal.inner.app_role_ids", "azuread_service_principal.inner"] } } },
      resources: [configuredJson("azuread_service_principal.inner", {})],
    };
    const changes = [changeJson("module.graph.azuread_service_principal.inner", { after_unknown: { app_role_ids: true } })];
    const value = grantWith({ references: ['module.graph.roles["Mail.Send"]', "module.graph.roles", "module.graph"] }, { changes, root: { module_calls: { graph: { module, expressions: {} } } } });
    expect(referred(value)).toEqual(["module.graph.azuread_service_principal.inner", "app_role_ids", "Mail.Send"]);
  });

  it("that is made of several at each of many steps is left open after some of them", () => {
    let reads = 0;
    const several = {
      get references() {
        reads += 1;
        return Array.from({ length: 12 }, (_, i) => `var.v${i}`);
      },
    };
    const inputs = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`v${i}`, several]));
    let module: Record<string, unknown> = { resources: [configuredJson("azuread_group.g", { display_name: several })] };
    for (let i = 0; i < 4; i += 1) module = { module_calls: { m: { expressions: inputs, module } } };
    const address = `${"module.m.".repeat(4)}azuread_group.g`;
    const plan = planOf(planJson({ resource_changes: [changeJson(address, { after_unknown: { display_name: true } })], configuration: { root_module: module } }));
    expect(resource(plan, address).get("display_name").known).toBe(false);
    // All of them would be more than 12 to the power of 4.
    expect(reads).toBeLessThan(10_000);
  });

  it("goes through an output of a module whose key holds what Terraform quotes in its own way", () => {
    const outputs = { roles: { expression: { references: ["azuread_service_principal.inner.app_role_ids", "azuread_service_principal.inner"] } } };
    const inner = changeJson('module.graph["$${x}"].azuread_service_principal.inner', { after_unknown: { app_role_ids: true } });
    const value = grantWith({ constant_value: '${module.graph["$${x}"].roles["Mail.Send"]}' }, { changes: [inner], root: { module_calls: { graph: { module: { outputs }, expressions: {} } } } });
    expect(referred(value)).toEqual(['module.graph["$${x}"].azuread_service_principal.inner', "app_role_ids", "Mail.Send"]);
  });

  it("that leads back to itself ends", () => {
    const value = grantWith({ references: ["module.a.x", "module.a"] }, { root: { module_calls: { a: { expressions: { y: { references: ["module.a.x"] } }, module: { outputs: { x: { expression: { references: ["var.y"] } } } } } } } });
    expect(value.known).toBe(false);
  });

  it("in one of several blocks may be any of those that the configuration doesn't write out", () => {
    const access = (name: string) => ({ id: { references: [`azuread_service_principal.graph.app_role_ids["${name}"]`, "azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph"] }, type: { constant_value: "Role" } });
    const plan = planOf(planJson({
      resource_changes: [GRAPH, changeJson("azuread_application.crm", {
        after: { required_resource_access: [{ resource_app_id: "00000003", resource_access: [{ id: "e1fe6dd8", type: "Scope" }, { type: "Role" }, { type: "Role" }] }] },
        after_unknown: { required_resource_access: [{ resource_access: [{}, { id: true }, { id: true }] }] },
      })],
      configuration: { root_module: { resources: [configuredJson("azuread_application.crm", { required_resource_access: [{ resource_app_id: { constant_value: "00000003" }, resource_access: [access("Mail.Read"), { id: { constant_value: "e1fe6dd8" }, type: { constant_value: "Scope" } }, access("Mail.Send")] }] })] } },
    }));
    const apis = resource(plan, "azuread_application.crm").blocks("required_resource_access");
    const accesses = apis.known ? apis.value[0]!.blocks("resource_access") : apis;
    expect(accesses.known && accesses.value.map((block) => block.get("id"))).toMatchObject([
      known("e1fe6dd8"),
      { known: false, alternatives: [{ path: ["app_role_ids", "Mail.Read"] }, { path: ["app_role_ids", "Mail.Send"] }] },
      { known: false, alternatives: [{ path: ["app_role_ids", "Mail.Read"] }, { path: ["app_role_ids", "Mail.Send"] }] },
    ]);
  });
});

describe("a resource of a plan", () => {
  it("has the tenant that its provider is given", () => {
    const tenant = (expression: unknown, variables = {}) => resource(planOf(planJson({
      variables,
      resource_changes: [changeJson("azuread_group.g", {})],
      configuration: { provider_config: { azuread: { expressions: { tenant_id: expression } } }, root_module: { resources: [configuredJson("azuread_group.g", {})] } },
    })), "azuread_group.g").tenantId;
    expect(tenant({ constant_value: "t1" })).toEqual(known("t1"));
    expect(tenant({ references: ["var.tenant"] }, { tenant: { value: "t2" } })).toEqual(known("t2"));
    expect(tenant({ references: ["var.tenant"] })).toMatchObject({ known: false });
    const inModule = planOf(planJson({
      variables: { tenant: { value: "of the root" } },
      resource_changes: [changeJson("module.m.azuread_group.g", {})],
      configuration: {
        provider_config: { "module.m:azuread": { module_address: "module.m", expressions: { tenant_id: { references: ["var.tenant"] } } } },
        root_module: { module_calls: { m: { expressions: { tenant: { constant_value: "t3" } }, module: { resources: [{ ...configuredJson("azuread_group.g", {}), provider_config_key: "module.m:azuread" }] } } } },
      },
    }));
    expect(resource(inModule, "module.m.azuread_group.g").tenantId).toEqual(known("t3"));
    expect(resource(planOf(planJson({ resource_changes: [changeJson("azuread_group.g", {})] })), "azuread_group.g").tenantId).toEqual(known(null));
  });

  it("lists items, each known or not", () => {
    const plan = planOf(planJson({ resource_changes: [changeJson("a.b", { after: { ids: ["x", null], all: ["y"] }, after_unknown: { ids: [false, true], open: true } })] }));
    expect(resource(plan, "a.b").list("ids")).toMatchObject(known([known("x"), { known: false }]));
    expect(resource(plan, "a.b").list("all")).toEqual(known([known("y")]));
    expect(resource(plan, "a.b").list("open")).toMatchObject({ known: false });
    expect(resource(plan, "a.b").list("none")).toEqual(known([]));
  });

  const SP = changeJson("azuread_service_principal.graph", { after_unknown: { app_role_ids: true } });
  const role = (name: string) => [`azuread_service_principal.graph.app_role_ids["${name}"]`, "azuread_service_principal.graph.app_role_ids", "azuread_service_principal.graph"];
  const listed = (references: string[], after: unknown, mask: unknown) => {
    const plan = planOf(planJson({ resource_changes: [SP, changeJson("a.b", { after: { ids: after }, after_unknown: { ids: mask } })], configuration: { root_module: { resources: [configuredJson("a.b", { ids: { references } })] } } }));
    return resource(plan, "a.b").list("ids");
  };

  it("may hold each of several references in a list that is wholly unknown, and more", () => {
    const one = (name: string) => ({ known: false, alternatives: [{ path: ["app_role_ids", name] }], partial: 2 });
    expect(listed([...role("A"), ...role("B")], undefined, true)).toMatchObject(known([one("A"), one("B")]));
    expect(listed(role("A"), undefined, true)).toMatchObject(known([{ alternatives: [{ path: ["app_role_ids", "A"] }], partial: 1 }]));
  });

  it("is one of the references in each unknown item, where there are as many of both", () => {
    const items = listed([...role("A"), ...role("B")], [null, null], [true, true]);
    expect(items).toMatchObject(known([{ alternatives: [{}, {}] }, { alternatives: [{}, {}] }]));
    expect(items.known && items.value.every((item) => !("partial" in item))).toBe(true);
    expect(listed([...role("A"), ...role("B")], [null], [true])).toMatchObject(known([{ partial: 2 }]));
  });

  it.each([[[{}, null]], [[{}]]])("doesn't know blocks of which one is wholly unknown: %j", (blocks) => {
    const plan = planOf(planJson({ resource_changes: [changeJson("a.b", { after: { block: blocks }, after_unknown: { block: [{}, true] } })] }));
    expect(resource(plan, "a.b").blocks("block")).toMatchObject({ known: false });
  });

  it("doesn't take a text for an unknown list, or for blocks", () => {
    const plan = planOf(planJson({ variables: { v: { value: "text" } }, resource_changes: [changeJson("a.b", { after_unknown: { ids: true } })], configuration: { root_module: { resources: [configuredJson("a.b", { ids: { references: ["var.v"] } })] } } }));
    expect(resource(plan, "a.b").list("ids")).toMatchObject({ known: false });
    expect(resource(plan, "a.b").blocks("ids")).toMatchObject({ known: false });
  });

  it("is found by any key that Terraform writes", () => {
    for (const key of ['"${a}"'.slice(1, -1), "\u{10FFFE}", "%{x", '"\\', "a\nb\u0001"]) {
      const plan = planOf(planJson({
        resource_changes: [changeJson("x.graph", {}, { address: `x.graph[${quoted(key)}]`, change: { actions: ["create"], after: {}, after_unknown: { id: true } } }), changeJson("a.b", { after_unknown: { ids: true } }, { address: `a.b[${quoted(key)}]` })],
        configuration: { root_module: { resources: [configuredJson("a.b", { ids: { constant_value: "${x.graph[each.key].id}" } })] } },
      }));
      expect(referred(resource(plan, `a.b[${quoted(key)}]`).get("ids"))).toEqual([`x.graph[${quoted(key)}]`, "id"]);
    }
    expect(() => planOf(planJson({ resource_changes: [changeJson("a.b", {}, { address: 'a.b["\u0001\\q\\Uffffffff"]' })] }))).not.toThrow();
  });
});
