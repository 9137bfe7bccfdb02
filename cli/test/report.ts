import type { JudgedMutant } from "../../hunt/mutate-detection";
import type { TestedEvent } from "../../hunt/test-detection";

/** What `test` found of one detection. */
export interface DetectionReport {
  readonly id: string;
  /** Empty: it has none, and is untested. */
  readonly events: readonly TestedEvent[];
  /** Absent unless asked for; `not run` where not every event holds. */
  readonly mutation?: MutationReport | "not run";
}

export interface MutationReport {
  readonly judged: readonly JudgedMutant[];
  /** Lines under `equivalent` that say what is not so. */
  readonly idle: readonly { readonly mutant: string; readonly problem: string }[];
}
