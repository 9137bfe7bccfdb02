import { isMap } from "../block";
import { planOf, type Plan, type ResourceChange } from "../plan";
import { Redactor, secretsOf } from "../redaction";
import type { Path } from "../resource";
import type { Difference } from "./difference";
import { toldOf } from "./differences";
import { isRefreshOnly } from "./refresh-only";
import { isReplacement } from "./replacement";
import { shownDifference } from "./shown-difference";
import type { Entry } from "./standing";
import type { Told } from "./told";
import { apart, isKnownMap, own } from "./values";

type Json = Readonly<Record<string, unknown>>;

/** Stands where Terraform says why it deletes something: nobody's apply did. */
export const DELETED_OUTSIDE = "deleted_outside";

/** A difference as the change of a plan that changes nothing else; and, where it is of an attribute, the change that leaves the resource as it was before. */
export interface LoneChange {
  readonly change: ResourceChange;
  readonly unchanged?: ResourceChange;
}

export interface LoneChanges {
  /** The plan, with everything in it that its state alone shows: what only refreshes lists no resource. */
  readonly plan: Plan;
  /** As many as there are differences, in their order; undefined where the difference is none of the plan. */
  readonly changes: readonly (LoneChange | undefined)[];
}

/** Makes of each difference a change by itself, for what judges changes. @param differences of this plan, as {@link differencesOf} tells them */
export function loneChanges(plan: Plan, differences: readonly Difference[]): LoneChanges {
  const found = foundAgain(plan, differences);
  const entries = found.flatMap((told) => (told === undefined ? [] : entriesOf(told)));
  const others = Array.isArray(plan.json["resource_changes"]) ? (plan.json["resource_changes"] as unknown[]) : [];
  // Of several entries of one address the last is the resource that others refer to.
  const whole = planOf({ ...plan.json, resource_changes: [...entries, ...stateOnly(plan, others), ...others] });
  const made = whole.changes.slice(0, entries.length);
  const next = (): ResourceChange | undefined => made.shift();
  return {
    plan: { ...whole, json: plan.json },
    changes: found.map((told) => {
      const change = told === undefined ? undefined : next();
      const unchanged = told?.leaf === undefined ? undefined : next();
      return change === undefined ? undefined : { change, ...(unchanged === undefined ? {} : { unchanged }) };
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

function entriesOf(told: Told): readonly Json[] {
  const { standing, leaf, kind } = told;
  const { drift, planned } = standing;
  if (leaf === undefined) {
    const entry = kind === "removed" ? drift : (planned ?? drift);
    return entry === undefined ? [] : [{ ...entryOf(entry, {}), ...(kind === "removed" ? { action_reason: DELETED_OUTSIDE } : {}) }];
  }
  // What is pending is judged from the tenant on, and everything else from the state on; what the configuration adopts, from the state on too.
  const fromLive = kind === "pending" && told.from === leaf.live;
  const entry = fromLive || drift === undefined ? planned : drift;
  if (entry === undefined) return [];
  const path = concrete(entry.before, fromLive || drift === undefined ? leaf.at.live : leaf.at.state);
  const { value, unknown } = apart(told.to);
  const covered = told.sensitive && entry.beforeSensitive !== true ? { ...(isMap(entry.beforeSensitive) ? entry.beforeSensitive : {}), [String(leaf.path[0])]: true } : entry.beforeSensitive;
  const masks = { before_sensitive: covered, after_sensitive: covered };
  const actions = kind === "pending" && isReplacement(entry.change.actions) ? entry.change.actions : ["update"];
  return [
    entryOf(entry, { actions, after: withValue(entry.before, path, value), after_unknown: withValue({}, path, unknown), ...masks }),
    entryOf(entry, { actions: ["update"], after: entry.before, after_unknown: {}, ...masks }),
  ];
}

function entryOf({ change, before, after, unknown, beforeSensitive, afterSensitive }: Entry, values: Json): Json {
  const { address, type, previousAddress, reason, deposed, importing, actions } = change;
  const isWhole = Object.keys(values).length === 0;
  return {
    address,
    type,
    mode: "managed",
    ...(isWhole ? { previous_address: previousAddress, deposed } : {}),
    action_reason: reason,
    change: { actions, before, after, after_unknown: unknown, before_sensitive: beforeSensitive, after_sensitive: afterSensitive, ...(isWhole && importing !== undefined ? { importing: { id: importing } } : {}), ...values },
  };
}

/** A path in which the place of a block that isn't there is the one behind those that are. */
function concrete(body: unknown, [step, ...rest]: Path): Path {
  if (step === undefined) return [];
  const place = step === -1 ? (Array.isArray(body) ? body.length : 0) : step;
  return [place, ...concrete(typeof place === "string" ? own(body, place) : Array.isArray(body) ? (body as unknown[])[place] : null, rest)];
}

/** A copy in which one place holds something else; a block that becomes null is taken out. */
function withValue(body: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "string") return { ...(isKnownMap(body) ? body : {}), [step]: withValue(own(body, step), rest, value) };
  const items = Array.isArray(body) ? [...(body as unknown[])] : [];
  if (rest.length === 0 && value === null) return items.filter((_, i) => i !== step);
  items[step] = withValue(items[step], rest, value);
  return items;
}

/** Resources that the plan's changes don't list, as they are: all of them, where it only refreshes. */
function stateOnly({ json }: Plan, changes: readonly unknown[]): readonly Json[] {
  const listed = new Set(changes.map((change) => own(change, "address")));
  const state = own(json["prior_state"], "values");
  const modules: unknown[] = [own(state, "root_module")];
  const found: Json[] = [];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of listOf(own(module, "resources"))) {
      const [address, type, values] = ["address", "type", "values"].map((key) => own(resource, key));
      if (own(resource, "mode") !== "managed" || typeof address !== "string" || typeof type !== "string" || listed.has(address) || !isMap(values)) continue;
      const mask = own(resource, "sensitive_values");
      found.push({ address, type, mode: "managed", change: { actions: ["no-op"], before: values, after: values, before_sensitive: mask, after_sensitive: mask } });
    }
    modules.push(...listOf(own(module, "child_modules")));
  }
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
