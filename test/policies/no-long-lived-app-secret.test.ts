import { noLongLivedAppSecret } from "../../policies/no-long-lived-app-secret";
import { planOf } from "../../terraform/plan";
import { unknown, type Resource, type Unknown } from "../../terraform/resource";
import { containing } from "../support/containing";
import { changeJson, configuredJson, planJson } from "../support/plan";
import { resourceWith } from "../support/resource";
import { NOW } from "../support/tenant-in-code";

const CRM = "33333333-3333-4333-8333-333333333333";
const application = resourceWith("azuread_application", { display_name: "CRM", client_id: CRM, id: "/applications/1", object_id: "1" }, { address: "azuread_application.crm" });
const principal = resourceWith("azuread_service_principal", { client_id: CRM, display_name: "CRM", object_id: "2" }, { address: "azuread_service_principal.crm" });
const leftOut: Unknown = { ...unknown("is known only after apply"), leftOut: true };

function check(resource: Resource, beside: readonly Resource[] = [application, principal]) {
  return noLongLivedAppSecret.check(resource, { now: NOW, resources: [resource, ...beside] });
}

function password(body: Record<string, unknown>, type = "azuread_application_password"): Resource {
  return resourceWith(type, { application_id: "/applications/1", ...body });
}

describe("a secret", () => {
  it.each([
    ["an end_date", { end_date: "2027-05-19T09:00:00Z" }, "180 days"],
    ["an end_date that is past", { start_date: "2025-01-01T00:00:00Z", end_date: "2026-06-30T00:00:00Z" }, undefined],
    ["an end_date after a start_date to come", { start_date: "2027-01-01T00:00:00Z", end_date: "2027-06-30T00:00:00Z" }, "180 days"],
    ["end_date_relative", { end_date_relative: "4320h" }, "180 days"],
    ["end_date_relative that is past", { end_date_relative: "-1h" }, undefined],
    ["end_date_relative in parts", { end_date_relative: "23h59m60s" }, "1 day"],
  ])("passes where it lasts 180 days at most: by %s", (_, body, lasts) => {
    expect(check(password(body))).toMatchObject([{ verdict: "pass", message: lasts === undefined ? containing("can't be used any more") : `gives "CRM" (${CRM}) a secret that lasts ${lasts}` }]);
  });

  it.each([
    ["an end_date", { end_date: "2027-05-20T09:00:00Z" }, "181 days"],
    ["an end_date after a start_date", { start_date: "2026-11-01T00:00:00Z", end_date: "2027-05-01T00:00:00Z" }, "181 days"],
    ["end_date_relative", { end_date_relative: "4321h" }, "180.1 days"],
    ["no end, which is two years", {}, "730 days, which is Entra's default where no end is given"],
    ["no end that a plan knows", { end_date: leftOut, end_date_relative: leftOut }, "730 days, which is Entra's default where no end is given"],
  ])("fails where it lasts longer: by %s", (_, body, lasts) => {
    expect(check(password(body))).toMatchObject([{ verdict: "fail", message: containing(`a secret that lasts ${lasts}, more than 180`), mend: containing("federated credential or a managed identity") }]);
  });

  it.each([
    ["an end_date", { end_date: unknown("is time_rotating.it.rotation_rfc3339, which is known only after apply") }, "it has an end that is time_rotating.it.rotation_rfc3339, which is known only after apply"],
    ["an end_date_relative", { end_date_relative: unknown("is the variable life, which the plan doesn't show") }, "it has an end that is the variable life"],
    ["an end_date that is none", { end_date: "soon" }, "no date such as"],
    ["an end_date_relative that is none", { end_date_relative: "180 days" }, "no length of time such as"],
  ])("is unknown where it can't be told: %s", (_, body, why) => {
    expect(check(password(body))).toMatchObject([{ verdict: "unknown", message: containing(why), mend: containing("at most 180 days away") }]);
  });

  it("of an application that has permissions on mailboxes says which", () => {
    const request = resourceWith("azuread_application_api_access", { api_client_id: "00000003-0000-0000-c000-000000000000", application_id: "/applications/1", role_ids: ["810c84a8-4a9e-49e6-bf7d-12d183f40d01", "df021288-bdef-4463-88db-98f22de89214"] });
    expect(check(password({}), [application, request])).toMatchObject([{ message: containing("; this plan has permissions on mailboxes for it: Mail.Read") }]);
    const keyed = { ...request, address: 'module.a["x.data.y"].azuread_application_api_access.it' };
    expect(check(password({}), [application, keyed])).toMatchObject([{ message: containing("permissions on mailboxes for it: Mail.Read") }]);
    const other = resourceWith("azuread_application", { display_name: "Other", client_id: "44444444-4444-4444-8444-444444444444", id: "/applications/2" }, { address: "azuread_application.other" });
    expect(check(password({ application_id: "/applications/2" }), [application, other, request])[0]?.message).not.toContain("mailboxes");
    expect(check(password({ application_id: "/applications/9" }), [application, request])[0]?.message).not.toContain("mailboxes");
  });

  it("finds what is granted to the application under another name, by its client id", () => {
    const graph = resourceWith("azuread_service_principal", { client_id: "00000003-0000-0000-c000-000000000000", object_id: "9" });
    const renamed = resourceWith("azuread_service_principal", { client_id: CRM.toUpperCase(), display_name: "CRM sync", object_id: "2" });
    const grant = resourceWith("azuread_app_role_assignment", { app_role_id: "810c84a8-4a9e-49e6-bf7d-12d183f40d01", principal_object_id: "2", resource_object_id: "9" });
    expect(check(password({}), [application, renamed, graph, grant])[0]?.message).toContain("permissions on mailboxes for it: Mail.Read");
    const namesake = resourceWith("azuread_application", { display_name: "CRM", client_id: unknown("is open"), id: "/applications/1" });
    expect(check(password({}), [namesake, renamed, graph, grant])[0]?.message).not.toContain("mailboxes");
  });

  it("of a service principal is judged alike, and named by its application", () => {
    const of = (service_principal_id: unknown) => check(resourceWith("azuread_service_principal_password", { service_principal_id }));
    expect(of("/servicePrincipals/2")).toMatchObject([{ verdict: "fail", message: containing(`gives "CRM" (${CRM}) a secret`) }]);
    expect(of(unknown("is open", { resource: principal, path: ["id"] }))).toMatchObject([{ message: containing(`gives "CRM" (${CRM})`) }]);
  });

  it("of azuread 2 names its application by object id", () => {
    expect(check(password({ application_id: null, application_object_id: "1" }))).toMatchObject([{ message: containing(`gives "CRM" (${CRM})`) }]);
  });
});

describe("a certificate", () => {
  it("may last a year, as the SCuBA baseline says", () => {
    expect(check(password({ end_date_relative: "8760h" }, "azuread_application_certificate"))).toMatchObject([{ verdict: "pass", message: containing("a certificate that lasts 365 days") }]);
    expect(check(password({ end_date_relative: "8784h" }, "azuread_service_principal_certificate"))).toMatchObject([{ verdict: "fail", message: containing("a certificate that lasts 366 days, more than 365") }]);
  });
});

describe("an application that holds its secret itself", () => {
  const holding = (value: unknown) => resourceWith("azuread_application", { display_name: "CRM", client_id: CRM, password: value });

  it("is judged by each, and is nothing without one", () => {
    expect(check(holding([{ display_name: "a", end_date: "2026-12-31T00:00:00Z" }, { display_name: "b" }]))).toMatchObject([{ verdict: "pass" }, { verdict: "fail" }]);
    expect(check(holding([]))).toEqual([]);
  });

  it("is unknown where it may get one, and is nothing where nobody writes one", () => {
    expect(check(holding(unknown("is a dynamic block")))).toMatchObject([{ verdict: "unknown" }]);
    const json = planJson({ resource_changes: [changeJson("azuread_application.crm", { after: {}, after_unknown: { password: true } })], configuration: { root_module: { resources: [configuredJson("azuread_application.crm", {})] } } });
    const { resources } = planOf(json);
    expect(resources.flatMap((resource) => noLongLivedAppSecret.check(resource, { now: NOW, resources }))).toEqual([]);
  });
});

it("a plan tells an end that nobody wrote from one that a function makes", () => {
  const planned = (expressions: Record<string, unknown>) => {
    const json = planJson({ resource_changes: [changeJson("azuread_application_password.p", { after: {}, after_unknown: { end_date: true } })], configuration: { root_module: { resources: [configuredJson("azuread_application_password.p", expressions)] } } });
    const { resources } = planOf(json);
    return resources.flatMap((resource) => noLongLivedAppSecret.check(resource, { now: NOW, resources }));
  };
  expect(planned({})).toMatchObject([{ verdict: "fail", message: containing("Entra's default") }]);
  expect(planned({ end_date: {} })).toMatchObject([{ verdict: "unknown" }]);
});
