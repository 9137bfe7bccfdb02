import type { Plan } from "../plan";
import { managedInState } from "./resources-in-state";

/** A plan that only refreshes says what it found, and nothing of what an apply would do: it lists no changes, where any other lists what is in the state, changed or not. */
export function isRefreshOnly(plan: Plan): boolean {
  return !("resource_changes" in plan.json) && ("resource_drift" in plan.json || managedInState(plan).length > 0);
}
