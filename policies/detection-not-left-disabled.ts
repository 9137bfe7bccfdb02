import type { ResourceChange } from "../terraform/plan";
import { changed } from "./detections/changed";
import { ALERTING_TYPES } from "./detections/detection-types";
import { unlessGranted } from "./detections/granted-change";
import { pass, undecided, type Judgement, type PlanContext, type PlanPolicy } from "./policy";

export const detectionNotLeftDisabled: PlanPolicy = {
  about: "plan",
  id: "detection-not-left-disabled",
  title: "A detection that somebody else switched off is switched on again",
  why: "Who switches a rule off by hand counts on the plan to take that as it is.",
  severity: "High",
  check: (plan, context) => plan.drift.filter(isSwitchedOff).flatMap((drift) => judge(drift, context).map((judgement) => ({ subject: drift.address, ...judgement }))),
};

function isSwitchedOff({ mode, type, deposed, before, after }: ResourceChange): boolean {
  if (mode === "data" || deposed !== undefined || !ALERTING_TYPES.includes(type) || before === undefined || after === undefined) return false;
  const enabled = changed(before, after, "enabled", true);
  return enabled?.after.known === true && enabled.after.value === false;
}

/** A detection that is destroyed is judged as that. One that the plan doesn't list, as one that only refreshes, stays as it was found. */
function judge(drift: ResourceChange, context: PlanContext): Judgement[] {
  const planned = context.plan.changes.find(({ address, deposed }) => address === drift.address && deposed === undefined);
  if (planned !== undefined && planned.after === undefined) return [];
  const change = planned ?? drift;
  const enabled = change.after?.get("enabled");
  if (enabled?.known !== true) return [undecided("was switched off by others, and may stay so: whether it is on is known only after apply", "write enabled = true out, or look before it is applied")];
  if (enabled.value !== false) return [pass("was switched off by others, and this plan switches it on again")];
  return [unlessGranted(change, context, (granted) => !granted.enabled, "was switched off by others, and this plan leaves it so", "switch it on again, and don't let Terraform ignore changes of enabled")];
}
