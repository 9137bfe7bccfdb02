import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "../findings/finding";
import type { Resource } from "../terraform/resource";
import type { ResourcePolicy } from "./policy";
import { severityFor, switchedOff } from "./tuning";

export interface JudgeProps {
  readonly policies: readonly ResourcePolicy[];
  /** The ones to judge. */
  readonly resources: readonly Resource[];
  /** Those and everything declared beside them. Default: the ones to judge. */
  readonly all?: readonly Resource[];
  /** The tenant whose file a resource is held to, if there is one. */
  readonly tenantOf: (resource: Resource) => Tenant | undefined;
  readonly now: Date;
}

/** Every policy over every resource of its types, in the order of the resources. One that a tenant has switched off says so once. */
export function judge({ policies, resources, all = resources, tenantOf, now }: JudgeProps): Finding[] {
  const off = new Map<string, Finding>();
  const judged = resources.flatMap((resource) => {
    const tenant = tenantOf(resource);
    const context = { now, resources: all, ...(tenant === undefined ? {} : { tenant }) };
    return policies
      .filter(({ types }) => types.includes(resource.type))
      .flatMap((policy): Finding[] => {
        const excepted = tenant && switchedOff(policy, tenant, now);
        if (excepted !== undefined) off.set(`${policy.id} ${excepted.tenant ?? ""}`, excepted);
        if (excepted !== undefined) return [];
        return policy.check(resource, context).map((judgement) => ({ rule: policy.id, ...(tenant === undefined ? {} : { tenant: tenant.name }), severity: severityFor(policy, tenant), subject: resource.place, ...judgement }));
      });
  });
  return [...off.values(), ...judged];
}
