import { EXIT, type ExitCode } from "../../findings/exit-code";
import type { HuntFinding } from "../../hunt/finding";
import type { AlertComparison } from "../../hunt/replay/compare-alerts";
import type { AlertCounts, DayOfAlerts } from "../../hunt/replay/per-day";
import { toldOtherwise, type ToldOtherwise } from "../../hunt/replay/told-otherwise";
import type { HuntReport } from "../hunt/report";
import type { RuleChange } from "./what-changed";

/** What a rule change would have done to the alerts of a log. */
export interface ReplayReport {
  /** The rule's id in the catalogue. */
  readonly id: string;
  /** The changed rule, as it was named. */
  readonly rule: string;
  readonly change: RuleChange;
  /** Undefined: one of the two rules could not be evaluated on the log, so nothing can be compared. */
  readonly outcome: ReplayOutcome | undefined;
  /** What was read, and what could not be evaluated. */
  readonly hunt: HuntReport;
}

export interface ReplayOutcome {
  readonly comparison: AlertComparison;
  readonly total: AlertCounts;
  readonly days: readonly DayOfAlerts[];
  /** Alerts are paired by what they look at together; else record by record. */
  readonly inWindows: boolean;
}

/** As the two rules are called among findings and in what is printed. */
export const OWN = "the catalogue's rule";
export const CHANGED = "the changed rule";

/** Where nothing was lost or gained in a log that was not read whole, nothing is known. */
export function exitCodeOf({ outcome, hunt: { reading } }: ReplayReport): ExitCode {
  if (outcome === undefined) return EXIT.unknown;
  if (outcome.total.lost > 0 || outcome.total.gained > 0) return EXIT.findings;
  return reading.skipped.size > 0 || reading.damaged.length > 0 ? EXIT.unknown : EXIT.clean;
}

/** One way in which alerts that both rules have are told otherwise, and how many are. */
export interface OtherwiseTold extends ToldOtherwise {
  readonly alerts: number;
  /** The first of them. */
  readonly first: HuntFinding;
}

/** Severities by what they were and are; of other parts the first example. */
export function otherwiseTold({ kept }: AlertComparison): OtherwiseTold[] {
  const found = new Map<string, OtherwiseTold>();
  for (const pair of kept) {
    for (const told of toldOtherwise(pair)) {
      const key = told.what === "severity" ? JSON.stringify(told) : told.what;
      const known = found.get(key);
      found.set(key, known ? { ...known, alerts: known.alerts + 1 } : { ...told, alerts: 1, first: pair.after });
    }
  }
  return [...found.values()];
}
