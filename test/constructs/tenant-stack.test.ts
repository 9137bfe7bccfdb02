import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack, type TerraformProvider } from "cdktf";
import type { Tenant } from "../../catalogue/tenant";
import { TenantStack } from "../../constructs/tenant-stack";
import { detectionWith } from "../support/detection";
import { addresses, terraformJson, testApp, type Attributes, type TerraformJson } from "../support/stack";
import { NOW, tenantWith } from "../support/tenant-in-code";

function stackOf(overrides: Partial<Tenant> = {}): TerraformJson {
  return terraformJson(new TenantStack(testApp(), "acme", { tenant: tenantWith(overrides), detections: [detectionWith()], now: NOW }));
}

function providers(overrides: Partial<Tenant>): { azurerm: Attributes; azuread: Attributes } {
  const { provider } = stackOf(overrides);
  return { azurerm: provider!["azurerm"]![0]!, azuread: provider!["azuread"]![0]! };
}

/** The one version that a provider's bindings were generated from. */
function madeFor(provider: TerraformProvider): string {
  const version = provider.terraformGeneratorMetadata?.providerVersion;
  expect(version).toMatch(/^\d+\.\d+\.\d+$/u);
  return version!;
}

const TENANT = { tenant_id: "11111111-1111-4111-8111-111111111111" };
const SUBSCRIPTION = "22222222-2222-4222-8222-222222222222";

describe("a tenant's stack", () => {
  it("needs the Terraform that knows its blocks, and the providers its bindings were made for, in just that version", () => {
    const bindings = new TerraformStack(testApp(), "bindings");
    expect(stackOf().terraform).toMatchObject({
      required_version: ">= 1.7.0, < 2.0.0",
      required_providers: {
        azurerm: { source: "hashicorp/azurerm", version: madeFor(new AzurermProvider(bindings, "azurerm", { features: [{}] })) },
        azuread: { source: "hashicorp/azuread", version: madeFor(new AzureadProvider(bindings, "azuread")) },
      },
    });
  });

  it("holds the tenant's baseline", () => {
    const stack = new TenantStack(testApp(), "acme", { tenant: tenantWith(), detections: [detectionWith()], now: NOW });
    expect(addresses(terraformJson(stack))).toContain("azurerm_sentinel_alert_rule_scheduled.mailbox-opened");
    expect(stack.baseline.rules.map(({ detection }) => detection.id)).toEqual(["mailbox-opened"]);
  });

  it("stands beside another tenant's in one app", () => {
    const app = testApp();
    const stacks = ["acme", "globex"].map((name) => new TenantStack(app, name, { tenant: tenantWith({ name }), detections: [detectionWith()], now: NOW }));
    const [acme, globex] = stacks.map((stack) => addresses(terraformJson(stack)));
    expect(acme).toEqual(globex);
  });
});

describe("the providers", () => {
  const login = { ...TENANT, use_oidc: true, use_cli: false, use_msi: false };

  it("work on the tenant and its subscription, register nothing, and let a destroyed workspace be brought back", () => {
    expect(providers({})).toEqual({
      azurerm: {
        ...login,
        subscription_id: SUBSCRIPTION,
        environment: "public",
        storage_use_azuread: true,
        resource_provider_registrations: "none",
        features: [{ log_analytics_workspace: [{ permanently_delete_on_destroy: false }] }],
      },
      azuread: { ...login, environment: "global" },
    });
  });

  it.each([
    ["oidc", { use_oidc: true, use_cli: false, use_msi: false }],
    ["cli", { use_oidc: false, use_cli: true, use_msi: false }],
    ["managed-identity", { use_oidc: false, use_cli: false, use_msi: true }],
  ] as const)("log in by %s and by nothing else", (kind, flags) => {
    const { azurerm, azuread } = providers({ provider: { login: kind, registerResourceProviders: false } });
    expect(azurerm).toMatchObject(flags);
    expect(azuread).toMatchObject(flags);
  });

  it("log in as the application that the tenant names, where it names one", () => {
    const clientId = "44444444-4444-4444-8444-444444444444";
    const { azurerm, azuread } = providers({ provider: { login: "oidc", clientId, registerResourceProviders: false } });
    expect([azurerm["client_id"], azuread["client_id"]]).toEqual([clientId, clientId]);
  });

  it.each([
    ["public", "global"],
    ["usgovernment", "usgovernmentl4"],
    ["china", "china"],
  ] as const)("speak to the cloud %s, which Entra's calls %s", (cloud, environment) => {
    const { azurerm, azuread } = providers({ cloud });
    expect([azurerm["environment"], azuread["environment"]]).toEqual([cloud, environment]);
  });

  it("register just what the stack needs where the tenant says so", () => {
    const { azurerm } = providers({ provider: { login: "oidc", registerResourceProviders: true } });
    expect(azurerm).toMatchObject({ resource_provider_registrations: "none", resource_providers_to_register: ["Microsoft.OperationalInsights", "Microsoft.SecurityInsights", "microsoft.insights"] });
  });
});

describe("the backend", () => {
  const azurerm = { kind: "azurerm", resourceGroup: "rg-state", storageAccount: "ststate", container: "tfstate", key: "acme.tfstate", subscriptionId: SUBSCRIPTION, tenantId: TENANT.tenant_id } as const;
  const inStorage = {
    resource_group_name: "rg-state",
    storage_account_name: "ststate",
    container_name: "tfstate",
    key: "acme.tfstate",
    subscription_id: SUBSCRIPTION,
    ...TENANT,
    environment: "public",
    use_azuread_auth: true,
    use_oidc: true,
    use_msi: false,
  };

  it("is a file beside the stack, by its relative path", () => {
    expect(stackOf({ backend: { kind: "local", path: "state/acme.tfstate" } }).terraform!["backend"]).toEqual({ local: { path: "state/acme.tfstate" } });
  });

  it("is a workspace of HCP Terraform, and no backend beside it", () => {
    const { terraform } = stackOf({ backend: { kind: "cloud", organization: "acme-org", workspace: "mailbox-baseline-acme", hostname: "app.terraform.io" } });
    expect(terraform!["cloud"]).toEqual({ hostname: "app.terraform.io", organization: "acme-org", workspaces: { name: "mailbox-baseline-acme" } });
    expect(terraform!["backend"]).toBeUndefined();
  });

  it("is a blob in Azure Storage, reached by Entra login and never by a key", () => {
    expect(stackOf({ backend: azurerm }).terraform!["backend"]).toEqual({ azurerm: inStorage });
  });

  it("logs in to Azure Storage as the providers do, in the tenant's cloud", () => {
    const clientId = "44444444-4444-4444-8444-444444444444";
    const { terraform } = stackOf({ backend: azurerm, cloud: "usgovernment", provider: { login: "managed-identity", clientId, registerResourceProviders: false } });
    expect(terraform!["backend"]).toEqual({ azurerm: { ...inStorage, environment: "usgovernment", use_oidc: false, use_msi: true, client_id: clientId } });
  });
});
