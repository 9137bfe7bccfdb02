import { planOf, type Plan, type ResourceChange } from "../plan";
import { Redactor, secretsOf } from "../redaction";
import type { Difference } from "./difference";
import { toldOf } from "./differences";
import { isRefreshOnly } from "./refresh-only";
import { shownDifference } from "./shown-difference";
import { stateOnly } from "./state-only";
import { jointSteps, stepsOf, type StepJson } from "./steps";
import type { Told } from "./told";

export { DELETED_OUTSIDE } from "./steps";

/** A step that changes one thing, or a few, as a plan that changes nothing else; and, where it is of attributes, the change that leaves the resource as it was before. */
export interface Step {
  readonly change: ResourceChange;
  readonly unchanged?: ResourceChange;
}

/** A difference by itself. */
export interface LoneChange extends Step {
  /** What an apply would make of it then, where that is neither what it was nor what it became. */
  readonly next?: Step;
}

/** All that one step changes of one resource, where it is more than one thing. */
export interface JointChange extends Step {
  /** The places of its differences among those that were given. */
  readonly of: readonly number[];
  /** Whether an apply does it, and not somebody outside. */
  readonly byApply: boolean;
}

export interface LoneChanges {
  /** The plan, with everything in it that its state alone shows: what only refreshes lists no resource. */
  readonly plan: Plan;
  /** As many as there are differences, in their order; undefined where the difference is none of the plan. */
  readonly changes: readonly (LoneChange | undefined)[];
  readonly joint: readonly JointChange[];
}

/** Makes of each difference a change by itself, for what judges changes. @param differences of this plan, as {@link differencesOf} tells them */
export function loneChanges(plan: Plan, differences: readonly Difference[]): LoneChanges {
  const found = foundAgain(plan, differences);
  const steps = found.map((told) => (told === undefined ? [] : stepsOf(told)));
  const joint = jointSteps(found);
  const entries = [...steps.flat(), ...joint.map(({ step }) => step)].flat();
  const others = Array.isArray(plan.json["resource_changes"]) ? (plan.json["resource_changes"] as unknown[]) : [];
  // Of several entries of one address the last is the resource that others refer to.
  const whole = planOf({ ...plan.json, resource_changes: [...entries, ...stateOnly(plan, others), ...others] });
  const made = whole.changes.slice(0, entries.length);
  const read = (step: StepJson | undefined): Step | undefined => {
    const [change, unchanged] = step === undefined ? [] : made.splice(0, step.length);
    return change === undefined ? undefined : { change, ...(unchanged === undefined ? {} : { unchanged }) };
  };
  return {
    plan: { ...whole, json: plan.json },
    changes: steps.map(([first, second]) => {
      const [change, next] = [read(first), read(second)];
      return change === undefined ? undefined : { ...change, ...(next === undefined ? {} : { next }) };
    }),
    joint: joint.flatMap(({ step, of, byApply }) => {
      const change = read(step);
      return change === undefined ? [] : [{ ...change, of, byApply }];
    }),
  };
}

/** Each difference before it was made fit to be shown. Whether the plan only refreshed, only who made it knows for certain. */
function foundAgain(plan: Plan, differences: readonly Difference[]): readonly (Told | undefined)[] {
  const redactor = new Redactor(secretsOf(plan.json));
  const named = (refreshOnly: boolean): ReadonlyMap<string, Told> => new Map(toldOf(plan, { refreshOnly }).map((told) => [nameOf(shownDifference({ ...told, ...(told.leaf === undefined ? {} : { from: null, to: null }) }, redactor)), told]));
  const first = named(isRefreshOnly(plan));
  const second = differences.every((difference) => first.has(nameOf(difference))) ? first : named(true);
  return differences.map((difference) => first.get(nameOf(difference)) ?? second.get(nameOf(difference)));
}

/** Of the whole of a resource more than one thing may be told. */
function nameOf({ kind, address, attribute, from, to }: Difference): string {
  return JSON.stringify([kind, address, ...(attribute === undefined ? [from, to] : [attribute])]);
}
