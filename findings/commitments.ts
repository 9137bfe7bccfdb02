import { commitmentState, type Commitment } from "../catalogue/commitment";
import type { TenantDetection } from "../catalogue/baseline";
import type { Detection } from "../catalogue/detection";
import { DRIFT_CHECK } from "../catalogue/drift-exception";
import { toWords } from "../catalogue/duration";
import { retentionExceptions, type DetectionChange, type Exception, type Tenant } from "../catalogue/tenant";
import { LEAST_RETENTION_DAYS } from "../catalogue/tenant-schema";
import type { Path } from "../catalogue/yaml-document";
import type { Finding } from "./finding";

/** Everything a tenant has promised to look at again, with the words a reader knows it by. */
interface Promised {
  readonly commitment: Commitment;
  readonly subject: string;
  readonly path: Path;
}

function promises(tenant: Tenant): Promised[] {
  return [
    ...[...tenant.changes].map(([id, commitment]) => ({ commitment, subject: commitment.enabled ? `${id} changed` : `${id} switched off`, path: ["detections", id] })),
    ...[...tenant.policies].flatMap(([id, { off }]) => (off === undefined ? [] : [{ commitment: off, subject: `policy ${id} switched off`, path: ["policies", id, "off"] }])),
    ...tenant.approvedApplications.map((app, i) => ({ commitment: app, subject: `${app.displayName} approved for ${app.permissions.join(", ")}`, path: ["approvedApplications", i] })),
    ...tenant.exceptions.map((e, i) => ({ commitment: e, subject: `${e.rule.id} excepted for ${e.entity} = ${e.value}`, path: ["exceptions", i] })),
  ];
}

/** A commitment whose time is over, or has not come, is a finding: it does nothing any more, and somebody thinks it does. */
export function exceptionsAreLive(tenant: Tenant, now: Date): Finding[] {
  return promises(tenant).map(({ commitment, subject, path }) => {
    const state = commitmentState(commitment, now);
    const shared = { rule: "exceptions-are-live", tenant: tenant.name, subject, place: tenant.locate([...path, state === "not yet granted" ? "granted" : "expires"]) };
    if (state === "live") return { ...shared, verdict: "pass", message: `live until ${commitment.expires}, ${commitment.owner}: ${commitment.reason}` };
    const message = state === "expired" ? `expired on ${commitment.expires} (${commitment.owner}: ${commitment.reason})` : `is granted from ${commitment.granted} on, which has not come (${commitment.owner}: ${commitment.reason})`;
    return { ...shared, verdict: "fail", message, mend: state === "expired" ? "remove it, or have its owner grant it anew with new dates" : "correct the date, or add it on that day" };
  });
}

/** An exception or change that has no effect hides that somebody believes it has one. */
export function exceptionsAreUsed(tenant: Tenant, rules: readonly TenantDetection[], detections: readonly Detection[]): Finding[] {
  const shared = { rule: "exceptions-are-used", tenant: tenant.name, verdict: "fail" as const };
  const exceptions = tenant.exceptions.flatMap((exception, i): Finding[] => {
    const place = tenant.locate(["exceptions", i]);
    const subject = `${exception.rule.id} excepted for ${exception.entity} = ${exception.value}`;
    // Only a plan shows what has drifted; `drift` itself says which of these it found unused.
    if (exception.rule.id === DRIFT_CHECK && exception.rule.kind === "check") return [];
    if (exception.rule.kind === "check") return retentionExceptionUnused(tenant, exception) ? [{ ...shared, subject, place, message: `the workspace ${tenant.workspace.name} keeps its logs ${tenant.workspace.retentionDays} days, which this doesn't except`, mend: "remove it" }] : [];
    const state = rules.find(({ detection }) => detection.id === exception.rule.id)?.state;
    return state === "on" || state === undefined ? [] : [{ ...shared, subject, place, message: `the detection is ${state}, so the exception covers nothing`, mend: "remove it" }];
  });
  const changes = [...tenant.changes].flatMap(([id, change]): Finding[] => {
    const place = tenant.locate(["detections", id]);
    const rule = rules.find(({ detection }) => detection.id === id);
    const original = detections.find((d) => d.id === id);
    if (rule?.state === "not applicable") return [{ ...shared, subject: `${id} changed`, place, message: `the detection is not applicable: ${rule.reason}`, mend: "remove the change" }];
    if (original !== undefined && changesNothing(original, change)) return [{ ...shared, subject: `${id} changed`, place, message: "the catalogue says the same already", mend: "remove the change" }];
    return [];
  });
  return [...exceptions, ...changes];
}

/** For an existing workspace only Terraform sees the retention, so nothing can be said of its exceptions here. */
function retentionExceptionUnused(tenant: Tenant, exception: Exception): boolean {
  if (!retentionExceptions(tenant).includes(exception)) return true;
  const { kind, retentionDays } = tenant.workspace;
  return kind === "created" && (retentionDays >= LEAST_RETENTION_DAYS || exception.value !== String(retentionDays));
}

/** A severity named again still changes a rule whose query would set it for each alert. */
function changesNothing(original: Detection, change: DetectionChange): boolean {
  return (
    change.enabled &&
    Object.keys(change.parameters).length === 0 &&
    (change.severity === undefined || (change.severity === original.severity && original.alertDetails?.severityColumnName === undefined)) &&
    (change.threshold ?? original.schedule?.threshold) === original.schedule?.threshold &&
    (change.frequency ?? original.schedule?.frequency)?.minutes === original.schedule?.frequency.minutes
  );
}

/** Detections that a tenant runs otherwise than the catalogue says, or not at all, by whom and until when. */
export function detectionsAreOn(tenant: Tenant, rules: readonly TenantDetection[]): Finding[] {
  return rules.map(({ detection, state, reason, change }) => {
    const shared = { rule: "detections-are-on", tenant: tenant.name, subject: detection.id };
    if (state === "not applicable") return { ...shared, verdict: "not applicable", message: reason };
    if (change?.state !== "live") return { ...shared, verdict: "pass", message: "runs as the catalogue says" };
    return { ...shared, verdict: "excepted", message: `${describeChange(change)} until ${change.expires}, ${change.owner}: ${change.reason}`, place: tenant.locate(["detections", detection.id]) };
  });
}

/** `off`, or `severity Low, every 1 hour`. */
export function describeChange({ enabled, severity, threshold, frequency, parameters }: DetectionChange): string {
  if (!enabled) return "off";
  return [
    ...(severity === undefined ? [] : [`severity ${severity}`]),
    ...(threshold === undefined ? [] : [`threshold ${threshold}`]),
    ...(frequency === undefined ? [] : [`every ${toWords(frequency)}`]),
    ...Object.entries(parameters).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" ") : String(value)}`),
  ].join(", ");
}

