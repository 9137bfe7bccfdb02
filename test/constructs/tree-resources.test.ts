import { Application } from "@cdktf/provider-azuread/lib/application";
import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Fn, TerraformIterator, TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import { TreeResources } from "../../constructs/tree-resources";
import { known, type Resource } from "../../terraform/resource";
import { containing } from "../support/containing";
import { testApp } from "../support/stack";

function stackWith(build: (stack: TerraformStack) => void, id = "shop"): TerraformStack {
  const stack = new TerraformStack(testApp(), id);
  build(stack);
  return stack;
}

function read(stack: TerraformStack): readonly Resource[] {
  for (const construct of stack.node.root.node.findAll()) if (TerraformStack.isStack(construct)) construct.prepareStack();
  return new TreeResources(stack.node.root).of(stack);
}

function only(stack: TerraformStack, type: string): Resource {
  const found = read(stack).filter((resource) => resource.type === type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("a resource of a construct tree", () => {
  it("has its address, its construct and its values", () => {
    const application = only(stackWith((stack) => new Application(stack, "crm", { displayName: "CRM" })), "azuread_application");
    expect(application).toMatchObject({ address: "azuread_application.crm", place: "shop/crm", type: "azuread_application", tenantId: known(null) });
    expect(application.get("display_name")).toEqual(known("CRM"));
    expect(application.get("description")).toEqual(known(null));
  });

  it("has what was overridden, and there are resources that only an override declares", () => {
    const stack = stackWith((s) => {
      new Application(s, "crm", { displayName: "CRM" }).addOverride("display_name", "Other");
      s.addOverride("resource.azuread_group.sneaky", { display_name: "Sneaky" });
    });
    expect(only(stack, "azuread_application").get("display_name")).toEqual(known("Other"));
    expect(only(stack, "azuread_group")).toMatchObject({ address: "azuread_group.sneaky", place: "shop/azuread_group.sneaky" });
  });

  it("follows a reference to a value that another resource gives", () => {
    const stack = stackWith((s) => {
      const app = new Application(s, "crm", { displayName: "CRM" });
      new AppRoleAssignment(s, "grant", { appRoleId: `x-${app.displayName}`, principalObjectId: app.displayName, resourceObjectId: "r" });
    });
    const grant = only(stack, "azuread_app_role_assignment");
    expect(grant.get("principal_object_id")).toEqual(known("CRM"));
    expect(grant.get("app_role_id")).toEqual(known("x-CRM"));
  });

  it("refers to what is known only after apply, and says to what", () => {
    const stack = stackWith((s) => {
      const graph = new DataAzureadServicePrincipal(s, "graph", { clientId: "00000003-0000-0000-c000-000000000000" });
      new AppRoleAssignment(s, "grant", { appRoleId: graph.appRoleIds.lookup("Mail.Send"), principalObjectId: "p", resourceObjectId: graph.objectId });
    });
    const grant = only(stack, "azuread_app_role_assignment");
    const role = grant.get("app_role_id");
    expect(role).toMatchObject({ known: false, why: 'is data.azuread_service_principal.graph.app_role_ids["Mail.Send"], which is known only after apply' });
    expect(!role.known && role.reference).toMatchObject({ path: ["app_role_ids", "Mail.Send"], resource: { address: "data.azuread_service_principal.graph" } });
    expect(grant.get("resource_object_id")).toMatchObject({ known: false, reference: { path: ["object_id"] } });
  });

  it("reads through locals, and through references to references", () => {
    const stack = stackWith((s) => {
      const ids = new TerraformLocal(s, "ids", { mail: "810c84a8" });
      const app = new Application(s, "crm", { displayName: Fn.lookup(ids.expression, "mail") as string });
      new AppRoleAssignment(s, "grant", { appRoleId: app.displayName, principalObjectId: "p", resourceObjectId: "r" });
    });
    expect(only(stack, "azuread_app_role_assignment").get("app_role_id")).toEqual(known("810c84a8"));
  });

  it("leaves to the plan what only it can tell, and says what decides it", () => {
    const stack = stackWith((s) => {
      const role = new TerraformVariable(s, "role", { type: "string", default: "810c84a8" });
      new AppRoleAssignment(s, "grant", { appRoleId: role.stringValue, principalObjectId: Fn.conditional(true, "a", "b") as string, resourceObjectId: `%{ if true }a%{ endif }` });
      s.addOverride("resource.azuread_group.g", { display_name: "${module.x.name}", mail_nickname: "${azuread_group.missing.display_name}", description: "x ${count.index}", a: "${azuread_group.g.a}", b: "${each.value}" });
    });
    const grant = only(stack, "azuread_app_role_assignment");
    expect(grant.get("app_role_id")).toEqual({ known: false, why: "is the variable role, which is given at plan" });
    expect(grant.get("principal_object_id")).toMatchObject({ known: false, why: containing("which only a plan evaluates") });
    expect(grant.get("resource_object_id")).toMatchObject({ known: false, why: containing("template") });
    const group = only(stack, "azuread_group");
    expect(group.get("display_name")).toEqual({ known: false, why: "is an output of the module x, which only a plan evaluates" });
    expect(group.get("mail_nickname")).toEqual({ known: false, why: "is an attribute of azuread_group.missing, which this stack doesn't declare" });
    expect(group.get("description")).toMatchObject({ known: false });
    expect(group.get("a")).toMatchObject({ known: false, why: containing("back to itself") });
    expect(group.get("b")).toEqual({ known: false, why: "differs with each instance of its for_each, which only a plan expands" });
  });

  it("is found in every form that Terraform's JSON may take", () => {
    const found = (resources: unknown) => read(stackWith((s) => s.addOverride("resource", resources))).map(({ address }) => address);
    expect(found({ azuread_group: { g: [{ display_name: "G" }] } })).toEqual(["azuread_group.g"]);
    expect(found({ azuread_group: [{ g: {} }, { h: {} }] })).toEqual(["azuread_group.g", "azuread_group.h"]);
    expect(found([{ azuread_group: { g: {} } }])).toEqual(["azuread_group.g"]);
    const listed = stackWith((s) => {
      s.addOverride("locals", [{ name: "G" }]);
      s.addOverride("module", [{ m: { source: "x" } }]);
      s.addOverride("resource.azuread_group.g", { display_name: "${local.name}", blocks: [[{ id: "a" }], [{ id: "b" }]], odd: ["text"] });
    });
    const group = only(listed, "azuread_group");
    expect(group.get("display_name")).toEqual(known("G"));
    const blocks = group.blocks("blocks");
    expect(blocks.known && blocks.value.map((block) => block.get("id"))).toEqual([known("a"), known("b")]);
    expect(group.blocks("odd")).toMatchObject({ known: false, why: "holds in odd what is no block" });
    expect(new TreeResources(listed.node.root).modulesOf(listed)).toEqual(["m"]);
  });

  it("reads a map whose key is a number", () => {
    const stack = stackWith((s) => {
      s.addOverride("locals", { ids: { "0": "zero" } });
      s.addOverride("resource.azuread_group.g", { display_name: "${local.ids[0]}", mail_nickname: "${local.ids[1]}", description: "${local.constructor}" });
    });
    const group = only(stack, "azuread_group");
    expect(group.get("display_name")).toEqual(known("zero"));
    expect(group.get("mail_nickname")).toEqual({ known: false, why: "is local.ids[1], where nothing stands" });
    expect(group.get("description")).toEqual({ known: false, why: "is the local constructor, which this stack doesn't have" });
  });

  it("follows a long chain, and gives up on one that doubles at each step", () => {
    const chain = (link: (i: number) => string) => stackWith((s) => {
      for (let i = 0; i < 40; i += 1) s.addOverride(`locals.a${i}`, i === 39 ? "end" : link(i + 1));
      s.addOverride("resource.azuread_group.g", { display_name: "${local.a0}" });
    });
    expect(only(chain((i) => `\${local.a${i}}`), "azuread_group").get("display_name")).toEqual(known("end"));
    expect(only(chain((i) => `\${local.a${i}}\${local.a${i}}`), "azuread_group").get("display_name")).toMatchObject({ known: false, why: containing("further than is followed here") });
  });

  it("keeps text that was escaped as text", () => {
    const stack = stackWith((s) => s.addOverride("resource.azuread_group.g", { display_name: "$${var.x}" }));
    expect(only(stack, "azuread_group").get("display_name")).toEqual(known("${var.x}"));
  });
});

describe("a resource with for_each", () => {
  it("is as many as are written out, each with its own values", () => {
    const stack = stackWith((s) => {
      const names = TerraformIterator.fromList(["Mail.Read", "Mail.Send"]);
      const graph = new ServicePrincipal(s, "graph", { clientId: "00000003-0000-0000-c000-000000000000" });
      new AppRoleAssignment(s, "grant", { forEach: names, appRoleId: Fn.lookup(graph.appRoleIds, names.value as string) as string, principalObjectId: names.value as string, resourceObjectId: "r" });
    });
    const grants = read(stack).filter(({ type }) => type === "azuread_app_role_assignment");
    expect(grants.map(({ address }) => address)).toEqual(['azuread_app_role_assignment.grant["Mail.Read"]', 'azuread_app_role_assignment.grant["Mail.Send"]']);
    expect(grants.map(({ place }) => place)).toEqual(['shop/grant["Mail.Read"]', 'shop/grant["Mail.Send"]']);
    expect(grants.map((grant) => grant.get("principal_object_id"))).toEqual([known("Mail.Read"), known("Mail.Send")]);
    expect(grants[1]!.get("app_role_id")).toMatchObject({ reference: { path: ["app_role_ids", "Mail.Send"] } });
  });

  it("over a map has its keys and values", () => {
    const stack = stackWith((s) => s.addOverride("resource.azuread_group.g", { for_each: { a: { name: "A" } }, display_name: "${each.value.name}", mail_nickname: "${each.key}" }));
    const group = only(stack, "azuread_group");
    expect(group.address).toBe('azuread_group.g["a"]');
    expect(group.get("display_name")).toEqual(known("A"));
    expect(group.get("mail_nickname")).toEqual(known("a"));
  });

  it("that only a plan expands is one, and what differs is open", () => {
    const stack = stackWith((s) => s.addOverride("resource.azuread_group.g", { for_each: "${var.groups}", display_name: "${each.value}" }));
    expect(only(stack, "azuread_group").get("display_name")).toMatchObject({ known: false, why: containing("for_each") });
  });

  it("or a count that makes none is none", () => {
    const stack = stackWith((s) => {
      s.addOverride("resource.azuread_group.none", { count: 0 });
      s.addOverride("resource.azuread_group.empty", { for_each: "${toset([])}" });
      s.addOverride("resource.azuread_group.two", { count: 2 });
    });
    expect(read(stack).map(({ address }) => address)).toEqual(["azuread_group.two"]);
  });

  it("makes blocks by a dynamic one, which only a plan expands", () => {
    const stack = stackWith((s) => {
      const ids = TerraformIterator.fromList(["810c84a8"]);
      new Application(s, "crm", { displayName: "CRM", requiredResourceAccess: ids.dynamic({ resource_app_id: "00000003", resource_access: [{ id: ids.value as string, type: "Role" }] }) });
    });
    expect(only(stack, "azuread_application").blocks("required_resource_access")).toMatchObject({ known: false, why: containing("dynamic block") });
  });

  it("is referred to by its key", () => {
    const stack = stackWith((s) => {
      s.addOverride("resource.azuread_application.a", { for_each: '${toset(["x"])}', display_name: "App ${each.key}" });
      s.addOverride("resource.azuread_group.g", { display_name: '${azuread_application.a["x"].display_name}' });
    });
    expect(only(stack, "azuread_group").get("display_name")).toEqual(known("App x"));
  });
});

describe("the tenant of a resource", () => {
  it("is its provider's, by alias where it names one", () => {
    const stack = stackWith((s) => {
      new AzureadProvider(s, "azuread", { tenantId: "one" });
      const other = new AzureadProvider(s, "other", { alias: "other", tenantId: "two" });
      new Application(s, "a", { displayName: "A" });
      new Application(s, "b", { displayName: "B", provider: other });
    });
    expect(read(stack).map(({ tenantId }) => tenantId)).toEqual([known("one"), known("two")]);
  });

  it("is open where its provider is not declared", () => {
    const stack = stackWith((s) => s.addOverride("resource.azuread_group.g", { provider: "azuread.nosuch" }));
    expect(only(stack, "azuread_group").tenantId).toEqual({ known: false, why: "is that of the provider azuread.nosuch, which this stack doesn't declare" });
  });

  it("is open where a variable gives it", () => {
    const stack = stackWith((s) => {
      new AzureadProvider(s, "azuread", { tenantId: new TerraformVariable(s, "tenant", { type: "string" }).stringValue });
      new Application(s, "a", { displayName: "A" });
    });
    expect(only(stack, "azuread_application").tenantId).toMatchObject({ known: false });
  });
});

describe("a reference across stacks", () => {
  it("leads to the other stack's resource", () => {
    const app = testApp();
    const application = new Application(new TerraformStack(app, "producer"), "crm", { displayName: "CRM" });
    const consumer = new TerraformStack(app, "consumer");
    new AppRoleAssignment(consumer, "grant", { appRoleId: application.displayName, principalObjectId: application.objectId, resourceObjectId: "r" });
    const grant = only(consumer, "azuread_app_role_assignment");
    expect(grant.get("principal_object_id")).toMatchObject({ known: false, reference: { resource: { address: "azuread_application.crm", place: "producer/crm" }, path: ["object_id"] } });
    expect(grant.get("app_role_id")).toEqual(known("CRM"));
  });

  it("of a list that holds references is open: they would mean the other stack's", () => {
    const app = testApp();
    const producer = new TerraformStack(app, "producer");
    const list = new TerraformLocal(producer, "list", [new TerraformLocal(producer, "role", "mine").asString]);
    const plain = new TerraformLocal(producer, "plain", ["a"]);
    const consumer = new TerraformStack(app, "consumer");
    new TerraformLocal(consumer, "role", "theirs");
    consumer.addOverride("resource.azuread_group.g", { a: "", b: "" });
    new TerraformLocal(consumer, "taken", list.asList);
    new TerraformLocal(consumer, "takenPlain", plain.asList);
    consumer.addOverride("resource.azuread_group.g.a", "${local.taken}");
    consumer.addOverride("resource.azuread_group.g.b", "${local.takenPlain}");
    const group = only(consumer, "azuread_group");
    expect(group.list("a")).toMatchObject({ known: false, why: "is made in the stack producer, of what only a plan evaluates" });
    expect(group.list("b")).toEqual(known([known("a")]));
  });
});
