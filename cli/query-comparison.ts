import type { PlanContext } from "../policies/policy";

/** Loaded only where a query changed: Microsoft's parser takes a second. */
export async function queryComparison(): Promise<PlanContext["compareQueries"]> {
  const { compareQueries } = await import("../kql/compare.js");
  return compareQueries;
}
