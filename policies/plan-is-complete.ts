import { isMap } from "../terraform/block";
import type { Plan } from "../terraform/plan";
import { fail, pass, undecided, type Judgement, type PlanPolicy } from "./policy";

/** The newest minor of format 1 whose meaning this version knows; a newer one only adds (Terraform, "JSON Output Format"). */
const KNOWN_MINOR = 2;

export const planIsComplete: PlanPolicy = {
  about: "plan",
  id: "plan-is-complete",
  title: "The plan is whole: what isn't in it does not change",
  why: "A plan that failed, or looked at a part only, says nothing of the rest, and a review of it passes what nobody has seen.",
  severity: "High",
  check(plan) {
    const verdict = wholeness(plan);
    return [{ subject: "the plan", ...verdict, message: `${verdict.message}${newerFormat(plan)}` }];
  },
};

function wholeness(plan: Plan): Judgement {
  const { errored, complete, applyable, changes, drift } = plan;
  if (errored) return fail("failed while it was made, so what it holds is a part", "mend the error that terraform plan printed, and plan anew");
  if (complete === false) return fail(`is not complete: ${whyPartial(plan)}`, "plan anew without -target, as often as Terraform defers something");
  // A plan lists every resource that it knows, those that stay as they are too; one without any has only looked.
  if (changes.length === 0 && drift.length > 0) return undecided("only refreshes the state (-refresh-only), so it says nothing of what the configuration would change", "plan anew without -refresh-only");
  if (changes.length === 0 && hasResources(plan)) return undecided("lists no resource, though there are some: it only refreshes the state (-refresh-only), or they are made in no instance", "plan anew without -refresh-only");
  const changing = changes.some(({ mode, actions, importing, previousAddress }) => mode === "managed" && (importing !== undefined || previousAddress !== undefined || actions.some((action) => action !== "no-op")));
  if (complete === undefined) return pass(`${changing ? "is whole" : "changes nothing"}, as far as it says: it was made without an error, and OpenTofu and older Terraform don't say whether it is complete`);
  if (applyable === false && changing) return undecided("can't be applied, though it changes something", "plan anew");
  return pass(changing ? "is whole" : "is whole, and changes no resource");
}

function whyPartial({ json }: Plan): string {
  const deferred = json["deferred_changes"];
  if (!Array.isArray(deferred) || deferred.length === 0) return "it was limited to some resources (-target)";
  const addresses = (deferred as unknown[]).flatMap((entry) => (isMap(entry) && isMap(entry["resource_change"]) && typeof entry["resource_change"]["address"] === "string" ? [entry["resource_change"]["address"]] : []));
  return `Terraform put off ${deferred.length} ${deferred.length === 1 ? "change" : "changes"} to a later plan${addresses.length === 0 ? "" : ` (${addresses.slice(0, 5).join(", ")}${addresses.length > 5 ? ", …" : ""})`}`;
}

/** Whether the configuration, the state or what it plans has anything that a plan would list. */
function hasResources({ json }: Plan): boolean {
  const configuration = isMap(json["configuration"]) ? json["configuration"]["root_module"] : undefined;
  const state = isMap(json["prior_state"]) && isMap(json["prior_state"]["values"]) ? json["prior_state"]["values"]["root_module"] : undefined;
  const planned = isMap(json["planned_values"]) ? json["planned_values"]["root_module"] : undefined;
  return hasManaged(configuration) || hasManaged(state) || hasManaged(planned);
}

function hasManaged(root: unknown): boolean {
  for (const modules = [root]; modules.length > 0; ) {
    const module = modules.pop();
    if (!isMap(module)) continue;
    const { resources, child_modules: children, module_calls: calls } = module;
    if (Array.isArray(resources) && (resources as unknown[]).some((resource) => isMap(resource) && resource["mode"] === "managed")) return true;
    if (Array.isArray(children)) modules.push(...(children as unknown[]));
    if (isMap(calls)) modules.push(...Object.values(calls).map((call) => (isMap(call) ? call["module"] : undefined)));
  }
  return false;
}

function newerFormat({ formatVersion }: Plan): string {
  const minor = Number(/^1\.(\d+)/u.exec(formatVersion)?.[1] ?? KNOWN_MINOR);
  return minor > KNOWN_MINOR ? `; it is of format ${formatVersion.slice(0, 20)}, and this version knows 1.${KNOWN_MINOR}: what is new in it was not read` : "";
}
