import { bundledChanges, type CatalogueChanges } from "../catalogue/changes";
import type { ResourceChange } from "../terraform/plan";
import { DETECTION_TYPES, type DetectionType } from "./detections/detection-types";
import { detectionName } from "./detections/granted-change";
import { fail, pass, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { retiredDetection } from "./detections/retired-detection";
import { whyDestroyed } from "./evidence/why-destroyed";

export const detectionNotRemoved = detectionNotRemovedBut(bundledChanges);

/** @param changes what became of the catalogue's detections: one that it retired may go */
export function detectionNotRemovedBut(changes: () => CatalogueChanges): ChangePolicy {
  return {
    about: "change",
    id: "detection-not-removed",
    title: "No detection goes away, not even for the moment of its replacement",
    why: "What happens while nobody watches is never told to anybody.",
    severity: "High",
    types: Object.keys(DETECTION_TYPES),
    check(change, context) {
      const type = DETECTION_TYPES[change.type];
      return type === undefined || change.mode === "data" ? [] : judge(change, type, context, changes);
    },
  };
}

function judge(change: ResourceChange, type: DetectionType, context: PlanContext, changes: () => CatalogueChanges): Judgement[] {
  const { actions } = change;
  const goes = actions.find((action) => action === "delete" || action === "forget");
  if (goes === undefined) return [];
  if (change.deposed !== undefined) return [pass(`${goes === "delete" ? "deletes" : "forgets"} what an earlier replacement left behind; the detection itself stays`)];
  if (actions.includes("create")) return [replaced(change, type)];
  const retired = context.tenant === undefined ? undefined : retiredDetection(detectionName(change) ?? "", changes());
  // A rule that the catalogue would leave in the tenant is none that it lets a plan delete.
  if (retired !== undefined && (retired.destroy || goes === "forget")) return [pass(`${goes === "delete" ? "is deleted" : "is forgotten, and stays in the tenant"}: the catalogue retired it in ${retired.since} (${retired.why})`)];
  return [goes === "delete" ? fail(deleted(change, type), mendOf(change, context)) : fail(forgotten(change, type), "declare it again, or delete it where that is meant")];
}

/**
 * A replaced query that alerts nobody leaves no gap that matters: azurerm replaces a saved search whenever its text changes (facts: terraform-cdk). A deleted one
 * fails all the same: nothing makes it again, and a responder who looks for it in the night finds nothing.
 */
function replaced(change: ResourceChange, { called, alerts }: DetectionType): Judgement {
  const { actions } = change;
  if (actions.includes("forget")) return pass(`is created anew, and the one that stands stays in the tenant, where Terraform no longer manages it ${whyDestroyed(change)}`);
  if (actions.indexOf("create") < actions.indexOf("delete")) return pass(`is replaced without a gap: the new one is created before the old one is deleted ${whyDestroyed(change)}`);
  if (!alerts) return pass(`is deleted and created again ${whyDestroyed(change)}; it is ${called}, which alerts nobody`);
  return fail(
    `is deleted and then created again ${whyDestroyed(change)}: in between nothing watches, and it stays away if its creation fails`,
    "leave unchanged what forces the replacement; or give the new one another name, and set create_before_destroy in its lifecycle",
  );
}

function deleted(change: ResourceChange, { called, alerts }: DetectionType): string {
  return `is deleted ${whyDestroyed(change)}: ${alerts ? `${called} that tells of nothing any more` : `${called} that responders no longer find`}`;
}

function forgotten(change: ResourceChange, { alerts }: DetectionType): string {
  return `is forgotten${change.reason === undefined ? "" : ` ${whyDestroyed(change)}`}: it stays in the tenant, but Terraform no longer manages it, so nobody notices if it is ${alerts ? "switched off" : "changed"}`;
}

/** One that is created under the same name in the same plan was meant to move. */
function mendOf({ type, address, ...change }: ResourceChange, { plan }: PlanContext): string {
  const name = detectionName({ type, address, ...change });
  const twin = name === undefined ? undefined : plan.changes.find((other) => other.type === type && other.actions.includes("create") && !other.actions.includes("delete") && detectionName(other) === name);
  return twin === undefined ? "declare it again; to rename it in the configuration, write a moved block" : `write a moved block from ${address} to ${twin.address}, which is created under the same name`;
}
