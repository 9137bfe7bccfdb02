import type { Plan } from "../plan";
import { failureOf, plainFailure, type StepFailure } from "./failures/failure";
import type { Failure } from "./outcome";
import type { Secrets } from "./secrets";
import type { StepEnd } from "./terraform-step";

export type AttemptEnd = { readonly kind: "planned"; readonly plan: Plan } | { readonly kind: "failed"; readonly failed: StepFailure } | { readonly kind: "interrupted" };

/** Thrown by a step whose end is the attempt's. */
export class Stopped extends Error {
  constructor(readonly end: AttemptEnd) {
    super(end.kind);
  }
}

/** Stops for a reason of ours. */
export function stoppedBy(step: Failure["step"], { cause, message, mend }: Pick<Failure, "cause" | "message" | "mend">, secrets: Secrets): Stopped {
  return new Stopped({ kind: "failed", failed: plainFailure(step, cause, message, mend, secrets) });
}

/** Stops for what Terraform reported. */
export function stoppedByErrors(step: Failure["step"], { errors, code, signal }: StepEnd, secrets: Secrets): Stopped {
  const failed = failureOf(step, errors, secrets);
  if (failed !== undefined) return new Stopped({ kind: "failed", failed });
  const message = `terraform ${step} ended with ${code ?? signal ?? "nothing"} and said nothing of why`;
  return stoppedBy(step, { cause: "terraform", message, mend: `run \`terraform ${step}\` in the stack's folder` }, secrets);
}
