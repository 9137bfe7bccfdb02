import { isDeepStrictEqual } from "node:util";
import { known, unknown, type Resource, type Value } from "../../terraform/resource";
import { blockOf } from "./changed";
import type { DetectionType } from "./detection-types";

const COMPARES: Readonly<Record<string, (count: number, threshold: number) => boolean>> = {
  GreaterThan: (count, threshold) => count > threshold,
  GreaterThanOrEqual: (count, threshold) => count >= threshold,
  LessThan: (count, threshold) => count < threshold,
  LessThanOrEqual: (count, threshold) => count <= threshold,
  Equal: (count, threshold) => count === threshold,
  NotEqual: (count, threshold) => count !== threshold,
};

const WORDS: Readonly<Record<string, string>> = {
  GreaterThan: "more than",
  GreaterThanOrEqual: "at least",
  LessThan: "less than",
  LessThanOrEqual: "at most",
  Equal: "exactly",
  NotEqual: "anything but",
};

/** The number that makes an alert. */
export interface Trigger {
  readonly operator: string;
  readonly threshold: number;
  /** It counts rows; otherwise it measures something that may be broken or negative. */
  readonly countsRows: boolean;
  /** What is counted, to be compared only. */
  readonly measure: readonly unknown[];
}

/** The trigger of a detection; known and undefined where its type has none. */
export function triggerOf(resource: Resource, { trigger: place }: DetectionType): Value<Trigger | undefined> {
  if (place === undefined) return known(undefined);
  const block = blockOf(resource, place.block);
  if (!block.known) return block;
  if (block.value === undefined) return unknown(`has no ${String(place.block)} block in the plan`);
  const read = [place.operator, place.threshold, ...place.measures].map((name) => block.value?.get(name) ?? known(null));
  const open = read.find((value) => !value.known);
  if (open?.known === false) return open;
  const [operator, threshold, ...measure] = read.map((value) => (value.known ? value.value : null));
  if (typeof operator !== "string" || !Object.hasOwn(COMPARES, operator) || typeof threshold !== "number") return unknown("is none that this version knows");
  return known({ operator, threshold, countsRows: measure.length <= 1 || measure[0] === "Count", measure });
}

export function triggerWords({ operator, threshold }: Trigger): string {
  return `${WORDS[operator] ?? operator} ${threshold}`;
}

export function firesAt({ operator, threshold }: Trigger, count: number): boolean {
  return COMPARES[operator]?.(count, threshold) === true;
}

/** Whether everything that made an alert still makes one: undefined where other things are counted, which nobody can compare. */
export function stillFires(before: Trigger, after: Trigger): boolean | undefined {
  if (!isDeepStrictEqual(before.measure, after.measure)) return undefined;
  return points(before, after).every((count) => !firesAt(before, count) || firesAt(after, count));
}

/** Comparisons turn over at their thresholds only, so a point at and on either side of each tells for all numbers. */
function points(...triggers: readonly Trigger[]): number[] {
  const whole = triggers.every(({ countsRows }) => countsRows);
  const around = triggers.flatMap(({ threshold: t }) => (whole ? [Math.floor(t) - 1, Math.floor(t), Math.ceil(t), Math.floor(t) + 1] : [t - 1e-9, t, t + 1e-9, t - 1, t + 1]));
  return (whole ? [0, ...around] : around).filter((count) => !whole || count >= 0);
}

/** Whether more of what it looks for brings it nearer to an alert, or less of it, as for one that notices silence. */
export function looksFor(trigger: Trigger): "more" | "less" | "a number" {
  if (trigger.operator.startsWith("Greater") || (trigger.operator === "NotEqual" && trigger.threshold === 0)) return "more";
  return trigger.operator.startsWith("Less") || (trigger.operator === "Equal" && trigger.threshold === 0) ? "less" : "a number";
}
