import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { AzurermBackend, CloudBackend, LocalBackend, NamedCloudWorkspace, TerraformStack, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ExistingIds } from "../catalogue/azure-id";
import { bundledChanges, type CatalogueChanges } from "../catalogue/changes";
import type { Tenant } from "../catalogue/tenant";
import { CatalogueChangeBlocks } from "./catalogue-change-blocks";
import { ImportBlocks } from "./import-blocks";
import { TenantBaseline, type TenantBaselineProps } from "./tenant-baseline";

/** What the stack uses of Terraform: `check` (1.5), `plantimestamp()` (1.5), `removed` (1.7). */
const TERRAFORM = ">= 1.7.0, < 2.0.0";
const AZUREAD_CLOUD = { public: "global", usgovernment: "usgovernmentl4", china: "china" } as const;
/** The only resource providers the stack needs registered, in azurerm's spelling; by default azurerm would try dozens, which a narrow login may not. */
const RESOURCE_PROVIDERS = ["Microsoft.OperationalInsights", "Microsoft.SecurityInsights", "microsoft.insights"];

export interface TenantStackProps extends TenantBaselineProps {
  /** What became of detections that are gone: `moved` and `removed` blocks. Default: of those of the package's catalogue. */
  readonly changes?: CatalogueChanges;
  /** What exists already: a resource among it gets an `import` block. Default: nothing. */
  readonly existing?: ExistingIds;
}

/** One tenant as one Terraform stack: its baseline, its providers pinned to the versions the bindings were made for, its backend spelled out. */
export class TenantStack extends TerraformStack {
  readonly baseline: TenantBaseline;
  /** Where the stack was given what exists. */
  readonly imports: ImportBlocks | undefined;

  constructor(scope: Construct, id: string, { changes = bundledChanges(), existing, ...props }: TenantStackProps) {
    super(scope, id);
    const { tenant } = props;
    this.addOverride("terraform.required_version", TERRAFORM);
    this.addProviders(tenant);
    addBackend(this, tenant);
    this.baseline = new TenantBaseline(this, "Baseline", props);
    new CatalogueChangeBlocks(this, "CatalogueChanges", { rulesIn: this.baseline, changes, alerting: tenant.alerting });
    // Last: it looks at what is there.
    this.imports = existing === undefined ? undefined : new ImportBlocks(this, "Imports", { subscriptionId: tenant.subscriptionId, existing });
  }

  private addProviders({ tenantId, subscriptionId, cloud, provider }: Tenant): void {
    const login = {
      tenantId,
      ...(provider.clientId === undefined ? {} : { clientId: provider.clientId }),
      useOidc: provider.login === "oidc",
      useCli: provider.login === "cli",
      useMsi: provider.login === "managed-identity",
    };
    const azurerm = new AzurermProvider(this, "azurerm", {
      subscriptionId,
      environment: cloud,
      ...login,
      storageUseAzuread: true,
      resourceProviderRegistrations: "none",
      ...(provider.registerResourceProviders ? { resourceProvidersToRegister: RESOURCE_PROVIDERS } : {}),
      // A destroyed workspace can be brought back for two weeks: it is evidence.
      features: [{ logAnalyticsWorkspace: [{ permanentlyDeleteOnDestroy: false }] }],
    });
    const azuread = new AzureadProvider(this, "azuread", { environment: AZUREAD_CLOUD[cloud], ...login });
    for (const made of [azurerm, azuread]) this.pin(made);
  }

  /** Exactly the version that the bindings, and so our tests, know. Relax it with `addOverride` on the stack. */
  private pin({ terraformProviderSource, terraformGeneratorMetadata, terraformResourceType }: TerraformProvider): void {
    const version = terraformGeneratorMetadata?.providerVersion;
    if (version === undefined) throw new Error(`the bindings of ${terraformProviderSource ?? terraformResourceType} don't say which version they are for`);
    this.addOverride(`terraform.required_providers.${terraformResourceType}`, { source: `hashicorp/${terraformResourceType}`, version });
  }
}

function addBackend(stack: TerraformStack, { backend, cloud, provider }: Tenant): void {
  switch (backend.kind) {
    case "local":
      new LocalBackend(stack, { path: backend.path });
      return;
    case "cloud":
      new CloudBackend(stack, { hostname: backend.hostname, organization: backend.organization, workspaces: new NamedCloudWorkspace(backend.workspace) });
      return;
    case "azurerm":
      new AzurermBackend(stack, {
        resourceGroupName: backend.resourceGroup,
        storageAccountName: backend.storageAccount,
        containerName: backend.container,
        key: backend.key,
        subscriptionId: backend.subscriptionId,
        tenantId: backend.tenantId,
        environment: cloud,
        useAzureadAuth: true,
        useOidc: provider.login === "oidc",
        useMsi: provider.login === "managed-identity",
        ...(provider.clientId === undefined ? {} : { clientId: provider.clientId }),
      });
  }
}
