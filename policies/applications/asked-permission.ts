import { loadPermissions, type Permission, type PermissionType } from "../../catalogue/permissions";
import { known, referencesOf, unknown, type Block, type Known, type Reference, type Resource, type Unknown, type Value } from "../../terraform/resource";
import { apiOfClientId, apiOfObjectId, apiOfPrincipal, type ApiMeant } from "./api-of";
import { applicationItself, applicationOfId, applicationOfPrincipal, type Application } from "./application-of";

/** One permission that a resource requests for an application, or grants to it. */
export interface AskedPermission {
  /** A request takes effect when somebody consents; a grant is the consent. */
  readonly verb: "requests" | "grants";
  readonly application: Application;
  /** What the permission may be, where the resource doesn't leave it open: none where it is none that the catalogue knows, so none on mail. */
  readonly permissions: Meant;
  /** A delegated permission of one user only, not of everybody. */
  readonly oneUser: boolean;
}

/** Permissions that are meant; where that is open, those that may be among what is. */
export type Meant = Known<readonly Permission[]> | (Unknown & { readonly among?: readonly Permission[] });

/** Every permission that is meant, or may be. */
export function possible(meant: Meant): readonly Permission[] {
  return meant.known ? meant.value : (meant.among ?? []);
}

/** The types of resource by which Terraform requests and grants permissions, and how each is read. */
const READERS: Readonly<Record<string, (resource: Resource, all: readonly Resource[]) => readonly AskedPermission[]>> = {
  azuread_application: requested,
  azuread_application_api_access: accessed,
  azuread_app_role_assignment: assigned,
  azuread_service_principal_delegated_permission_grant: delegated,
};

export const ASKING_TYPES: readonly string[] = Object.keys(READERS);

/** Everything that a resource requests or grants; `all` are the resources declared beside it. */
export function askedPermissions(resource: Resource, all: readonly Resource[]): readonly AskedPermission[] {
  return READERS[resource.type]?.(resource, all) ?? [];
}

function requested(resource: Resource): readonly AskedPermission[] {
  const shared = { verb: "requests", application: applicationItself(resource), oneUser: false } as const;
  const apis = resource.blocks("required_resource_access");
  if (!apis.known) return [{ ...shared, permissions: apis }];
  return apis.value.flatMap((block) => {
    const api = apiOfClientId(block.get("resource_app_id"));
    const accesses = block.blocks("resource_access");
    if (!accesses.known) return [{ ...shared, permissions: ofOtherApi(api) ?? accesses }];
    return accesses.value.map((access) => ({ ...shared, permissions: byId(api, typesOf(access), access.get("id")) }));
  });
}

function accessed(resource: Resource, all: readonly Resource[]): readonly AskedPermission[] {
  const shared = { verb: "requests", application: applicationOfId(resource.get("application_id"), all), oneUser: false } as const;
  const api = apiOfClientId(resource.get("api_client_id"));
  const kinds = [["role_ids", "application"], ["scope_ids", "delegated"]] as const;
  return kinds.flatMap(([attribute, type]) => {
    const ids = resource.list(attribute);
    if (!ids.known) return [{ ...shared, permissions: ofOtherApi(api) ?? ids }];
    return ids.value.map((id) => ({ ...shared, permissions: byId(api, [type], id) }));
  });
}

function assigned(resource: Resource, all: readonly Resource[]): readonly AskedPermission[] {
  const application = applicationOfPrincipal(resource.get("principal_object_id"), all);
  const api = apiOfObjectId(resource.get("resource_object_id"), all);
  return [{ verb: "grants", application, oneUser: false, permissions: byId(api, ["application"], resource.get("app_role_id")) }];
}

function delegated(resource: Resource, all: readonly Resource[]): readonly AskedPermission[] {
  const user = resource.get("user_object_id");
  const shared = { verb: "grants", application: applicationOfPrincipal(resource.get("service_principal_object_id"), all), oneUser: !user.known || user.value !== null } as const;
  const api = apiOfObjectId(resource.get("resource_service_principal_object_id"), all);
  const names = resource.list("claim_values");
  if (!names.known) return [{ ...shared, permissions: ofOtherApi(api) ?? names }];
  return names.value.flatMap(scopesIn).map((name) => ({ ...shared, permissions: byName(api, "delegated", name) }));
}

/** `Role` and `Scope` are Entra's words for application and delegated. */
function typesOf(access: Block): readonly PermissionType[] {
  const type = access.get("type");
  if (type.known && type.value === "Role") return ["application"];
  return type.known && type.value === "Scope" ? ["delegated"] : ["application", "delegated"];
}

function byId(api: Value<ApiMeant>, types: readonly PermissionType[], id: Value): Meant {
  const other = ofOtherApi(api);
  if (other !== undefined) return other;
  if (!id.known) return byReference(id, types);
  if (typeof id.value !== "string") return unknown(id.value === null ? "is not given" : "is no text, so no permission's id");
  const wanted = id.value.toLowerCase();
  return known(loadPermissions().filter((p) => p.id === wanted && types.includes(p.type) && isOf(p, api)));
}

/** `azuread_service_principal.graph.app_role_ids["Mail.Send"]` is known only after apply, but says the name. */
function byReference(id: Unknown, types: readonly PermissionType[]): Meant {
  const found = referencesOf(id).map((reference) => referred(reference, types) ?? id);
  const among = found.flatMap((one) => (one.known ? one.value : []));
  const open = found.find((one) => !one.known);
  if (open?.known === false) return { ...open, among };
  return found.length === 0 || id.partial !== undefined ? { ...id, among } : known(among);
}

function referred({ resource, path }: Reference, types: readonly PermissionType[]): Value<readonly Permission[]> | undefined {
  const [attribute, name, ...more] = path;
  const type = attribute === "app_role_ids" ? "application" : attribute === "oauth2_permission_scope_ids" ? "delegated" : undefined;
  return type === undefined || typeof name !== "string" || more.length > 0 || !types.includes(type) ? undefined : byName(apiOfPrincipal(resource), type, known(name));
}

function byName(api: Value<ApiMeant>, type: PermissionType, name: Value): Value<readonly Permission[]> {
  const other = ofOtherApi(api);
  if (other !== undefined) return other;
  if (!name.known) return unknown(name.why);
  if (typeof name.value !== "string") return unknown("is no text, so no permission's name");
  const wanted = name.value.toLowerCase();
  const named = loadPermissions().filter((p) => p.name.toLowerCase() === wanted && p.type === type && isOf(p, api));
  // Any API may have a role of that name; an id would say more.
  return api.known || named.length === 0 ? known(named) : unknown(`is named ${name.value}, of an API that ${api.why}`);
}

/** Entra keeps scopes as one text with blanks between, so a text with blanks is several. */
function scopesIn(name: Value): readonly Value[] {
  return name.known && typeof name.value === "string" ? name.value.split(/\s+/u).filter((scope) => scope !== "").map((scope) => known(scope)) : [name];
}

/** Permissions of an API that the catalogue doesn't know are none on mail, whatever they are. */
function ofOtherApi(api: Value<ApiMeant>): Value<readonly Permission[]> | undefined {
  return api.known && api.value === "another" ? known([]) : undefined;
}

/** Where the API is not known, a permission of either may be meant: the two share most ids and names. */
function isOf({ resource }: Permission, api: Value<ApiMeant>): boolean {
  return !api.known || (api.value !== "another" && api.value.resource === resource);
}
