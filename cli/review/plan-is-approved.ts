import type { Finding } from "../../findings/finding";

/** Whether the plan at hand is the one whose digest was approved. */
export function planIsApproved(digest: string, approved: string): Finding {
  const shared = { rule: "plan-is-approved", severity: "High", subject: "the plan" } as const;
  if (digest === approved) return { ...shared, verdict: "pass", message: `is the approved one, ${digest}` };
  return { ...shared, verdict: "fail", message: `is ${digest}, not ${approved}, which was approved`, mend: "have this plan reviewed and approved, or plan again over the state that the approved one was made from; `review --compare` says how they differ" };
}
