import type { Action } from "../plan";

/** An object that makes way for a new one, whether it is deleted or only forgotten. */
export function isReplacement(actions: readonly Action[]): boolean {
  return actions.includes("create") && actions.length > 1;
}
