import type { ComparedDetection, Observation } from "./compared-detection";
import { openValue } from "./compared-detection";
import { stillFires, triggerOf, triggerWords } from "./trigger";

/** A number of rows that made an alert and no longer does. */
export function weakenedTrigger({ type, before, after, shown }: ComparedDetection): Observation[] {
  const [was, is] = [triggerOf(before, type), triggerOf(after, type)];
  if (!is.known) return [openValue("trigger", is.why)];
  if (!was.known) return [openValue("trigger", `${was.why} as it was`)];
  if (was.value === undefined || is.value === undefined) return [];
  const still = stillFires(was.value, is.value);
  if (still === true) return [];
  const place = type.trigger?.block ?? type.trigger?.threshold ?? "";
  const [old, now] = [was.value, is.value].map((trigger) => shown(place, triggerWords(trigger)));
  if (still === undefined) return [{ verdict: "unknown", message: "counts something else than before, so the thresholds can't be compared", mend: "look at what it counts before it is applied" }];
  const { operator, threshold } = is.value;
  const same = operator === was.value.operator;
  if (same && /Equal$/u.test(operator) && !/Or/u.test(operator)) {
    return [{ verdict: "unknown", message: `alerts on ${now} where it alerted on ${old}; which of the two is more can't be told`, mend: "look at what the query counts before it is applied" }];
  }
  const granted = same ? { granted: (change: { readonly threshold?: number }) => change.threshold === threshold } : {};
  return [{ verdict: "fail", message: `alerts on ${now} where it alerted on ${old}`, mend: `leave it at ${old}`, ...granted }];
}
