import type { Diagnostic } from "../diagnostics";
import { filledIn, type FailurePattern } from "./failure-pattern";
import { FAILURE_PATTERNS } from "./failure-patterns";
import type { Failure, FailureCause } from "../outcome";
import type { Secrets } from "../secrets";

type Step = Failure["step"];

/** A failed step, before anybody counts attempts. */
export interface StepFailure {
  readonly failure: Omit<Failure, "attempts">;
  readonly heals: boolean;
  /** Where the service says when to come again, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly needsInit: boolean;
}

/** What became of a step that failed, by the errors that it reported: of several the first that no other attempt would heal, as trying again is no use then. */
export function failureOf(step: Step, diagnostics: readonly Diagnostic[], secrets: Secrets): StepFailure | undefined {
  const failures = diagnostics.map((diagnostic) => oneFailure(step, diagnostic, secrets));
  return failures.find(({ heals }) => !heals) ?? failures[0];
}

/** A failure in our own words. */
export function plainFailure(step: Step, cause: FailureCause, message: string, mend: string, secrets: Secrets): StepFailure {
  return { failure: { cause, step, message: secrets.clean(message), mend: secrets.clean(mend) }, heals: false, needsInit: false };
}

function oneFailure(step: Step, diagnostic: Diagnostic, secrets: Secrets): StepFailure {
  const text = oneLine(diagnostic);
  const pattern = FAILURE_PATTERNS.find(({ when }) => when.test(text));
  if (pattern !== undefined) return knownFailure(step, pattern, text, secrets);
  const { cause, mend } = causeOfUnknown(step, diagnostic);
  return plainFailure(step, cause, saidOf(diagnostic, secrets), mend, secrets);
}

function oneLine({ summary, detail }: Pick<Diagnostic, "summary" | "detail">): string {
  return `${summary}: ${detail}`.replace(/\s+/gu, " ");
}

function knownFailure(step: Step, { cause, when, says, mend, heals, needsInit }: FailurePattern, text: string, secrets: Secrets): StepFailure {
  // What is quoted is taken from the text without secrets: a part of one would no longer be known for it.
  const groups = when.exec(secrets.paragraphs(text).join(" "))?.groups ?? {};
  const seconds = heals === true ? /(?:again after|retry[- ]after|retry in)\D{0,4}(\d{1,6})\b/iu.exec(text)?.[1] : undefined;
  return {
    failure: { cause, step, message: secrets.clean(filledIn(says, groups)), mend: secrets.clean(filledIn(mend, groups)) },
    heals: heals === true,
    ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 }),
    needsInit: needsInit === true,
  };
}

/** A provider's errors name a resource; errors of the configuration only a place. */
function causeOfUnknown(step: Step, { address, place }: Diagnostic): { readonly cause: FailureCause; readonly mend: string } {
  if (address !== undefined) return { cause: "provider", mend: "run `terraform plan` in the stack's folder, which says more" };
  if (place !== undefined) return { cause: "configuration", mend: "run `mailbox-baseline synth` anew; where the stack was edited by hand, undo that" };
  return { cause: "terraform", mend: `run \`terraform ${step}\` in the stack's folder, which says more` };
}

/** The summary and the first sentence of the detail: what follows explains Terraform, or lists all that was sent. */
function saidOf({ summary, detail, address, place }: Diagnostic, secrets: Secrets): string {
  const [title = ""] = secrets.paragraphs(summary);
  const [first = ""] = secrets.paragraphs(detail);
  const sentence = /^.*?(?:[.!?](?=\s|$)|$)/u.exec(first)?.[0] ?? "";
  const where = address ?? place;
  return `${where === undefined ? "" : `${where}: `}${title.replace(/[.:\s]+$/u, "")}${sentence === "" ? "" : `: ${sentence}`}`;
}
