import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "../findings/finding";
import type { Resource } from "../terraform/resource";
import type { ResourcePolicy } from "./policy";

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

/** Every policy over every resource of its types, in the order of the resources. */
export function judge({ policies, resources, all = resources, tenantOf, now }: JudgeProps): Finding[] {
  return resources.flatMap((resource) =>
    policies
      .filter(({ types }) => types.includes(resource.type))
      .flatMap((policy) => {
        const tenant = tenantOf(resource);
        const context = { now, resources: all, ...(tenant === undefined ? {} : { tenant }) };
        return policy.check(resource, context).map((judgement) => ({ rule: policy.id, ...(tenant === undefined ? {} : { tenant: tenant.name }), subject: resource.place, ...judgement }));
      }),
  );
}
