import type { ResourceChange } from "../terraform/plan";
import { changed } from "./detections/changed";
import { ALERTING_TYPES } from "./detections/detection-types";
import { unlessGranted } from "./detections/granted-change";
import { pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";

export const detectionNotDisabled: ChangePolicy = {
  about: "change",
  id: "detection-not-disabled",
  title: "No detection is switched off, unless the tenant's file says so, by whom and until when",
  why: "A rule that is switched off still stands in the list, so it looks as if somebody watched.",
  severity: "High",
  types: ALERTING_TYPES,
  check: (change, context) => (change.mode === "data" || change.deposed !== undefined || (change.actions.includes("no-op") && change.importing === undefined) ? [] : judge(change, context)),
};

function judge(change: ResourceChange, context: PlanContext): Judgement[] {
  const { before, after } = change;
  if (after === undefined) return [];
  // All of azurerm's rules are on where nothing is said.
  const enabled = changed(before, after, "enabled", true);
  if (enabled === undefined) return [pass(before === undefined ? "is created switched on" : isOff(after) ? "was switched off before, and stays so" : "stays switched on")];
  if (!enabled.after.known) return [undecided(`may be switched off: whether it is on ${enabled.after.why}`, "write enabled = true out, or look before it is applied")];
  if (enabled.after.value !== false) return [pass("is switched on")];
  return [unlessGranted(change, context, (granted) => !granted.enabled, before === undefined ? "is created switched off" : "is switched off", "leave it on")];
}

function isOff(after: NonNullable<ResourceChange["after"]>): boolean {
  const enabled = after.get("enabled");
  return enabled.known && enabled.value === false;
}
