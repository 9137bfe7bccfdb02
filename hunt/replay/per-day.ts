import type { HuntFinding } from "../finding";
import type { AlertComparison } from "./compare-alerts";

/** Alerts of one day, or of all. */
export interface AlertCounts {
  /** Of the rule as it was. */
  readonly before: number;
  /** Of the changed rule. */
  readonly after: number;
  readonly kept: number;
  readonly lost: number;
  readonly gained: number;
}

export interface DayOfAlerts extends AlertCounts {
  /** `2026-11-02`, in UTC. */
  readonly day: string;
}

export function countsOf(before: readonly HuntFinding[], after: readonly HuntFinding[], { kept, lost, gained }: AlertComparison): AlertCounts {
  return { before: before.length, after: after.length, kept: kept.length, lost: lost.length, gained: gained.length };
}

/** The days on which either rule has an alert, in their order. */
export function countsPerDay(before: readonly HuntFinding[], after: readonly HuntFinding[], { kept, lost, gained }: AlertComparison): DayOfAlerts[] {
  const counts = {
    before: tally(before),
    after: tally(after),
    kept: tally(kept.map((pair) => pair.before)),
    lost: tally(lost),
    gained: tally(gained),
  };
  const days = [...new Set([...counts.before.keys(), ...counts.after.keys()])].sort();
  const on = (day: string, which: keyof AlertCounts): number => counts[which].get(day) ?? 0;
  return days.map((day) => ({ day, before: on(day, "before"), after: on(day, "after"), kept: on(day, "kept"), lost: on(day, "lost"), gained: on(day, "gained") }));
}

function tally(findings: readonly HuntFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { at } of findings) counts.set(at.slice(0, 10), (counts.get(at.slice(0, 10)) ?? 0) + 1);
  return counts;
}
