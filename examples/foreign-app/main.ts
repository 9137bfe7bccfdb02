import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { loadCatalogue, loadTenant, TenantBaseline } from "mailbox-baseline";
import { join } from "node:path";

/** A stack of your own, with your own providers and resources, that takes the mailbox baseline in. */
export class SecurityStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const detections = loadCatalogue();
    const tenant = loadTenant(join(__dirname, "tenant.yaml"), detections);
    new LocalBackend(this, { path: "security.tfstate" });
    new AzurermProvider(this, "azurerm", { features: [{}], subscriptionId: tenant.subscriptionId, tenantId: tenant.tenantId });
    new AzureadProvider(this, "azuread", { tenantId: tenant.tenantId });
    const baseline = new TenantBaseline(this, "MailboxBaseline", { tenant, detections });
    new TerraformOutput(this, "running-detections", { value: baseline.rules.filter(({ state }) => state === "on").map(({ detection }) => detection.id) });
  }
}

if (require.main === module) {
  const app = new App();
  new SecurityStack(app, "security");
  app.synth();
}
