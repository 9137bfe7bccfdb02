import { isMap } from "../terraform/block";
import { fail, pass, undecided, type Judgement, type PlanPolicy } from "./policy";

type Json = Readonly<Record<string, unknown>>;

/** What Terraform's kinds of checkable things are called (its JSON format, `checks[].address.kind`). */
const KINDS: Readonly<Record<string, string>> = {
  check: "check",
  resource: "condition of a resource",
  output_value: "condition of an output",
  var: "condition of a variable",
};

export const checksHold: PlanPolicy = {
  about: "plan",
  id: "checks-hold",
  title: "The conditions that the configuration itself sets hold",
  why: "A failed check block is a warning that scrolls by; Terraform applies all the same.",
  severity: "Medium",
  check: ({ json }) => items(json["checks"]).flatMap(judged),
};

type Subjected = Judgement & { readonly subject: string };

/** A check speaks for itself where it passes, and for each of its instances where it doesn't. */
function judged(check: Json): Subjected[] {
  const address = isMap(check["address"]) ? check["address"] : {};
  const subject = textOf(address["to_display"]) ?? "a check";
  const kind = KINDS[textOf(address["kind"]) ?? ""] ?? "condition";
  if (check["status"] === "pass") return [{ subject, ...pass(`the ${kind} holds`) }];
  const instances = items(check["instances"]).filter(({ status }) => status !== "pass");
  if (instances.length === 0) return [{ subject, ...ofStatus(check["status"], kind, []) }];
  return instances.map((instance) => {
    const display = isMap(instance["address"]) ? textOf(instance["address"]["to_display"]) : undefined;
    return { subject: display ?? subject, ...ofStatus(instance["status"], kind, problemsOf(instance)) };
  });
}

function ofStatus(status: unknown, kind: string, problems: readonly string[]): Judgement {
  const why = problems.length === 0 ? "" : `: ${problems.join("; ")}`;
  if (status === "fail") return fail(`the ${kind} does not hold${why}`, "mend what it finds, or correct the condition");
  // Terraform could not evaluate the condition: what it guards is neither well nor ill.
  if (status === "error") return fail(`the ${kind} could not be evaluated${why}`, "correct the condition, or what it reads");
  return undecided(`whether the ${kind} holds is known only after apply${why}`, "review the checks that the apply reports, or let the condition read what is known at plan");
}

function problemsOf(instance: Json): string[] {
  return items(instance["problems"]).flatMap(({ message }) => textOf(message)?.replace(/\s+/gu, " ").trim() ?? []);
}

function items(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
