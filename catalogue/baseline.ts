import { azureMonitorFit, type AzureMonitorFit } from "./azure-monitor";
import { bindingsOf, type Binding, type BoundTenant } from "./bindings";
import { commitmentState, type CommitmentState } from "./commitment";
import { CONNECTOR_IDS, loadConnectors } from "./connectors";
import type { Detection, Schedule, Severity } from "./detection";
import type { Duration } from "./duration";
import type { DetectionChange, Exception, Tenant } from "./tenant";

/** Sentinel's longest look-back, 14 days, in minutes. */
const LONGEST_PERIOD = 14 * 1440;

/** What becomes of one detection in one tenant. */
export interface TenantDetection {
  /** With the tenant's severity, threshold and frequency in it, as long as its change lives. */
  readonly detection: Detection;
  /** `not applicable`: nothing brings the table it reads, or the tenant's alerting can't run it. */
  readonly state: "on" | "off" | "not applicable";
  /** Why it is not applicable, in words; empty otherwise. */
  readonly reason: string;
  /** The tenant's change, whatever its state. */
  readonly change?: DetectionChange & { readonly state: CommitmentState };
  /** Of this tenant and this detection, lapsed ones included. */
  readonly exceptions: readonly Exception[];
  /** What the query reads of the tenant. */
  readonly bindings: readonly Binding[];
  /** Only where the tenant alerts by Azure Monitor and the detection is applicable. */
  readonly azureMonitor?: AzureMonitorFit;
  /** What a reader should know: where Azure Monitor differs, or that the tables could not be told. */
  readonly notes: readonly string[];
}

/** Resolves every detection for a tenant at an instant. */
export function tenantBaseline(tenant: Tenant, detections: readonly Detection[], now: Date): TenantDetection[] {
  const available = availableTables(tenant);
  const bound = { ...tenant, ruleIds: detections.filter(({ kind }) => kind !== "Hunting").map(({ id }) => id) };
  return detections.map((detection) => resolve(detection, bound, available, now));
}

/** Tables that a connector or someone else brings into the tenant's workspace. */
export function availableTables({ connectors, arrives }: Tenant): ReadonlySet<string> {
  const known = loadConnectors();
  return new Set([...CONNECTOR_IDS.filter((id) => connectors[id] !== "absent").flatMap((id) => known[id].tables), ...arrives]);
}

function resolve(original: Detection, tenant: Tenant & BoundTenant, available: ReadonlySet<string>, now: Date): TenantDetection {
  const change = tenant.changes.get(original.id);
  const state = change === undefined ? undefined : commitmentState(change, now);
  const live = state === "live" ? change : undefined;
  const detection = live === undefined ? original : changed(original, live);
  const fit = tenant.alerting === "azure-monitor" && detection.kind !== "Hunting" ? azureMonitorFit(detection) : undefined;
  const reason = missingTables(detection, tenant, available) ?? (typeof fit === "string" ? fit : "");
  const notes = [
    ...(reason === "" && detection.tables.length === 0 ? ["which tables it reads could not be told: declared as if they were there"] : []),
    ...(reason === "" && typeof fit === "object" ? fit.notes : []),
  ];
  return {
    detection,
    state: reason !== "" ? "not applicable" : live?.enabled === false ? "off" : "on",
    reason,
    ...(change === undefined || state === undefined ? {} : { change: { ...change, state } }),
    exceptions: tenant.exceptions.filter((e) => e.rule.kind === "detection" && e.rule.id === detection.id),
    bindings: bindingsOf(detection, tenant, detection.schedule?.frequency, live?.parameters ?? {}, now),
    ...(reason === "" && typeof fit === "object" ? { azureMonitor: fit } : {}),
    notes,
  };
}

function changed(detection: Detection, change: DetectionChange): Detection {
  const { schedule } = detection;
  return {
    ...detection,
    ...(change.severity === undefined ? {} : withSeverity(detection, change.severity)),
    ...(schedule === undefined ? {} : { schedule: { ...schedule, ...slowed(detection, schedule, change.frequency), threshold: change.threshold ?? schedule.threshold } }),
  };
}

/** A severity that the query's own column would overrule for each alert would be no change at all. */
function withSeverity({ alertDetails }: Detection, severity: Severity): Partial<Detection> {
  if (alertDetails === undefined) return { severity };
  const { severityColumnName: _, ...rest } = alertDetails;
  return { severity, alertDetails: rest };
}

/** A query that goes by arrival needs a look-back longer than its frequency, or what comes late is never read. */
export function slowed(detection: Detection, schedule: Schedule, frequency: Duration | undefined): Pick<Schedule, "frequency" | "period"> {
  if (frequency === undefined) return schedule;
  const byArrival = Object.values(detection.baseline?.parameters ?? {}).some(({ from }) => from === "detection.frequency");
  const period = byArrival ? Math.max(schedule.period.minutes, Math.min(2 * frequency.minutes, LONGEST_PERIOD)) : schedule.period.minutes;
  return { frequency, period: { minutes: period } };
}

/** Which tables that a detection needs nothing brings, in words; undefined when none is missing. */
export function missingTables({ tables, toleratesMissingTables }: Pick<Detection, "tables" | "toleratesMissingTables">, tenant: Tenant, available: ReadonlySet<string>): string | undefined {
  const missing = tables.filter((table) => !available.has(table));
  if (missing.length === 0 || (toleratesMissingTables && missing.length < tables.length)) return undefined;
  const byRemedy = new Map<string, string[]>();
  for (const table of missing) {
    const remedy = wouldBring(table, tenant);
    byRemedy.set(remedy, [...(byRemedy.get(remedy) ?? []), table]);
  }
  return [...byRemedy].map(([remedy, of]) => `nothing brings ${of.length === 1 ? "the table" : "the tables"} ${of.join(", ")}: ${remedy}`).join("; ");
}

/** What would bring a table, from the connectors; without Sentinel, Microsoft 365 activity reaches Log Analytics by no way at all. */
function wouldBring(table: string, tenant: Tenant): string {
  const known = loadConnectors();
  const bringers = CONNECTOR_IDS.filter((id) => known[id].tables.includes(table));
  if (bringers.length === 0) return "no connector of Terraform's does; name it under arrives if someone streams it in";
  const titles = bringers.map((id) => known[id].title).join(" or ");
  const needsSentinel = tenant.connectors.sentinel === "absent" && bringers.every((id) => id === "sentinel" || known[id].needs === "sentinel");
  return needsSentinel ? `only ${titles} does, and this workspace has no Sentinel` : `${titles} would (connectors.${bringers.join(", connectors.")})`;
}
