import type { Tenant } from "../../catalogue/tenant";
import type { Finding } from "../../findings/finding";
import type { Plan } from "../../terraform/plan";
import { textOf } from "../../terraform/resource";

/** Said where a plan was held to a tenant that somebody named, while its providers name another: nobody can tell which is meant. */
export function planIsOfTenant({ resources }: Plan, tenant: Tenant): readonly Finding[] {
  const others = new Set<string>();
  for (const { tenantId } of resources) {
    const id = textOf(tenantId);
    if (id.known && id.value !== undefined && id.value.toLowerCase() !== tenant.tenantId) others.add(id.value.toLowerCase());
  }
  if (others.size === 0) return [];
  return [
    {
      rule: "plan-is-of-tenant",
      tenant: tenant.name,
      severity: "High",
      subject: "the plan",
      verdict: "unknown",
      message: `its providers name the tenant ${[...others].sort().join(", ")}, and it was held to ${tenant.name}, which is ${tenant.tenantId}`,
      mend: "leave --tenant out, so that each resource is held to its provider's tenant, or name the tenant that the plan is of",
    },
  ];
}
