import type { Tenant } from "../catalogue/tenant";
import { textOf, type Resource } from "../terraform/resource";

/**
 * Finds the tenant whose file a resource is held to: the one its provider names; where the provider names none, the only one there is. A tenant id that is not
 * known is nobody's.
 */
export function tenantFinder(tenants: readonly Tenant[]): (resource: Resource) => Tenant | undefined {
  return ({ tenantId }) => {
    const id = textOf(tenantId);
    if (!id.known) return undefined;
    if (id.value !== undefined) return tenants.find((tenant) => tenant.tenantId === id.value?.toLowerCase());
    return tenants.length === 1 ? tenants[0] : undefined;
  };
}
