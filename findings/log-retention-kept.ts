import { commitmentState } from "../catalogue/commitment";
import { retentionExceptions, type Tenant } from "../catalogue/tenant";
import { LEAST_RETENTION_DAYS } from "../catalogue/tenant-schema";
import type { Finding } from "./finding";

/** Whether the tenant file asks for a retention that keeps evidence long enough, or a live exception covers just the one it asks for. */
export function logRetentionKept(tenant: Tenant, now: Date): Finding {
  const { workspace } = tenant;
  const shared = { rule: "log-retention-kept", tenant: tenant.name, subject: `workspace ${workspace.name}`, place: tenant.locate(["workspace", "retentionDays"]) };
  const days = workspace.retentionDays;
  if (days >= LEAST_RETENTION_DAYS) {
    if (workspace.kind === "created") return { ...shared, verdict: "pass", message: `keeps its logs ${days} days` };
    return { ...shared, verdict: "not applicable", message: "exists already: Terraform's check log-retention-kept reads its retention at every plan" };
  }
  const exception = retentionExceptions(tenant).find((e) => e.value === String(days) && commitmentState(e, now) === "live");
  if (exception !== undefined) return { ...shared, verdict: "excepted", message: `keeps its logs ${days} days, accepted until ${exception.expires}, ${exception.owner}: ${exception.reason}` };
  return { ...shared, verdict: "fail", message: `keeps its logs ${days} days, less than ${LEAST_RETENTION_DAYS}`, mend: `write retentionDays: ${LEAST_RETENTION_DAYS} or more, or an exception with check: log-retention-kept, entity: ${workspace.name}, value: ${days}` };
}
