import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needsProviders, stackFacts } from "../../../terraform/run/stack-facts";
import { temporaryFolder } from "../../support/temporary-folder";

describe("a stack's folder", () => {
  const folder = temporaryFolder();
  const facts = (files: Readonly<Record<string, unknown>>) => {
    const dir = mkdtempSync(join(folder(), "stack-"));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), typeof content === "string" ? content : JSON.stringify(content));
    return stackFacts(dir);
  };
  const requires = (providers: object, more: object = {}) => ({ terraform: { required_providers: providers }, ...more });
  const azurerm = { source: "hashicorp/azurerm", version: "4.55.0" };
  const azuread = { source: "hashicorp/azuread", version: "3.7.0" };

  it("says which providers it requires, whatever their order, and in however many files", () => {
    const one = facts({ "cdk.tf.json": requires({ azurerm, azuread }) });
    expect(one).toMatchObject({ isPinned: true });
    expect(one.providers).toContain("4.55.0");
    expect(facts({ "cdk.tf.json": requires({ azuread, azurerm }) }).providers).toBe(one.providers);
    expect(facts({ "a.tf.json": requires({ azuread }), "b.tf.json": { terraform: [{ required_providers: [{ azurerm }] }] } }).providers).toBe(one.providers);
    expect(facts({ "cdk.tf.json": requires({ azurerm }) }).providers).not.toBe(one.providers);
  });

  it("requires none where it names none", () => {
    expect(needsProviders(facts({ "cdk.tf.json": {} }))).toBe(false);
    expect(needsProviders(facts({ "cdk.tf.json": requires({ azurerm }) }))).toBe(true);
  });

  it.each<[string, object, boolean]>([
    ["4.55.0", { azurerm: { version: "4.55.0" } }, true],
    ["= 4.55.0", { azurerm: { version: "= 4.55.0" } }, true],
    ["~> 4.0", { azurerm: { version: "~> 4.0" } }, false],
    ["any", { azurerm: {} }, false],
    ["an old way to write it", { azurerm: "4.55.0" }, false],
  ])("is pinned or not: %s", (_, providers, isPinned) => expect(facts({ "cdk.tf.json": requires(providers) }).isPinned).toBe(isPinned));

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["a module", { "cdk.tf.json": requires({ azurerm }, { module: { m: { source: "./m" } } }) }],
    ["a file in HCL", { "cdk.tf.json": requires({ azurerm }), "main.tf": "" }],
    ["a file of OpenTofu's own", { "cdk.tf.json": requires({ azurerm }), "main.tofu": "" }],
    ["no JSON", { "cdk.tf.json": "{" }],
  ])("leaves it to Terraform where it has %s", (_, files) => expect(facts(files).providers).toBeUndefined());

  it("has another digest where its backend, its providers or modules are others, and not where its resources are", () => {
    const one = { terraform: { backend: { local: { path: "a" } } } };
    const digest = facts({ "cdk.tf.json": one }).digest;
    expect(facts({ "cdk.tf.json": { ...one, resource: { a: { b: {} } } } }).digest).toBe(digest);
    const others = [{ terraform: { backend: { local: { path: "b" } } } }, { ...one, module: { m: {} } }, { ...one, module: { n: {} } }, { terraform: { ...one.terraform, required_version: "> 1" } }];
    expect(new Set([digest, ...others.map((other) => facts({ "cdk.tf.json": other }).digest)]).size).toBe(5);
  });

  it("says where the state lies, but not in which cloud and tenant", () => {
    const azure = { storage_account_name: "acc", container_name: "c", key: "k.tfstate", tenant_id: "t", subscription_id: "s", use_oidc: true, environment: "public" };
    expect(facts({ "cdk.tf.json": { terraform: { backend: { azurerm: azure } } } }).backend).toEqual(["acc", "c", "k.tfstate"]);
    expect(facts({ "cdk.tf.json": { terraform: { cloud: { hostname: "app.terraform.io", organization: "o", workspaces: { name: "w" } } } } }).backend).toEqual(["o", "w"]);
  });

  it("counts its resources", () => expect(facts({ "cdk.tf.json": { resource: { a: { x: {}, y: {} }, b: [{ z: {} }] }, data: { d: { q: {} } } } }).resources).toBe(3));

  it("that isn't there has nothing", () => expect(stackFacts(join(folder(), "none"))).toMatchObject({ providers: "[]", resources: 0, backend: [] }));
});
