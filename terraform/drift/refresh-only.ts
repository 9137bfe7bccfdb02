import type { Plan } from "../plan";

/** A plan that only refreshes says what it found, and nothing of what an apply would do. */
export function isRefreshOnly(plan: Plan): boolean {
  return !("resource_changes" in plan.json) && "resource_drift" in plan.json;
}
