import { lapsesAt, commitmentState } from "./commitment";
import type { Detection } from "./detection";
import { parseDuration, type Duration } from "./duration";
import { loadPermissions, type Permission, type PermissionType, RESOURCES } from "./permissions";
import type { ParameterValue, Tenant } from "./tenant";

/** A value that a `let` line gives to a name of the query. */
export interface Binding {
  readonly name: string;
  readonly value: BoundValue;
}

export type BoundValue =
  | { readonly type: "string"; readonly text: string }
  | { readonly type: "long"; readonly number: number }
  | { readonly type: "bool"; readonly truth: boolean }
  | { readonly type: "timespan"; readonly duration: Duration }
  | { readonly type: "strings"; readonly texts: readonly string[] }
  | { readonly type: "table"; readonly columns: Readonly<Record<string, "string" | "datetime">>; readonly rows: readonly (readonly string[])[] };

/** What of a tenant goes into queries. */
export interface BoundTenant extends Pick<Tenant, "acceptedDomains" | "approvedApplications" | "exceptions"> {
  /** Ids of every detection of the tenant's baseline, which are the names of their resources in Azure. Default: none. */
  readonly ruleIds?: readonly string[];
}

/** What the catalogue's queries read of the tenant they run for: its values, and the exceptions granted by now. */
export function bindingsOf(detection: Detection, tenant: BoundTenant, frequency: Duration | undefined, values: Readonly<Record<string, ParameterValue>>, now: Date): Binding[] {
  const parameters = Object.entries(detection.baseline?.parameters ?? {}).map(([name, parameter]): Binding => ({
    name,
    value: parameter.from === undefined ? ownValue(parameter.type ?? "string", values[name] ?? parameter.default) : tenantValue(parameter.from, tenant, frequency),
  }));
  return detection.baseline?.exceptions === undefined ? parameters : [...parameters, { name: "exceptions", value: exceptionTable(detection.id, tenant, now) }];
}

function ownValue(type: string, value: ParameterValue | undefined): BoundValue {
  switch (type) {
    case "timespan":
      return { type, duration: parseDuration(String(value)) ?? { minutes: 0 } };
    case "long":
      return { type, number: Number(value) };
    case "bool":
      return { type, truth: value === true };
    case "strings":
      return { type, texts: Array.isArray(value) ? value.map(String) : [] };
    default:
      return { type: "string", text: String(value ?? "") };
  }
}

function tenantValue(source: string, tenant: BoundTenant, frequency: Duration | undefined): BoundValue {
  switch (source) {
    case "detection.frequency":
      return { type: "timespan", duration: frequency ?? { minutes: 5 } };
    case "tenant.acceptedDomains":
      return { type: "strings", texts: tenant.acceptedDomains };
    case "tenant.approvedApplicationPermissions":
      return approvedTable(tenant, "application");
    case "tenant.approvedDelegatedPermissions":
      return approvedTable(tenant, "delegated");
    case "tenant.approvedApplications":
      return approvedApplicationsTable(tenant);
    case "baseline.ruleIds":
      return { type: "strings", texts: tenant.ruleIds ?? [] };
    case "catalogue.guardedApplicationPermissions":
      return (guardedTables.application ??= guardedTable("application"));
    case "catalogue.guardedApplicationRoleIds":
      return (guardedRoleIds ??= { type: "strings", texts: [...new Set(guarded("application").map((p) => p.id))] });
    case "catalogue.guardedDelegatedPermissions":
      return (guardedTables.delegated ??= guardedTable("delegated"));
    default:
      throw new Error(`the schema lets through a parameter source that nothing serves: ${source}`);
  }
}

/** Made once: they are the same for every tenant. */
const guardedTables: Partial<Record<PermissionType, BoundValue>> = {};
/** Once each, for Exchange Online reuses many of Microsoft Graph's ids: half as long as the table, for queries that need no name. */
let guardedRoleIds: BoundValue | undefined;

const guarded = (type: PermissionType): Permission[] => loadPermissions().filter((p) => p.guarded && p.type === type);

/**
 * Application roles by id too, since some records carry only that. Delegated scopes are named in every record: one row a resource, its permissions joined
 * by blanks. Both leave room for approvals in a query of 10,000 characters.
 */
function guardedTable(type: PermissionType): BoundValue {
  const permissions = guarded(type);
  if (type === "application") return { type: "table", columns: { resource: "string", id: "string", permission: "string" }, rows: permissions.map((p) => [p.resource, p.id, p.name]) };
  const namesOn = (resource: string): string => permissions.filter((p) => p.resource === resource).map((p) => p.name).join(" ");
  return { type: "table", columns: { resource: "string", permissions: "string" }, rows: RESOURCES.map((resource) => [resource, namesOn(resource)]) };
}

/**
 * One row an approval, its permissions joined by blanks, so that many fit. An application that is approved for a management scope gets its right in
 * Exchange, not in Entra: a grant in Entra would reach every mailbox (facts: the union wins), so such an approval covers none.
 */
export function approvedTable({ approvedApplications }: BoundTenant, type: PermissionType): BoundValue {
  const rows = approvedApplications
    .filter((app) => app.type === type && (type === "delegated" || !("managementScope" in app.mailboxScope)))
    .map((app) => [app.appId, app.resource, app.permissions.join(" "), lapsesAt(app)]);
  return { type: "table", columns: { appId: "string", resource: "string", permissions: "string", expires: "datetime" }, rows };
}

/** Whom the tenant has approved at all, for whichever permission and mailboxes, once for each type: whoever reads mail within its scope is no stranger. */
function approvedApplicationsTable({ approvedApplications }: BoundTenant): BoundValue {
  const latest = new Map<string, readonly [string, string, string]>();
  for (const app of approvedApplications) {
    const key = `${app.appId} ${app.type}`;
    const expires = lapsesAt(app);
    if ((latest.get(key)?.[2] ?? "") < expires) latest.set(key, [app.appId, app.type, expires]);
  }
  return { type: "table", columns: { appId: "string", type: "string", expires: "datetime" }, rows: [...latest.values()] };
}

/**
 * An exception carries its end into the query, so that it lapses there even if nobody deploys. Lapsed ones stay in the table, where they do nothing:
 * the stack is then the same whichever day it is synthesized.
 */
function exceptionTable(id: string, tenant: BoundTenant, now: Date): BoundValue {
  const rows = tenant.exceptions
    .filter((e) => e.rule.kind === "detection" && e.rule.id === id && commitmentState(e, now) !== "not yet granted")
    .map((e) => [e.entity, e.value, lapsesAt(e)]);
  return { type: "table", columns: { entity: "string", value: "string", expires: "datetime" }, rows };
}
