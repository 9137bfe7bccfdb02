import { Application } from "@cdktf/provider-azuread/lib/application";
import { ApplicationApiAccess } from "@cdktf/provider-azuread/lib/application-api-access";
import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { App, Aspects, LocalBackend, TerraformHclModule, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Policies, type PoliciesProps } from "../../constructs/policies";
import { TenantStack } from "../../constructs/tenant-stack";
import { temporaryFolder } from "../support/temporary-folder";
import { containing } from "../support/containing";
import { approvedApplication, NOW, tenantWith } from "../support/tenant-in-code";

const GRAPH = "00000003-0000-0000-c000-000000000000";
const MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01";
const MAIL_SEND = "b633e1c5-b582-4048-a93e-9f11b44c7e96";
const ARCHIVE = "33333333-3333-4333-8333-333333333333";

describe("policies of a construct tree", () => {
  const folder = temporaryFolder();
  const tenant = tenantWith({ tenantId: "abcdefab-1111-4111-8111-abcdefabcdef", approvedApplications: [approvedApplication()] });

  function app(): App {
    return new App({ outdir: folder() });
  }

  /** Another team's stack, with the tenant's provider. */
  function stackIn(scope: Construct, id: string): TerraformStack {
    const stack = new TerraformStack(scope, id);
    new LocalBackend(stack, { path: "x" });
    new AzureadProvider(stack, "azuread", { tenantId: tenant.tenantId });
    return stack;
  }

  function requests(scope: Construct, id: string, ...permissions: string[]): Application {
    return new Application(scope, id, { displayName: id, requiredResourceAccess: [{ resourceAppId: GRAPH, resourceAccess: permissions.map((permission) => ({ id: permission, type: "Role" })) }] });
  }

  /** The policies with what they warn of. */
  function policies(scope: Construct, props: PoliciesProps = {}): { readonly of: Policies; readonly warned: string[] } {
    const warned: string[] = [];
    return { of: Policies.of(scope, { tenants: tenant, now: NOW, warn: (text) => warned.push(text), ...props }), warned };
  }

  it("stop an app whose stacks request or grant what nobody approved, with every fault at once and nothing written", () => {
    const all = app();
    const fine = stackIn(all, "fine");
    const graph = new DataAzureadServicePrincipal(fine, "graph", { clientId: GRAPH });
    const archive = new DataAzureadServicePrincipal(fine, "archive", { clientId: ARCHIVE });
    new AppRoleAssignment(fine, "grant", { appRoleId: graph.appRoleIds.lookup("Mail.Read"), principalObjectId: archive.objectId, resourceObjectId: graph.objectId });
    const shop = stackIn(all, "shop");
    const crm = requests(new Construct(shop, "Crm"), "app", MAIL_SEND);
    new ApplicationApiAccess(stackIn(all, "other"), "api", { applicationId: crm.id, apiClientId: GRAPH, roleIds: [MAIL_READ] });
    policies(all);
    let said = "";
    try {
      all.synth();
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain("[shop] fail no-unapproved-mail-permission: shop/Crm/app");
    expect(said).toContain("[other] fail no-unapproved-mail-permission: other/api");
    expect(said).toContain('shop/Crm/app requests Mail.Send (application permission of Microsoft Graph) for "app", which lets it');
    expect(said).toContain("on every mailbox; acme has not approved it");
    expect(said).toContain('mend: use the Exchange role "Application Mail.Send"');
    expect(said).toContain("other/api requests Mail.Read");
    expect(said).not.toContain("fine/grant");
    expect(existsSync(join(folder(), "stacks", "fine"))).toBe(false);
  });

  it("let an app through that keeps to them, and say nothing", () => {
    const all = app();
    requests(stackIn(all, "shop"), "crm", "df021288-bdef-4463-88db-98f22de89214");
    const { warned } = policies(all);
    all.synth();
    expect(warned).toEqual([]);
    expect(existsSync(join(folder(), "stacks", "shop", "cdk.tf.json"))).toBe(true);
  });

  it("see stacks that are made after them", () => {
    const all = app();
    stackIn(all, "fine");
    policies(all);
    requests(stackIn(all, "late"), "crm", MAIL_READ);
    expect(() => all.synth()).toThrow(/late\/crm requests Mail\.Read/u);
    expect(existsSync(join(folder(), "stacks", "late"))).toBe(false);
  });

  it("of a construct that is a folder see the stacks in it, also those made later", () => {
    const all = app();
    const team = new Construct(all, "team");
    policies(team);
    requests(stackIn(team, "shop"), "crm", MAIL_READ);
    requests(stackIn(all, "elsewhere"), "crm", MAIL_SEND);
    expect(() => all.synth()).toThrow(/^(?!.*Mail\.Send)[\s\S]*team\/shop\/crm requests Mail\.Read/u);
  });

  it("of a construct see what stands in it beside the stacks in it", () => {
    const all = app();
    const part = new Construct(stackIn(all, "shop"), "part");
    requests(part, "crm", MAIL_READ);
    requests(stackIn(part, "inner"), "crm", MAIL_SEND);
    expect(policies(part).of.findings().map(({ subject }) => subject)).toEqual(["shop/part/crm", "shop/part/inner/crm"]);
  });

  it("are of no use with props that can't be used, and say so at once", () => {
    const bad = (props: unknown) => () => Policies.of(app(), props as PoliciesProps);
    expect(bad({ now: new Date("x") })).toThrow("now is no valid Date");
    expect(bad({ now: "2026-11-20" })).toThrow("now is no valid Date");
    expect(bad({ tenants: ["contoso"] })).toThrow("holds what is no tenant");
    expect(bad({ tenants: [undefined] })).toThrow("holds what is no tenant");
    expect(bad({ unknown: "fail" })).toThrow('neither "warning" nor "error"');
    expect(bad({ tenants: [tenant, { ...tenant, name: "twin" }] })).toThrow("two tenants have the tenantId");
  });

  it("see what an aspect adds", () => {
    const all = app();
    stackIn(all, "first");
    const shop = stackIn(all, "shop");
    Aspects.of(shop).add({
      visit: (node) => {
        if (node === shop) requests(shop, "added", MAIL_READ);
      },
    });
    policies(all);
    expect(() => all.synth()).toThrow(/shop\/added requests Mail\.Read/u);
  });

  it("of a stack or construct leave the rest alone", () => {
    const all = app();
    const shop = stackIn(all, "shop");
    const mine = new Construct(shop, "Mine");
    requests(mine, "crm", MAIL_SEND);
    requests(new Construct(shop, "Mine2"), "crm", MAIL_READ);
    const other = stackIn(all, "other");
    requests(other, "crm", MAIL_READ);
    expect(policies(mine).of.findings().map(({ subject }) => subject)).toEqual(["shop/Mine/crm"]);
    expect(policies(other).of.findings().map(({ subject }) => subject)).toEqual(["other/crm"]);
    expect(() => Testing.synth(shop, true)).toThrow(/Mail\.Send/u);
    expect(() => Testing.synth(other, true)).toThrow(/Mail\.Read/u);
  });

  it("say what can't be told at synthesis, once, on standard error and among the annotations, and go on", () => {
    const all = app();
    const shop = stackIn(all, "shop");
    const role = new TerraformVariable(shop, "role", { type: "string" });
    new AppRoleAssignment(shop, "grant", { appRoleId: role.stringValue, principalObjectId: "p", resourceObjectId: "r" });
    const { warned } = policies(all);
    all.synth();
    all.synth();
    expect(warned).toHaveLength(1);
    expect(warned[0]!.replace(/\s+/gu, " ")).toContain("shop/grant: grants a permission to the service principal p that can't be told: it is the variable role, which is given at plan");
    expect(warned[0]).toContain("1 unknown");
    const manifest = JSON.parse(readFileSync(join(folder(), "manifest.json"), "utf8")) as { stacks: { shop: { annotations: { level: string; message: string }[] } } };
    expect(manifest.stacks.shop.annotations).toMatchObject([{ level: "@cdktf/warn", message: containing("unknown no-unapproved-mail-permission, no-powerful-directory-permission: shop/grant") }]);
  });

  it("stop at what can't be told where they are asked to", () => {
    const all = app();
    const shop = stackIn(all, "shop");
    new AppRoleAssignment(shop, "grant", { appRoleId: new TerraformVariable(shop, "role", { type: "string" }).stringValue, principalObjectId: "p", resourceObjectId: "r" });
    const { warned } = policies(all, { unknown: "error" });
    expect(() => all.synth()).toThrow(/unknown no-unapproved-mail-permission.*: shop\/grant/u);
    expect(warned).toEqual([]);
  });

  it("can't see into modules, and say so", () => {
    const all = app();
    new TerraformHclModule(stackIn(all, "shop"), "crm", { source: "acme/crm/azuread" });
    expect(policies(all).of.findings()).toMatchObject([{ verdict: "unknown", subject: "shop/module.crm" }]);
  });

  it("take no escape sequence from a name into an error", () => {
    const all = app();
    const shop = stackIn(all, "shop");
    new Application(shop, "crm", { displayName: "\u001b[2Jgone\nfail", requiredResourceAccess: [{ resourceAppId: GRAPH, resourceAccess: [{ id: MAIL_READ, type: "Role" }] }] });
    policies(all);
    expect(() => all.synth()).toThrow(/"\\u001b\[2Jgone fail"/u);
  });

  describe("find the tenant", () => {
    const otherTenant = tenantWith({ name: "other", tenantId: "99999999-9999-4999-8999-999999999999" });
    const judged = (tenantId: string | undefined, tenants: NonNullable<PoliciesProps["tenants"]>) => {
      const all = app();
      const shop = new TerraformStack(all, "shop");
      new AzureadProvider(shop, "azuread", tenantId === undefined ? {} : { tenantId });
      new AppRoleAssignment(shop, "grant", { appRoleId: MAIL_READ, principalObjectId: new DataAzureadServicePrincipal(shop, "a", { clientId: ARCHIVE }).objectId, resourceObjectId: new DataAzureadServicePrincipal(shop, "g", { clientId: GRAPH }).objectId });
      return policies(all, { tenants }).of.findings().map(({ tenant: name, verdict }) => `${name ?? "none"} ${verdict}`);
    };

    it("by their provider's tenant id", () => {
      expect(judged(tenant.tenantId.toUpperCase(), [otherTenant, tenant])).toEqual(["acme pass"]);
      expect(judged(otherTenant.tenantId, [otherTenant, tenant])).toEqual(["other fail"]);
    });

    it("as the only one where the provider names none", () => {
      expect(judged(undefined, tenant)).toEqual(["acme pass"]);
      expect(judged(undefined, [tenant, otherTenant])).toEqual(["none fail"]);
    });

    it("nowhere where the provider's is not known", () => {
      const all = app();
      const shop = new TerraformStack(all, "shop");
      new AzureadProvider(shop, "azuread", { tenantId: new TerraformVariable(shop, "tenant", { type: "string" }).stringValue });
      requests(shop, "crm", MAIL_READ);
      expect(policies(all).of.findings()).toMatchObject([{ verdict: "unknown", message: containing("in which tenant can't be told: its provider's tenant id is the variable tenant, which is given at plan") }]);
    });

    it("nowhere where the provider names another: then nothing is approved", () => {
      expect(judged("88888888-8888-4888-8888-888888888888", tenant)).toEqual(["none fail"]);
    });
  });

  it("hold by themselves to the tenants whose baselines are in the app, and the baseline's own grants pass", () => {
    const all = app();
    const managed = tenantWith({ tenantId: tenant.tenantId, approvedApplications: [approvedApplication({ managed: true, permissions: ["Mail.Read", "Mail.Send"] })] });
    new TenantStack(all, "acme", { tenant: managed, detections: [], now: NOW });
    requests(stackIn(all, "shop"), "crm", MAIL_READ);
    const findings = Policies.of(all).findings();
    expect(findings.map(({ verdict, tenant: name }) => `${name ?? ""} ${verdict}`)).toEqual(["acme pass", "acme pass", "acme fail"]);
    expect(Policies.of(all)).toBe(Policies.of(all));
    expect(() => Policies.of(all, { unknown: "error" })).toThrow("the app has its policies already");
  });
});
