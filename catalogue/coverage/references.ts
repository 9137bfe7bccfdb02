import { loadControls } from "../controls";
import type { Detection } from "../detection";
import { shown, type Fault } from "../fault";
import { nearest } from "../nearest";
import { POLICY_IDS } from "../policy-ids";
import { faultAt, type Locate } from "../validate";
import type { Path } from "../yaml-document";
import type { SeenByFile } from "./shape";

/** Every reference that names nothing there is; what a matrix claims must be there. */
export function referenceFaults(seenBy: SeenByFile, at: Path, detections: readonly Detection[], locate: Locate): Fault[] {
  const running = detections.filter(({ kind }) => kind !== "Hunting").map(({ id }) => id);
  const hunting = detections.filter(({ kind }) => kind === "Hunting").map(({ id }) => id);
  const queries = detections.flatMap(({ investigation }) => investigation.map(({ id }) => id));
  const unknown = (key: string, ids: readonly string[] | undefined, known: readonly string[], what: string): Fault[] =>
    (ids ?? []).flatMap((id, i) => (known.includes(id) ? [] : [faultAt([...at, key, i], `${shown(id)} is no ${what}; ${elsewhere(id) ?? mend(id, known)}`, locate)]));
  const elsewhere = (id: string): string | undefined => (hunting.includes(id) ? "write it under hunts" : running.includes(id) ? "write it under detections" : undefined);
  const { control } = seenBy;
  const controls = [...loadControls().keys()];
  return [
    ...(control === undefined || controls.includes(control) ? [] : [faultAt([...at, "control"], `${shown(control)} is no control; ${mend(control, controls)}`, locate)]),
    ...unknown("detections", seenBy.detections, running, "detection that runs by itself"),
    ...unknown("hunts", seenBy.hunts, [...hunting, ...queries], "hunting detection, nor a query for an investigation"),
    ...unknown("policies", seenBy.policies, POLICY_IDS, "policy"),
    ...entryFaults("runbook", seenBy, at, detections, locate),
    ...entryFaults("falsePositives", seenBy, at, detections, locate),
  ];
}

function entryFaults(key: "runbook" | "falsePositives", seenBy: SeenByFile, at: Path, detections: readonly Detection[], locate: Locate): Fault[] {
  return Object.entries(seenBy[key] ?? {}).flatMap(([id, numbers]) => {
    const detection = detections.find((d) => d.id === id);
    if (detection === undefined) return [faultAt([...at, key, id], `${shown(id)} is no detection; ${mend(id, detections.map((d) => d.id))}`, locate)];
    const count = detection.baseline?.[key]?.length ?? 0;
    return numbers.flatMap((number, i) => (number <= count ? [] : [faultAt([...at, key, id, i], `${number} is no entry of it; it has ${count}`, locate)]));
  });
}

function mend(id: string, known: readonly string[]): string {
  const meant = nearest(id, known);
  return meant === undefined ? "name one that there is" : `did you mean ${meant}?`;
}
