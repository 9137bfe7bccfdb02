import { tenantBaseline, type TenantDetection } from "../catalogue/baseline";
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
    const longest = bindings.map(({ name, value }) => ({ name, rows: value.type === "table" ? value.rows.length : 0 })).sort((a, b) => b.rows - a.rows);
    const path = longest[0]?.name === "exceptions" ? ["exceptions"] : ["approvedApplications"];
    return [faultAt(path, `make the query of ${detection.id} ${length} characters long; the service takes ${LONGEST_QUERY}: remove some of them`, tenant.locate)];
  });
}
