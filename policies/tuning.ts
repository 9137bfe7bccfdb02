import { commitmentState } from "../catalogue/commitment";
import type { Severity } from "../catalogue/detection";
import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "../findings/finding";
import type { Policy } from "./policy";

/** What a tenant makes of a policy under `policies:`, in a plan as in a construct tree. */

/** The tenant's severity of a policy, or the policy's own. */
export function severityFor({ id, severity }: Policy, tenant: Tenant | undefined): Severity {
  return tenant?.policies.get(id)?.severity ?? severity;
}

/** A policy that the tenant has switched off says so, by whom and until when, instead of judging; undefined where it judges. */
export function switchedOff({ id, severity }: Policy, tenant: Tenant, now: Date): Finding | undefined {
  const off = tenant.policies.get(id)?.off;
  if (off === undefined || commitmentState(off, now) !== "live") return undefined;
  return { rule: id, tenant: tenant.name, severity, verdict: "excepted", subject: `policy ${id}`, message: `is off until ${off.expires}, ${off.owner}: ${off.reason}`, place: tenant.locate(["policies", id]) };
}
