import type { Detection, Severity } from "./detection";
import { toWords, type Duration } from "./duration";
import { computesAgo, refusedByAzureMonitor } from "./query-words";

/**
 * How near an Azure Monitor log search alert comes to a detection. Its lists are shorter than Sentinel's:
 * facts/alert-rule-limits (azurerm 4.55's own lists for azurerm_monitor_scheduled_query_rules_alert_v2).
 */
export interface AzureMonitorFit {
  readonly frequency: Duration;
  readonly window: Duration;
  readonly operator: "Equal" | "GreaterThan" | "LessThan";
  readonly threshold: number;
  /** 0 critical … 4 verbose. */
  readonly severity: number;
  readonly mute?: Duration;
  /** Where it is not the same as in Sentinel, in words. */
  readonly notes: readonly string[];
}

const FREQUENCIES = [1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440];
const WINDOWS = [...FREQUENCIES, 2880];
const MUTES = [5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880];
/** What Azure Monitor's numbers mean in Sentinel's words. */
export const MONITOR_SEVERITY: Readonly<Record<Severity, number>> = { High: 1, Medium: 2, Low: 3, Informational: 4 };
/** Near-real-time rules become the fastest alert whose queries may still use union and ingestion_time(). */
const FASTEST: Duration = { minutes: 5 };

/** The nearest log search alert, or in words why there is none. */
export function azureMonitorFit(detection: Detection): AzureMonitorFit | string {
  const refused = refusedByAzureMonitor(detection.query);
  if (refused !== undefined) return `Azure Monitor refuses ${refused} in an alert's query`;
  const { frequency, period, operator, threshold } = detection.schedule ?? { frequency: FASTEST, period: FASTEST, operator: "gt" as const, threshold: 0 };
  if (operator === "ne" && threshold !== 0) return `Azure Monitor has no "not equal to ${threshold}"`;
  const notes: string[] = [];
  if (computesAgo(detection.query)) notes.push("uses ago() with a computed timespan, where Azure Monitor documents literals only");
  if (detection.schedule === undefined) notes.push("near-real-time in Sentinel; every 5 minutes here");
  const every = atMost(FREQUENCIES, frequency.minutes, FASTEST.minutes);
  if (every !== frequency.minutes) notes.push(`every ${toWords({ minutes: every })} instead of ${toWords(frequency)}`);
  const window = atLeast(WINDOWS, Math.max(period.minutes, every));
  if (window < period.minutes) notes.push(`looks back ${toWords({ minutes: window })} instead of ${toWords(period)}`);
  else if (window > period.minutes) notes.push(`looks back ${toWords({ minutes: window })}, longer than ${toWords(period)}`);
  if (detection.suppression.enabled) {
    const mute = atLeast(MUTES, detection.suppression.duration.minutes);
    if (mute !== detection.suppression.duration.minutes) notes.push(`silent for ${toWords({ minutes: mute })} after an alert instead of ${toWords(detection.suppression.duration)}`);
    return { ...trigger(operator, threshold), frequency: { minutes: every }, window: { minutes: window }, severity: MONITOR_SEVERITY[detection.severity], mute: { minutes: mute }, notes };
  }
  return { ...trigger(operator, threshold), frequency: { minutes: every }, window: { minutes: window }, severity: MONITOR_SEVERITY[detection.severity], notes };
}

function trigger(operator: "gt" | "lt" | "eq" | "ne", threshold: number): Pick<AzureMonitorFit, "operator" | "threshold"> {
  // A count is never negative: not equal to 0 is greater than 0.
  return { operator: ({ gt: "GreaterThan", lt: "LessThan", eq: "Equal", ne: "GreaterThan" } as const)[operator], threshold };
}

/** The slowest allowed that is no slower than wanted: an alert may come sooner than in Sentinel, never later. */
function atMost(allowed: readonly number[], wanted: number, least: number): number {
  return Math.max(least, ...allowed.filter((minutes) => minutes <= wanted));
}

/** The shortest allowed that is no shorter than wanted, or the longest there is. */
function atLeast(allowed: readonly number[], wanted: number): number {
  return allowed.find((minutes) => minutes >= wanted) ?? (allowed.at(-1) as number);
}
