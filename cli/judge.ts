import type { TenantDetection } from "../catalogue/baseline";
import type { Detection } from "../catalogue/detection";
import type { Tenant } from "../catalogue/tenant";
import { detectionsAreOn, exceptionsAreLive, exceptionsAreUsed } from "../findings/commitments";
import type { Finding } from "../findings/finding";
import { logRetentionKept } from "../findings/log-retention-kept";

/** Everything that can be said of a tenant from its file and the catalogue alone. */
export function judgeTenant(tenant: Tenant, rules: readonly TenantDetection[], detections: readonly Detection[], now: Date): Finding[] {
  return [...detectionsAreOn(tenant, rules), ...exceptionsAreLive(tenant, now), ...exceptionsAreUsed(tenant, rules, detections), logRetentionKept(tenant, now)];
}
