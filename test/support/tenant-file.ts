import { stringify } from "yaml";
import { folderWith } from "./folder-with-files";
import { join } from "node:path";

/** What a tenant file says, key by key; a key that is undefined is left out. */
export type TenantKeys = Readonly<Record<string, unknown>>;

export const TENANT_ID = "3f1b6f3e-52a1-4f0c-9d55-8b6c9e0a1c01";
export const SUBSCRIPTION_ID = "0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11";

/** No key of these can be left out. */
const LEAST: TenantKeys = {
  name: "contoso",
  tenantId: TENANT_ID,
  subscriptionId: SUBSCRIPTION_ID,
  location: "westeurope",
  acceptedDomains: ["contoso.com"],
  workspace: { create: {} },
  alerting: "azure-monitor",
  notify: { emails: ["soc@contoso.com"] },
  provider: { login: "oidc" },
  backend: { local: {} },
};

/** A promise that holds all through November 2026. */
export const COMMITTED = { reason: "The help desk asked for it.", owner: "Messaging", granted: "2026-10-01", expires: "2026-12-31" };

export const APPROVED = {
  appId: "6a3c1f84-5c3b-4f52-8e0e-3d0f9b6a7c31",
  displayName: "CRM mail sync",
  resource: "microsoft-graph",
  permissions: ["Mail.Read"],
  mailboxScope: { managementScope: "CRM mailboxes" },
  ticket: "CHG-20417",
  ...COMMITTED,
};

/** The text of the smallest tenant file with these keys changed. */
export function tenantText(keys: TenantKeys = {}): string {
  return stringify({ ...LEAST, ...keys }, { aliasDuplicateObjects: false });
}

/** A folder of tenant files, each the smallest one with these keys changed. */
export function tenantFolder(files: Readonly<Record<string, TenantKeys>>): string {
  return folderWith(Object.fromEntries(Object.entries(files).map(([name, keys]) => [name, tenantText(keys)])));
}

/** One tenant file in a folder of its own. */
export function tenantFile(keys: TenantKeys = {}): string {
  return join(tenantFolder({ "contoso.yaml": keys }), "contoso.yaml");
}
