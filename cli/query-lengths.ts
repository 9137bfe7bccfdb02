import { tenantBaseline, type TenantDetection } from "../catalogue/baseline";
import type { Binding } from "../catalogue/bindings";
import type { Detection } from "../catalogue/detection";
import { InputError, type Fault } from "../catalogue/fault";
import { LONGEST_QUERY } from "../catalogue/service-limits";
import type { Tenant } from "../catalogue/tenant";
import { faultAt } from "../catalogue/validate";
import { bind } from "../kql/bind";

/** Refuses tenants whose exceptions and approvals make a query longer than the service takes, before anything is written. */
export function checkQueryLengths(tenants: readonly Tenant[], detections: readonly Detection[], now: Date): void {
  const faults = tenants.flatMap((tenant) => queryFaults(tenant, tenantBaseline(tenant, detections, now)));
  if (faults.length > 0) throw new InputError(faults);
}

/** A fault for each query of a tenant that is too long. */
export function queryFaults(tenant: Tenant, rules: readonly TenantDetection[]): Fault[] {
  return rules.flatMap(({ detection, bindings, state }) => {
    const { length } = bind(detection.query, bindings);
    if (length <= LONGEST_QUERY || state === "not applicable") return [];
    const path = longestOf(detection, bindings);
    const mend = path === "acceptedDomains" ? "name only those that mail is sent from, or switch the detection off under detections" : "remove some of them";
    return [faultAt([path], `make the query of ${detection.id} ${length} characters long; the service takes ${LONGEST_QUERY}: ${mend}`, tenant.locate)];
  });
}

/** What of the tenant takes up most of a query. */
function longestOf({ baseline }: Detection, bindings: readonly Binding[]): "exceptions" | "approvedApplications" | "acceptedDomains" {
  const places = bindings.flatMap((binding) => {
    const from = baseline?.parameters?.[binding.name]?.from;
    const place = binding.name === "exceptions" ? "exceptions" : from === "tenant.acceptedDomains" ? "acceptedDomains" : from?.startsWith("tenant.approved") === true ? "approvedApplications" : undefined;
    return place === undefined ? [] : [{ place, length: bind("", [binding]).length } as const];
  });
  return places.sort((a, b) => b.length - a.length)[0]?.place ?? "approvedApplications";
}
