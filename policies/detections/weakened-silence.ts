import { toWords } from "../../catalogue/duration";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, unknown, type Value } from "../../terraform/resource";
import { changed } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";
import type { DetectionType } from "./detection-types";
import { lengthOf } from "./weakened-schedule";

/** Time after an alert in which nobody is told of the next one. */
export function weakenedSilence(compared: ComparedDetection): Observation[] {
  return [...quieter(compared), ...stateful(compared)];
}

function quieter({ type, before, after }: ComparedDetection): Observation[] {
  if (type.silence === undefined) return [];
  const { attribute } = type.silence;
  const [was, is] = [silenceOf(before, type), silenceOf(after, type)];
  if (!is.known) return [openValue(attribute, is.why)];
  if (!was.known) return [openValue(attribute, `${was.why} as it was`)];
  if (is.value <= was.value) return [];
  const until = was.value === 0 ? "told of each alert" : `kept quiet for ${toWords({ minutes: was.value })}`;
  return [{ verdict: "fail", message: `keeps quiet for ${toWords({ minutes: is.value })} after an alert where it ${until}`, mend: `leave ${type.silence.switch ?? attribute} as it was` }];
}

/** Minutes; 0 where it never keeps quiet. */
function silenceOf(resource: PlanResource, { silence }: DetectionType): Value<number> {
  if (silence === undefined) return known(0);
  const on = silence.switch === undefined ? known(true) : resource.get(silence.switch);
  if (!on.known) return on;
  if (on.value !== true) return known(0);
  const length = lengthOf(resource, silence);
  if (!length.known) return length;
  if (length.value === undefined && silence.switch !== undefined) return unknown("is switched on without a length");
  return known(length.value?.minutes ?? 0);
}

/** An alert that resolves itself is sent once, and not again while the condition holds: further events of the kind are not told of. */
function stateful({ type, before, after }: ComparedDetection): Observation[] {
  const resolves = type.calls === undefined ? undefined : changed(before, after, "auto_mitigation_enabled", false);
  if (resolves === undefined) return [];
  if (!resolves.after.known) return [openValue("auto_mitigation_enabled", resolves.after.why)];
  if (resolves.after.value !== true) return [];
  return [{ verdict: "fail", message: "tells of an alert once and not again until it has resolved itself, where it told of each", mend: "leave auto_mitigation_enabled at false" }];
}
