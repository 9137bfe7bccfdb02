import { noUnapprovedMailPermission } from "../../policies/no-unapproved-mail-permission";
import { known, unknown, type Resource } from "../../terraform/resource";
import { resourceWith } from "../support/resource";
import { containing } from "../support/containing";
import { approvedApplication, LIVE, NOW, OVER, tenantWith, TO_COME } from "../support/tenant-in-code";

const GRAPH = "00000003-0000-0000-c000-000000000000";
const EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
const MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01";
const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";
const DELEGATED_MAIL_READ = "570282fd-fa5c-430d-a7fd-fc8dc98a9dca";
const FULL_ACCESS_AS_APP = "dc890d15-9560-4a4c-9b7f-a736ec74ec40";
const ARCHIVE = "33333333-3333-4333-8333-333333333333";

/** What the approved archive is called in {@link approvedApplication}. */
const tenant = tenantWith({ approvedApplications: [approvedApplication()] });

function check(resource: Resource, { approved = [approvedApplication()], beside = [] as Resource[], tenant: of = tenantWith({ approvedApplications: approved }) } = {}) {
  return noUnapprovedMailPermission.check(resource, { tenant: of, now: NOW, resources: [resource, ...beside] });
}

function requesting(access: Record<string, unknown>, body: Record<string, unknown> = {}, api: unknown = GRAPH): Resource {
  return resourceWith("azuread_application", { display_name: "CRM", client_id: ARCHIVE, required_resource_access: [{ resource_app_id: api, resource_access: [access] }], ...body });
}

describe("an application that requests a permission", () => {
  it("on mailboxes passes where the tenant has approved it", () => {
    expect(check(requesting({ id: MAIL_READ, type: "Role" }))).toEqual([
      { verdict: "pass", message: `requests Mail.Read (application permission of Microsoft Graph) for "CRM" (${ARCHIVE}), approved until ${LIVE.expires} (Messaging team: The archive reads every mailbox.)` },
    ]);
  });

  it("on mailboxes fails where nobody has approved it, with what that opens and what to do instead", () => {
    const [judged, ...others] = check(requesting({ id: MAIL_READ, type: "Role" }), { approved: [] });
    expect(others).toEqual([]);
    expect(judged).toMatchObject({ verdict: "fail" });
    expect(judged!.message).toMatch(/^requests Mail\.Read \(application permission of Microsoft Graph\) for "CRM" \(3+-3+-43+-83+-3+\), which lets it .*, on every mailbox; acme has not approved it$/u);
    expect(judged!.mend).toMatch(/^use the Exchange role "Application Mail\.Read".* instead, or have it approved under approvedApplications in acme\.yaml \(resource: microsoft-graph, type: application, permissions: \[Mail\.Read\]\)$/u);
  });

  it("that is not on mailboxes is nobody's business here", () => {
    expect(check(requesting({ id: USER_READ_ALL, type: "Role" }))).toEqual([]);
    expect(check(requesting({ id: "99999999-9999-4999-8999-999999999999", type: "Role" }))).toEqual([]);
    expect(check(requesting({ id: MAIL_READ, type: "Role" }, {}, "99999999-9999-4999-8999-999999999999"))).toEqual([]);
  });

  it("for a signed-in user is not covered by an approval for the application alone", () => {
    expect(check(requesting({ id: DELEGATED_MAIL_READ, type: "Scope" }))).toMatchObject([{ verdict: "fail", message: containing("Mail.Read (delegated permission") }]);
    expect(check(requesting({ id: DELEGATED_MAIL_READ, type: "Scope" }), { approved: [approvedApplication({ type: "delegated" })] })).toMatchObject([{ verdict: "pass" }]);
  });

  it("of Exchange Online is not covered by an approval for the same name on Microsoft Graph", () => {
    expect(check(requesting({ id: MAIL_READ, type: "Role" }, {}, EXCHANGE))).toMatchObject([{ verdict: "fail", message: containing("Office 365 Exchange Online") }]);
    expect(check(requesting({ id: FULL_ACCESS_AS_APP, type: "Role" }, {}, EXCHANGE))).toMatchObject([{ verdict: "fail", message: containing("full_access_as_app") }]);
  });

  it("that may be another one too is judged by what it names, and never passes", () => {
    const graph = resourceWith("azuread_service_principal", { client_id: GRAPH });
    const among = (...names: string[]) => requesting({ id: { ...unknown("is made of several"), alternatives: names.map((name) => ({ resource: graph, path: ["app_role_ids", name] })), partial: 2 }, type: "Role" });
    expect(check(among("User.Read.All", "Mail.Send"))).toMatchObject([{ verdict: "fail", message: containing("requests Mail.Send") }]);
    expect(check(among("User.Read.All"))).toMatchObject([{ verdict: "unknown", message: containing("it is made of several") }]);
    expect(check(among("Mail.Read"))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("is told by id in any case of letters", () => {
    expect(check(requesting({ id: MAIL_READ.toUpperCase(), type: "Role" }, {}, GRAPH.toUpperCase()), { approved: [] })).toMatchObject([{ verdict: "fail" }]);
  });

  it("whose type is open is judged as both", () => {
    expect(check(requesting({ id: MAIL_READ, type: unknown("is open") }), { approved: [] })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that can't be told is unknown, and says why", () => {
    expect(check(requesting({ id: unknown("is the variable role, which is given at plan"), type: "Role" }))).toEqual([
      {
        verdict: "unknown",
        message: `requests a permission for "CRM" (${ARCHIVE}) that can't be told: it is the variable role, which is given at plan`,
        mend: "write the permission's id or name and the API's client id out, or review the plan before it is applied",
      },
    ]);
    expect(check(resourceWith("azuread_application", { required_resource_access: unknown("is open") }))).toMatchObject([{ verdict: "unknown" }]);
    expect(check(resourceWith("azuread_application", { required_resource_access: [{ resource_app_id: GRAPH, resource_access: unknown("is open") }] }))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that can't be told, of an API without mailboxes, is nobody's business here", () => {
    expect(check(requesting({ id: unknown("is open"), type: "Role" }, {}, "99999999-9999-4999-8999-999999999999"))).toEqual([]);
  });

  it("of an API that can't be told is judged by its id, which Graph and Exchange share", () => {
    const both = approvedApplication({ resource: "exchange-online" });
    const request = requesting({ id: MAIL_READ, type: "Role" }, {}, unknown("is open"));
    expect(check(request)).toMatchObject([{ verdict: "fail", message: containing("Exchange Online") }]);
    expect(check(request, { approved: [approvedApplication(), both] })).toMatchObject([{ verdict: "pass" }]);
    expect(check(requesting({ id: USER_READ_ALL, type: "Role" }, {}, unknown("is open")))).toEqual([]);
  });

  it("reads every API and every permission of it", () => {
    const application = resourceWith("azuread_application", {
      display_name: "CRM",
      required_resource_access: [
        { resource_app_id: GRAPH, resource_access: [{ id: USER_READ_ALL, type: "Role" }, { id: MAIL_READ, type: "Role" }] },
        { resource_app_id: EXCHANGE, resource_access: [{ id: FULL_ACCESS_AS_APP, type: "Role" }] },
      ],
    });
    expect(check(application, { approved: [] }).map(({ message }) => /requests (\S+)/u.exec(message)?.[1])).toEqual(["Mail.Read", "full_access_as_app"]);
  });
});

describe("what is known but makes no sense", () => {
  it("is unknown rather than nothing", () => {
    for (const id of [["a"], { a: "b" }, 5, null]) expect(check(requesting({ id, type: "Role" }))).toMatchObject([{ verdict: "unknown" }]);
  });
});

describe("an approval", () => {
  const request = requesting({ id: MAIL_READ, type: "Role" });

  it.each([
    ["has expired", OVER, `acme's approval expired on ${OVER.expires}`],
    ["has not begun", TO_COME, `acme has approved it from ${TO_COME.granted} on only`],
    ["is for a management scope, which a grant in Entra goes beyond", { mailboxScope: { managementScope: "Finance" } }, "acme has approved it within the management scope Finance only, which a permission in Entra goes beyond"],
  ])("that %s covers nothing, and is named", (_, change, why) => {
    expect(check(request, { approved: [approvedApplication(change)] })).toMatchObject([{ verdict: "fail", message: containing(`; ${why}`) }]);
  });

  it("of another application, permission or API covers nothing", () => {
    for (const change of [{ appId: "44444444-4444-4444-8444-444444444444" }, { permissions: ["Mail.Send"] }, { resource: "exchange-online" as const }]) {
      expect(check(request, { approved: [approvedApplication(change)] })).toMatchObject([{ verdict: "fail" }]);
    }
  });

  it("is by client id, whatever the application is called", () => {
    expect(check(requesting({ id: MAIL_READ, type: "Role" }, { display_name: "Something else" }))).toMatchObject([{ verdict: "pass" }]);
  });

  describe("of an application whose client id is known only after apply", () => {
    const made = (name: unknown) => requesting({ id: MAIL_READ, type: "Role" }, { client_id: unknown("is azuread_application.it.client_id, which is known only after apply"), display_name: name });

    it("can't be told where the name is the approved one, or not known either", () => {
      expect(check(made("archive"))).toMatchObject([{ verdict: "unknown", message: containing(`whether it is Archive (${ARCHIVE}), which is approved, can't be told: its client id is azuread_application.it.client_id, which is known only after apply`) }]);
      expect(check(made(unknown("is open")))).toMatchObject([{ verdict: "unknown" }]);
    });

    it("is missing where the name is another, or nothing of the kind is approved", () => {
      expect(check(made("CRM"))).toMatchObject([{ verdict: "fail" }]);
      expect(check(made("Archive"), { approved: [] })).toMatchObject([{ verdict: "fail" }]);
      expect(check(made("Archive"), { approved: [approvedApplication(OVER)] })).toMatchObject([{ verdict: "fail" }]);
    });
  });

  it("can't be told where the tenant can't", () => {
    const open = { ...request, tenantId: unknown("is the variable tenant, which is given at plan"), get: request.get.bind(request), list: request.list.bind(request), blocks: request.blocks.bind(request) };
    expect(noUnapprovedMailPermission.check(open, { now: NOW, resources: [open] })).toMatchObject([{ verdict: "unknown", message: containing("in which tenant can't be told: its provider's tenant id is the variable tenant") }]);
  });

  it("is nowhere where no file is for the tenant that the provider names", () => {
    const elsewhere = { ...request, tenantId: known("contoso.com"), get: request.get.bind(request), list: request.list.bind(request), blocks: request.blocks.bind(request) };
    expect(noUnapprovedMailPermission.check(elsewhere, { now: NOW, resources: [elsewhere] })).toMatchObject([{ verdict: "fail", message: containing("there is no tenant file with the tenantId contoso.com") }]);
  });

  it("is nowhere without a tenant file", () => {
    expect(noUnapprovedMailPermission.check(request, { now: NOW, resources: [request] })).toMatchObject([
      { verdict: "fail", message: containing("no tenant file says what its tenant has approved"), mend: containing("in the tenant's file") },
    ]);
  });
});

describe("azuread_application_api_access", () => {
  const application = resourceWith("azuread_application_registration", { display_name: "Archive", client_id: ARCHIVE, id: "/applications/1" }, { address: "azuread_application_registration.archive" });
  const access = (body: Record<string, unknown>) => resourceWith("azuread_application_api_access", { api_client_id: GRAPH, application_id: unknown("is open", { resource: application, path: ["id"] }), ...body });

  it("requests roles and scopes for the application it refers to", () => {
    expect(check(access({ role_ids: [MAIL_READ] }))).toMatchObject([{ verdict: "pass", message: containing(`requests Mail.Read (application permission of Microsoft Graph) for "Archive" (${ARCHIVE})`) }]);
    expect(check(access({ scope_ids: [DELEGATED_MAIL_READ] }))).toMatchObject([{ verdict: "fail", message: containing("delegated") }]);
  });

  it("finds the application by its id too", () => {
    expect(check(access({ application_id: "/applications/1", role_ids: [MAIL_READ] }), { beside: [application] })).toMatchObject([{ verdict: "pass" }]);
    expect(check(access({ application_id: "/applications/2", role_ids: [MAIL_READ] }), { beside: [application] })).toMatchObject([{ verdict: "unknown", message: containing("the application /applications/2") }]);
  });

  it("can't be told where its lists are open", () => {
    expect(check(access({ role_ids: unknown("is open") }))).toMatchObject([{ verdict: "unknown" }]);
    expect(check(access({ role_ids: [unknown("is open")] }))).toMatchObject([{ verdict: "unknown" }]);
    expect(check(access({ api_client_id: "99999999-9999-4999-8999-999999999999", role_ids: unknown("is open") }))).toEqual([]);
  });
});

describe("azuread_app_role_assignment", () => {
  const after = (resource: Resource, ...path: string[]) => unknown(`is ${resource.address}.${path.join(".")}, which is known only after apply`, { resource, path });
  const graph = resourceWith("azuread_service_principal", { client_id: GRAPH }, { address: "azuread_service_principal.graph" });
  const archive = resourceWith("azuread_service_principal", { client_id: ARCHIVE, display_name: "Archive", object_id: "66666666-6666-4666-8666-666666666666" }, { address: "data.azuread_service_principal.archive" });
  const assignment = (body: Record<string, unknown> = {}) =>
    resourceWith("azuread_app_role_assignment", { app_role_id: MAIL_READ, principal_object_id: after(archive, "object_id"), resource_object_id: after(graph, "object_id"), ...body });

  it("grants to the service principal it refers to", () => {
    expect(check(assignment())).toMatchObject([{ verdict: "pass", message: containing(`grants Mail.Read (application permission of Microsoft Graph) to "Archive" (${ARCHIVE})`) }]);
  });

  it("grants a role by name", () => {
    expect(check(assignment({ app_role_id: after(graph, "app_role_ids", "Mail.Read") }))).toMatchObject([{ verdict: "pass" }]);
    expect(check(assignment({ app_role_id: after(graph, "app_role_ids", "Mail.Send") }))).toMatchObject([{ verdict: "fail", message: containing("Mail.Send") }]);
    expect(check(assignment({ app_role_id: after(graph, "app_role_ids", "User.Read.All") }))).toEqual([]);
    expect(check(assignment({ app_role_id: after(graph, "something_else", "Mail.Send") }))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("knows an API by Terraform's list of published ones, and by its name", () => {
    const ids = resourceWith("azuread_application_published_app_ids", {}, { address: "data.azuread_application_published_app_ids.ids" });
    const published = resourceWith("azuread_service_principal", { client_id: after(ids, "result", "Office365ExchangeOnline") });
    const titled = resourceWith("azuread_service_principal", { display_name: "Microsoft Graph" });
    const other = resourceWith("azuread_service_principal", { client_id: after(ids, "result", "Office365SharePointOnline") });
    expect(check(assignment({ resource_object_id: after(published, "object_id"), app_role_id: FULL_ACCESS_AS_APP }))).toMatchObject([{ verdict: "fail", message: containing("full_access_as_app") }]);
    expect(check(assignment({ resource_object_id: after(titled, "object_id") }))).toMatchObject([{ verdict: "pass" }]);
    expect(check(assignment({ resource_object_id: after(other, "object_id"), app_role_id: unknown("is open") }))).toEqual([]);
  });

  it("knows the service principal by its object id", () => {
    expect(check(assignment({ principal_object_id: "66666666-6666-4666-8666-666666666666" }), { beside: [archive] })).toMatchObject([{ verdict: "pass" }]);
    expect(check(assignment({ principal_object_id: "77777777-7777-4777-8777-777777777777" }), { beside: [archive] })).toMatchObject([{ verdict: "unknown", message: containing("the service principal 77777777-7777-4777-8777-777777777777") }]);
  });

  it("is nobody's business where it grants a role of an application that is made here", () => {
    const api = resourceWith("azuread_application", { display_name: "Orders" }, { address: "azuread_application.orders" });
    const principal = resourceWith("azuread_service_principal", { client_id: after(api, "client_id") });
    expect(check(assignment({ resource_object_id: after(principal, "object_id"), app_role_id: unknown("is open") }))).toEqual([]);
    const read = resourceWith("azuread_application", {}, { address: "data.azuread_application.orders" });
    const other = resourceWith("azuread_service_principal", { client_id: after(read, "client_id") });
    expect(check(assignment({ resource_object_id: after(other, "object_id"), app_role_id: unknown("is open") }))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("goes by the id alone: another attribute of an approved application is another thing's", () => {
    expect(check(assignment({ principal_object_id: after(archive, "owners", "0") }))).toMatchObject([{ verdict: "unknown" }]);
    expect(check(assignment({ resource_object_id: after(graph, "application_tenant_id"), app_role_id: USER_READ_ALL }))).toEqual([]);
    const application = resourceWith("azuread_application", { display_name: "Archive", client_id: ARCHIVE });
    const made = resourceWith("azuread_service_principal", { client_id: after(application, "object_id") });
    expect(check(assignment({ principal_object_id: after(made, "object_id") }))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("knows a service principal of azuread 2, which says application_id", () => {
    const old = resourceWith("azuread_service_principal", { application_id: ARCHIVE });
    expect(check(assignment({ principal_object_id: after(old, "object_id") }))).toMatchObject([{ verdict: "pass" }]);
  });

  it("knows a managed identity by its id, and takes no role assignment for one", () => {
    const id = "66666666-6666-4666-8666-666666666667";
    const identity = resourceWith("azurerm_user_assigned_identity", { principal_id: id, client_id: ARCHIVE }, { address: "azurerm_user_assigned_identity.archive" });
    const role = resourceWith("azurerm_role_assignment", { principal_id: id });
    expect(check(assignment({ principal_object_id: id }), { beside: [identity] })).toMatchObject([{ verdict: "pass" }]);
    expect(check(assignment({ principal_object_id: id }), { beside: [role] })).toMatchObject([{ verdict: "unknown", message: containing(`the service principal ${id}`) }]);
  });

  it("leaves open a role by name of an API that can't be told, and an application's own role alone", () => {
    const unnamed = resourceWith("azuread_service_principal", { display_name: "Our API" });
    expect(check(assignment({ resource_object_id: "r", app_role_id: after(unnamed, "app_role_ids", "Mail.Send") }))).toMatchObject([{ verdict: "unknown", message: containing("is named Mail.Send, of an API that") }]);
    const own = resourceWith("azuread_application", {}, { address: "azuread_application.own" });
    expect(check(assignment({ resource_object_id: "r", app_role_id: after(own, "app_role_ids", "Mail.Send") }))).toEqual([]);
  });

  it("names a managed identity by its address", () => {
    const identity = resourceWith("azurerm_user_assigned_identity", { name: "id-crm" }, { address: "azurerm_user_assigned_identity.crm" });
    expect(check(assignment({ principal_object_id: after(identity, "principal_id") }), { approved: [] })).toMatchObject([{ verdict: "fail", message: containing("to azurerm_user_assigned_identity.crm") }]);
  });

  it("finds the application behind a service principal that is made for it", () => {
    const application = resourceWith("azuread_application", { display_name: "CRM" }, { address: "azuread_application.crm" });
    const made = resourceWith("azuread_service_principal", { client_id: after(application, "client_id") });
    expect(check(assignment({ principal_object_id: after(made, "object_id") }))).toMatchObject([{ verdict: "fail", message: containing('to "CRM"') }]);
  });
});

describe("azuread_service_principal_delegated_permission_grant", () => {
  const graph = resourceWith("azuread_service_principal", { client_id: GRAPH, object_id: "55555555-5555-4555-8555-555555555555" });
  const grant = (body: Record<string, unknown>) =>
    resourceWith("azuread_service_principal_delegated_permission_grant", { resource_service_principal_object_id: "55555555-5555-4555-8555-555555555555", service_principal_object_id: "66666666-6666-4666-8666-666666666666", ...body });

  it("grants scopes by name, for every user where it names none", () => {
    expect(check(grant({ claim_values: ["openid", "Mail.Read"] }), { beside: [graph], approved: [] })).toMatchObject([{ verdict: "fail", message: containing("Mail.Read (delegated permission of Microsoft Graph)") }]);
    expect(check(grant({ claim_values: ["Mail.Read"] }), { beside: [graph], approved: [] })[0]!.message).toContain(", for every user");
    expect(check(grant({ claim_values: ["Mail.Read"], user_object_id: "88888888-8888-4888-8888-888888888888" }), { beside: [graph], approved: [] })[0]!.message).not.toContain("for every user");
  });

  it("reads several scopes in one text, and in any case of letters, as Entra does", () => {
    expect(check(grant({ claim_values: ["User.Read Mail.ReadWrite"] }), { beside: [graph], approved: [] })).toMatchObject([{ verdict: "fail", message: containing("Mail.ReadWrite") }]);
    expect(check(grant({ claim_values: [" mail.readwrite "] }), { beside: [graph], approved: [] })).toMatchObject([{ verdict: "fail" }]);
    expect(check(grant({ claim_values: [5] }), { beside: [graph] })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("can't be told where a scope is open", () => {
    expect(check(grant({ claim_values: ["openid", unknown("is open")] }), { beside: [graph] })).toMatchObject([{ verdict: "unknown" }]);
    expect(check(grant({ claim_values: unknown("is open") }), { beside: [graph] })).toMatchObject([{ verdict: "unknown" }]);
  });
});

it("no other resource is read", () => {
  expect(check(resourceWith("azuread_group", { display_name: "CRM" }), { tenant })).toEqual([]);
  expect(noUnapprovedMailPermission.types).not.toContain("azuread_group");
});
