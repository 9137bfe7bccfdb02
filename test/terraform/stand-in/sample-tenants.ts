import { loadCatalogue } from "../../../catalogue/load";
import { loadTenants } from "../../../catalogue/load-tenants";
import type { Tenant } from "../../../catalogue/tenant";
import { TenantStack, type TenantStackProps } from "../../../constructs/tenant-stack";
import { testApp } from "../../support/stack";
import { NOW } from "../../support/tenant-in-code";
import type { Cloud, CloudResource } from "./cloud";
import { drawnId } from "./ids";

const DETECTIONS = loadCatalogue();
const TENANTS = loadTenants("tenants", DETECTIONS);

/** Variables that the sample tenants' stacks ask for. */
export const VARIABLES = { soc_webhook: "https://hooks.example/the-secret-of-fabrikam" };

/** Entra's id of the permission, see catalogue/permissions.yaml. */
export const MAILBOX_SETTINGS_READ = "40f97065-369a-49f4-947c-6a255697ae91";

const MICROSOFT_GRAPH = { appId: "00000003-0000-0000-c000-000000000000", displayName: "Microsoft Graph" };

export function sampleTenant(name: string): Tenant {
  const tenant = TENANTS.find((each) => each.name === name);
  if (tenant === undefined) throw new Error(`no sample tenant ${name}`);
  return tenant;
}

/** A tenant's stack, of the whole catalogue unless it says otherwise. */
export function stackOf(tenant: Tenant, props: Partial<TenantStackProps> = {}): TenantStack {
  return new TenantStack(testApp(), tenant.name, { tenant, detections: DETECTIONS, now: NOW, ...props });
}

/** Puts into the cloud what the tenant's stack takes for granted: its workspace, if that exists already, and its applications. */
export function seed({ workspace, location, approvedApplications }: Tenant, cloud: Cloud): void {
  const applications = [MICROSOFT_GRAPH, ...approvedApplications];
  cloud.edit(({ resources }) => {
    for (const { appId, displayName } of applications) resources[`/servicePrincipals/${drawnId(appId)}`] = servicePrincipal(appId, displayName);
    if (workspace.kind !== "existing") return;
    const { id, name, resourceGroup } = workspace;
    resources[id] = { type: "azurerm_log_analytics_workspace", attributes: { name, resource_group_name: resourceGroup, location, retention_in_days: 365 } };
  });
}

function servicePrincipal(appId: string, name: string): CloudResource {
  return { type: "azuread_service_principal", attributes: { client_id: appId, object_id: drawnId(appId), display_name: name, app_role_ids: { "MailboxSettings.Read": MAILBOX_SETTINGS_READ } } };
}
