import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { loadCatalogue, loadTenant, Policies, TenantBaseline } from "mailbox-baseline";
import { join } from "node:path";

const detections = loadCatalogue();
const tenant = loadTenant(join(__dirname, "tenant.yaml"), detections);

/** A stack of your own, with your own providers and resources, that takes the mailbox baseline in. */
export class SecurityStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: "security.tfstate" });
    new AzurermProvider(this, "azurerm", { features: [{}], subscriptionId: tenant.subscriptionId, tenantId: tenant.tenantId });
    new AzureadProvider(this, "azuread", { tenantId: tenant.tenantId });
    const baseline = new TenantBaseline(this, "MailboxBaseline", { tenant, detections });
    new TerraformOutput(this, "running-detections", { value: baseline.rules.filter(({ state }) => state === "on").map(({ detection }) => detection.id) });
  }
}

/** Another team's stack of the same app. Its grant is in tenant.yaml's approvedApplications; without that, `app.synth()` stops here. */
export class NewsletterStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: "newsletter.tfstate" });
    new AzureadProvider(this, "azuread", { tenantId: tenant.tenantId });
    const graph = new DataAzureadServicePrincipal(this, "graph", { clientId: "00000003-0000-0000-c000-000000000000" });
    const newsletter = new DataAzureadServicePrincipal(this, "newsletter", { clientId: "5b0f6d1e-9c1a-4f7e-8d43-0a6a52c7e905" });
    new AppRoleAssignment(this, "send", { appRoleId: graph.appRoleIds.lookup("Mail.Send"), principalObjectId: newsletter.objectId, resourceObjectId: graph.objectId });
  }
}

/** The whole app, every stack of it held to what its tenants have approved. */
export function foreignApp(outdir?: string): App {
  const app = new App(outdir === undefined ? {} : { outdir });
  new SecurityStack(app, "security");
  new NewsletterStack(app, "newsletter");
  Policies.of(app);
  return app;
}

if (require.main === module) foreignApp().synth();
