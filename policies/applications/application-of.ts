import { REDACTED } from "../../terraform/redaction";
import { textOf, unknown, type Known, type Resource, type Value } from "../../terraform/resource";
import { applicationReferred, clientIdOf, principalOf, refersTo } from "./api-of";
import { resourceBy } from "./resource-by";

/** The application that requests or gets a permission. */
export interface Application {
  readonly clientId: Value<string | undefined>;
  readonly displayName: Value<string | undefined>;
  /** How a message names it. */
  readonly label: string;
}

/** Of a resource that is an application, such as azuread_application. Its client id is known before apply only where it exists already. */
export function applicationItself(resource: Resource): Application {
  return described(textOf(present(resource, "client_id")), resource);
}

/** Of `application_id`: the id of an application object, `/applications/GUID`. */
export function applicationOfId(id: Value, resources: readonly Resource[]): Application {
  const resource = id.known ? resourceBy("id", id.value, resources) : refersTo(id, ["id"]);
  if (resource !== undefined) return applicationItself(resource);
  return { clientId: unknown(id.known ? "is told by an object id only" : id.why), displayName: unknown("is not in the configuration"), label: id.known ? `the application ${shown(id)}` : "an application" };
}

/** Of the object id of a service principal or managed identity. */
export function applicationOfPrincipal(id: Value, resources: readonly Resource[]): Application {
  const principal = principalOf(id, resources);
  if (principal === undefined) {
    return { clientId: unknown(id.known ? "is told by an object id only" : id.why), displayName: unknown("is not in the configuration"), label: id.known ? `the service principal ${shown(id)}` : "a service principal" };
  }
  if (!principal.type.startsWith("azuread_service_principal")) return described(textOf(present(principal, "client_id")), principal);
  const clientId = clientIdOf(principal);
  const application = applicationReferred(clientId);
  return application === undefined ? described(textOf(clientId), principal) : applicationItself(application);
}

function described(clientId: Value<string | undefined>, resource: Resource): Application {
  const displayName = textOf(present(resource, "display_name"));
  // By its address where its name may not be shown.
  const name = displayName.known && displayName.sensitive !== true ? displayName.value : undefined;
  const id = clientId.known && clientId.value !== undefined ? [clientId.sensitive === true ? REDACTED : `(${clientId.value})`] : [];
  return { clientId, displayName, label: [name === undefined ? resource.address : `"${name}"`, ...id].join(" ") };
}

/** What is not set in a configuration may still be read from Entra: that is not known to be nothing. */
function present(resource: Resource, name: string): Value {
  const value = resource.get(name);
  return value.known && value.value === null ? unknown(`is ${resource.address}.${name}, which is known only after apply`) : value;
}

function shown({ value, sensitive }: Known<unknown>): string {
  if (sensitive === true) return REDACTED;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a value is known to be this text, or known not to be; undefined where nobody can tell. */
export function equalsText(value: Value<string | undefined>, wanted: string): boolean | undefined {
  if (!value.known) return undefined;
  return value.value?.toLowerCase() === wanted.toLowerCase();
}
