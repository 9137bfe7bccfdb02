import type { Plan } from "../plan";
import type { Failure } from "./outcome";

/** Terraform's exit code with `-detailed-exitcode`: 0 without a difference, 2 with one. */
export type PlanExit = 0 | 2;

const SAYS_WHY = "run `terraform plan` in the stack's folder, which says why";

/** Why a plan can't be judged, though Terraform made it; undefined where it can. What looks like a whole plan and isn't one must not pass for "no drift". */
export function whyNotWhole(plan: Plan, exit: PlanExit): Pick<Failure, "cause" | "message" | "mend"> | undefined {
  if (plan.errored) return { cause: "provider", message: "the plan broke off half-way", mend: SAYS_WHY };
  if (plan.complete === false) return { cause: "configuration", message: "the plan is not whole: Terraform put part of it off", mend: SAYS_WHY };
  if (exit === 0 && hasChanges(plan)) {
    return { cause: "terraform", message: "terraform plan says that nothing changes (exit code 0), but its plan has changes", mend: "report it with the version of Terraform" };
  }
  return undefined;
}

function hasChanges({ changes }: Plan): boolean {
  return changes.some(({ mode, actions }) => mode === "managed" && actions.some((action) => action !== "no-op" && action !== "read"));
}
