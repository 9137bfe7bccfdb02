import { isDataAddress } from "../../terraform/address";
import type { Resource } from "../../terraform/resource";
import type { Application } from "./application-of";
import { ASKING_TYPES, askedPermissions, possible, type AskedPermission } from "./asked-permission";

/** Names of the permissions on mailboxes that resources request for an application, or grant to it, as far as can be told. */
export function mailPermissionsOf(application: Application, resources: readonly Resource[]): readonly string[] {
  const mine = askedBy(resources).filter((one) => isSame(one.application, application));
  return [...new Set(mine.flatMap(({ permissions }) => possible(permissions)).flatMap(({ guarded, name }) => (guarded ? [name] : [])))];
}

/** Read once for all secrets of a plan. */
const ASKED = new WeakMap<readonly Resource[], readonly AskedPermission[]>();

function askedBy(resources: readonly Resource[]): readonly AskedPermission[] {
  const asked = ASKED.get(resources) ?? resources.filter(({ type, address }) => ASKING_TYPES.includes(type) && !isDataAddress(address)).flatMap((resource) => askedPermissions(resource, resources));
  ASKED.set(resources, asked);
  return asked;
}

/** How messages name applications of which nothing is known: that makes two of them the same to nobody. */
const NAMELESS: readonly string[] = ["an application", "a service principal"];

/** By client id where both are known; else by how messages name them, which tells resources of one plan apart. */
function isSame(one: Application, other: Application): boolean {
  if (one.clientId.known && other.clientId.known && one.clientId.value !== undefined) return one.clientId.value.toLowerCase() === other.clientId.value?.toLowerCase();
  return one.label === other.label && !NAMELESS.includes(one.label);
}
