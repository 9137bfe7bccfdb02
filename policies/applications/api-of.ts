import { loadApis, type Api } from "../../catalogue/permissions";
import { isDataAddress } from "../../terraform/address";
import { known, textOf, unknown, type Resource, type Value } from "../../terraform/resource";
import { resourceBy } from "./resource-by";

/** An API that the catalogue knows, or another one, of which it is certain that it opens no mailbox. */
export type ApiMeant = Api | "another";

/** The API of an application id, which may be read from Terraform's list of published ones. */
export function apiOfClientId(id: Value): Value<ApiMeant> {
  const text = textOf(id);
  if (!text.known) return publishedApi(text) ?? ownApi(text) ?? text;
  if (text.value === undefined) return unknown("is not given");
  const appId = text.value.toLowerCase();
  return known(loadApis().find((api) => api.appId === appId) ?? "another");
}

/** The API whose service principal has an object id: told by a reference to it, or by a resource that has that id. */
export function apiOfObjectId(id: Value, resources: readonly Resource[]): Value<ApiMeant> {
  const principal = principalOf(id, resources);
  if (principal !== undefined) return apiOfPrincipal(principal);
  return id.known ? unknown("is an object id, which doesn't say of which API") : id;
}

/** The API that a service principal stands for, by its application id or its name in the portal. The roles of an application that is made here are its own. */
export function apiOfPrincipal(principal: Resource): Value<ApiMeant> {
  if (isOwnApplication(principal)) return known("another");
  if (!principal.type.startsWith("azuread_service_principal")) return unknown(`belongs to ${principal.address}, which is no service principal`);
  const byId = apiOfClientId(clientIdOf(principal));
  if (byId.known) return byId;
  const name = textOf(principal.get("display_name"));
  const named = name.known && name.value !== undefined ? loadApis().find(({ title }) => title === name.value) : undefined;
  return named === undefined ? byId : known(named);
}

/** `client_id`, which was `application_id` before azuread 3. */
export function clientIdOf(principal: Resource): Value {
  const id = principal.get("client_id");
  return id.known && id.value === null ? principal.get("application_id") : id;
}

/** Attributes that are the id of the object itself, in Entra or of a managed identity. */
const OBJECT_IDS = ["object_id", "principal_id", "id"];
const CLIENT_IDS = ["client_id", "application_id"];

/** The resource that a value refers to by one of these attributes; another attribute is another thing's. */
export function refersTo(value: Value, attributes: readonly string[]): Resource | undefined {
  if (value.known || value.reference === undefined) return undefined;
  const last = value.reference.path.at(-1);
  return typeof last === "string" && attributes.includes(last) ? value.reference.resource : undefined;
}

/** The resource whose application id a value is. */
export function applicationReferred(clientId: Value): Resource | undefined {
  return refersTo(clientId, CLIENT_IDS);
}

/** The service principal, or whatever else, that an object id belongs to. */
export function principalOf(id: Value, resources: readonly Resource[]): Resource | undefined {
  if (!id.known) return refersTo(id, OBJECT_IDS);
  const identity = resourceBy("principal_id", id.value, resources);
  return resourceBy("object_id", id.value, resources) ?? (identity?.type === "azurerm_user_assigned_identity" ? identity : undefined);
}

/** An application that the configuration itself makes is none of Microsoft's. */
function ownApi(value: Value): Value<ApiMeant> | undefined {
  const made = applicationReferred(value);
  return made !== undefined && isOwnApplication(made) ? known("another") : undefined;
}

function isOwnApplication(resource: Resource): boolean {
  return /^azuread_application(?:_registration|_from_template)?$/u.test(resource.type) && !isDataAddress(resource.address);
}

/** `data.azuread_application_published_app_ids.x.result["MicrosoftGraph"]` */
function publishedApi(value: Value): Value<ApiMeant> | undefined {
  if (value.known || value.reference?.resource.type !== "azuread_application_published_app_ids") return undefined;
  const [result, name] = value.reference.path;
  if (result !== "result" || typeof name !== "string") return undefined;
  return known(loadApis().find(({ publishedAs }) => publishedAs === name) ?? "another");
}
