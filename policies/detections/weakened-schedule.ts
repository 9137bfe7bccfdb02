import { parseDuration, toWords, type Duration } from "../../catalogue/duration";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, unknown, type Value } from "../../terraform/resource";
import { blockOf, changed } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";
import type { DetectionType, DurationAttribute } from "./detection-types";
import { looksFor, triggerOf } from "./trigger";
import { runsOf } from "./weakened-condition";

/** Runs that are further apart, and a look-back by which less makes an alert. */
export function weakenedSchedule(compared: ComparedDetection): Observation[] {
  return [...slower(compared), ...lookBackChanged(compared), ...overrideChanged(compared), ...unseenBetweenRuns(compared.after, compared.type, compared.before)];
}

function slower({ type, before, after }: ComparedDetection): Observation[] {
  const lengths = type.frequency === undefined ? undefined : changedLengths(before, after, type.frequency);
  if (type.frequency === undefined || lengths === undefined) return [];
  const { was, is } = lengths;
  if (!was.known || !is.known) return [openValue(type.frequency.attribute, is.known ? "was no length of time" : is.why)];
  if (was.value === undefined || is.value === undefined || is.value.minutes <= was.value.minutes) return [];
  const { minutes } = is.value;
  return [
    {
      verdict: "fail",
      message: `runs every ${toWords(is.value)} where it ran every ${toWords(was.value)}: it tells later`,
      mend: `leave ${type.frequency.attribute} at ${toWords(was.value)}`,
      // Azure Monitor knows few lengths, and the baseline takes the next shorter one than what a tenant file says.
      granted: ({ frequency }) => frequency !== undefined && (frequency.minutes === minutes || (type.opensIncidents !== true && minutes < frequency.minutes)),
    },
  ];
}

/** What looks for more of something sees less in a shorter look-back; what notices silence notices it later in a longer one. */
function lookBackChanged(compared: ComparedDetection): Observation[] {
  const { type, before, after } = compared;
  const lengths = type.lookBack === undefined ? undefined : changedLengths(before, after, type.lookBack);
  if (type.lookBack === undefined || lengths === undefined) return [];
  const { was, is } = lengths;
  if (!was.known || !is.known) return [openValue(type.lookBack.attribute, is.known ? "was no length of time" : is.why)];
  return was.value === undefined || is.value === undefined ? [] : looksBack(type.lookBack.attribute, was.value, is.value, compared);
}

/** Where the override isn't set, the query reads as far back as the rule looks by itself. */
function overrideChanged(compared: ComparedDetection): Observation[] {
  const { type, before, after } = compared;
  const lengths = type.lookBackOverride === undefined ? undefined : changedLengths(before, after, type.lookBackOverride);
  if (type.lookBackOverride === undefined || type.lookBack === undefined || lengths === undefined) return [];
  const { attribute } = type.lookBackOverride;
  if (!lengths.was.known || !lengths.is.known) return [openValue(attribute, lengths.is.known ? "was no length of time" : lengths.is.why)];
  if (lengths.was.value === undefined && lengths.is.value === undefined) return [];
  const [was, is] = [lengths.was.value === undefined ? ownLookBack(before, type) : lengths.was, lengths.is.value === undefined ? ownLookBack(after, type) : lengths.is];
  if (!was.known || !is.known) return [openValue(attribute, "takes the place of a look-back that isn't known")];
  return was.value === undefined || is.value === undefined ? [] : looksBack(attribute, was.value, is.value, compared);
}

/** By itself, Azure Monitor's query reads as many windows as there are evaluation periods. */
function ownLookBack(resource: PlanResource, { lookBack, trigger }: DetectionType): Value<Duration | undefined> {
  const length = lookBack === undefined ? known(undefined) : lengthOf(resource, lookBack);
  if (!length.known || length.value === undefined) return length;
  const block = blockOf(resource, trigger?.block);
  if (!block.known) return block;
  const runs = block.value === undefined ? known({ of: 1 }) : runsOf(block.value);
  return runs.known ? known({ minutes: length.value.minutes * runs.value.of }) : runs;
}

function looksBack(attribute: string, was: Duration, is: Duration, { type, after }: ComparedDetection): Observation[] {
  const trigger = triggerOf(after, type);
  if (was.minutes === is.minutes || !trigger.known || trigger.value === undefined) return [];
  const words = `looks back ${toWords(is)} where it looked back ${toWords(was)}`;
  const mend = `leave ${attribute} at ${toWords(was)}`;
  const shorter = is.minutes < was.minutes;
  switch (looksFor(trigger.value)) {
    case "more":
      return shorter ? [{ verdict: "fail", message: `${words}: what comes late, or adds up slowly, is no longer seen`, mend }] : [];
    case "less":
      return shorter ? [] : [{ verdict: "fail", message: `${words}: it notices a silence that much later`, mend }];
    case "a number":
      return [{ verdict: "unknown", message: `${words}; whether it alerts less can't be told of a rule that waits for a certain number`, mend }];
  }
}

/** A look-back shorter than the time between two runs leaves events that no run reads. Judged where the plan brings it, or makes it worse. */
export function unseenBetweenRuns(after: PlanResource, type: DetectionType, before?: PlanResource): Observation[] {
  const is = unseenOf(after, type);
  if (is === undefined) return [];
  if (!is.known) return before === undefined ? [openValue("look-back", is.why)] : [];
  const was = before === undefined ? undefined : unseenOf(before, type);
  if (is.value <= 0 || (was?.known === true && was.value >= is.value)) return [];
  return [{ verdict: "fail", message: `looks back ${toWords({ minutes: is.value })} less than its runs are apart: what happens in between is never seen`, mend: "look back at least as far as the runs are apart" }];
}

/** Minutes between two runs that neither reads; 0 or less where there are none. */
function unseenOf(resource: PlanResource, { frequency, lookBack, lookBackOverride }: DetectionType): Value<number> | undefined {
  if (frequency === undefined || lookBack === undefined) return undefined;
  const [every, back, further] = [frequency, lookBack, lookBackOverride].map((attribute) => (attribute === undefined ? known(undefined) : lengthOf(resource, attribute)));
  if (every?.known !== true) return every;
  if (back?.known !== true) return back;
  if (further?.known === false) return further;
  if (every.value === undefined || back.value === undefined) return undefined;
  return known(every.value.minutes - Math.max(back.value.minutes, further?.value?.minutes ?? 0));
}

function changedLengths(before: PlanResource, after: PlanResource, attribute: DurationAttribute): { readonly was: Value<Duration | undefined>; readonly is: Value<Duration | undefined> } | undefined {
  if (changed(before, after, attribute.attribute) === undefined) return undefined;
  return { was: lengthOf(before, attribute), is: lengthOf(after, attribute) };
}

/** Known and undefined where it is not set; the provider reads "" back where nothing was (facts: terraform-cdk). */
export function lengthOf(resource: PlanResource, { attribute, unit }: DurationAttribute): Value<Duration | undefined> {
  const value = resource.get(attribute);
  if (!value.known) return value;
  if (value.value === null || value.value === "") return known(undefined);
  const length = unit === "minutes" ? (typeof value.value === "number" ? { minutes: value.value } : undefined) : typeof value.value === "string" ? parseDuration(value.value) : undefined;
  return length === undefined ? unknown("is a length of time that this version can't read") : known(length);
}
