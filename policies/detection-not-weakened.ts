import type { ResourceChange } from "../terraform/plan";
import { shownOf } from "./detections/changed";
import type { ComparedDetection, Observation } from "./detections/compared-detection";
import { ALERTING_TYPES, DETECTION_TYPES, type DetectionType } from "./detections/detection-types";
import { unlessGranted } from "./detections/granted-change";
import { grownExceptions } from "./detections/grown-exceptions";
import { pass, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { weakenedCondition } from "./detections/weakened-condition";
import { weakenedDetails } from "./detections/weakened-details";
import { weakenedGrouping } from "./detections/weakened-grouping";
import { unseenBetweenRuns, weakenedSchedule } from "./detections/weakened-schedule";
import { weakenedSeverity } from "./detections/weakened-severity";
import { weakenedSilence } from "./detections/weakened-silence";
import { weakenedSource } from "./detections/weakened-source";
import { weakenedTrigger } from "./detections/weakened-trigger";

/** All but what its query says, which is judged by comparing the queries. */
export const detectionNotWeakened: ChangePolicy = {
  about: "change",
  id: "detection-not-weakened",
  title: "No detection tells less, later or of fewer, unless the tenant's file says so, by whom and until when",
  why: "A rule that has been turned down looks like one that found nothing.",
  severity: "High",
  types: ALERTING_TYPES,
  check(change, context) {
    const type = DETECTION_TYPES[change.type];
    const { after, mode, deposed, actions } = change;
    if (type === undefined || after === undefined || mode === "data" || deposed !== undefined || actions.includes("no-op")) return [];
    const judgements = [...observations(change, after, type).map((observation) => settled(observation, change, context)), ...grownExceptions(change, after, type, context)];
    if (judgements.some(({ verdict }) => verdict !== "pass")) return judgements;
    return [pass(change.before === undefined ? "is created, and weakens nothing" : "is changed, and not weakened"), ...judgements];
  },
};

const ASPECTS: readonly ((compared: ComparedDetection) => readonly Observation[])[] = [weakenedSeverity, weakenedTrigger, weakenedSchedule, weakenedSilence, weakenedGrouping, weakenedCondition, weakenedDetails, weakenedSource];

/** Of a rule that is created, only what it lacks by itself can be told. */
function observations({ before }: ResourceChange, after: NonNullable<ResourceChange["after"]>, type: DetectionType): readonly Observation[] {
  if (before === undefined) return unseenBetweenRuns(after, type);
  const compared = { type, before, after, shown: shownOf(before, after) };
  return ASPECTS.flatMap((aspect) => aspect(compared));
}

function settled({ granted, ...judgement }: Observation, change: ResourceChange, context: PlanContext): Judgement {
  return granted === undefined ? judgement : unlessGranted(change, context, granted, judgement.message, judgement.mend ?? "leave it as it was");
}
