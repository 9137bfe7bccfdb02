import type { Plan } from "../plan";

/** Why a stack could not be planned; decides whether another attempt may heal it. */
export const FAILURE_CAUSES = ["login", "permission", "lock", "throttled", "network", "backend", "timeout", "variable", "configuration", "provider", "terraform", "disk"] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** A stack that could not be planned. No text in it holds a secret. */
export interface Failure {
  readonly cause: FailureCause;
  /** The step of Terraform that failed. */
  readonly step: "init" | "plan" | "show";
  /** The first cause in plain words, one sentence or two: `the state is locked by ci@runner-7 since 2026-11-20T09:00:00Z (plan)`. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** How often the step was tried. */
  readonly attempts: number;
}

export type StackPlan = { readonly kind: "planned"; readonly plan: Plan; readonly attempts: number } | { readonly kind: "failed"; readonly failure: Failure } | { readonly kind: "interrupted" };

/** How far one stack is, from Terraform's own JSON stream. */
export interface StackProgress {
  readonly step: "init" | "plan" | "show";
  /** Resources that were refreshed so far. */
  readonly refreshed: number;
  /** Of that many; undefined as long as nobody knows. */
  readonly of?: number;
  /** Where a step is tried again: how often it was tried, and how long until the next time, in milliseconds. */
  readonly retry?: { readonly attempts: number; readonly inMs: number };
}
