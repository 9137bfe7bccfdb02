import type { DetectionReport } from "./report";

/** For programs; a change of its form changes formatVersion. */
export function asJson(reports: readonly DetectionReport[]): object {
  return {
    formatVersion: 1,
    detections: reports.map(({ id, events, mutation }) => ({
      id,
      events: events.map(({ name, fires, outcome, difference }) => ({ name, expected: fires ? "fires" : "quiet", outcome, difference })),
      untested: events.length === 0,
      ...(mutation === "not run" ? { mutants: mutation } : mutation === undefined ? {} : { mutants: mutation.judged.map(({ mutant, fate, because }) => ({ line: mutant.line, mutant: mutant.name, fate, because })), idleEquivalents: mutation.idle }),
    })),
  };
}
