import { isDeepStrictEqual } from "node:util";
import type { ResourceChange } from "../../terraform/plan";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, type Value } from "../../terraform/resource";
import { fail, pass, undecided, type Judgement } from "../policy";

/** How a resource holds back what detections tell. */
interface Silencer {
  /** What it does, for messages. */
  readonly does: string;
  /** Whether it holds anything back when it is on. */
  readonly holdsBack: (resource: PlanResource) => Value<boolean>;
  /** Lists of what it is for: an item more holds back more. */
  readonly lists: readonly string[];
  /** Attributes and blocks that narrow what it holds back; without any of them, it is everything. */
  readonly conditions: readonly string[];
  /** What else says when it holds back. */
  readonly timing: readonly string[];
}

const SILENCERS: Readonly<Record<string, Silencer>> = {
  azurerm_monitor_alert_processing_rule_suppression: { does: "keeps alerts from calling anybody", holdsBack: () => known(true), lists: ["scopes"], conditions: ["condition"], timing: ["schedule"] },
  azurerm_sentinel_automation_rule: { does: "closes incidents before anybody has looked", holdsBack: closes, lists: [], conditions: ["condition_json", "condition"], timing: ["triggers_on", "triggers_when", "expiration"] },
};

export const ALERT_SILENCERS: readonly string[] = Object.keys(SILENCERS);

/**
 * The baseline's own stack has none of these, so each is somebody's wish. Suppression fails when it begins or reaches further. A rule that closes incidents
 * fails when it begins and takes all of them; whether its conditions take in those of the baseline is not worked out here, so with conditions it is unknown.
 */
export function silenced({ type, before, after }: ResourceChange): Judgement[] {
  const silencer = SILENCERS[type];
  if (silencer === undefined || after === undefined) return [];
  const is = holdsBack(after, silencer);
  if (!is.known) return [undecided(`may be one that ${silencer.does}: whether it does ${is.why}`, "write it out, or look before it is applied")];
  if (!is.value) return [];
  const was = before === undefined ? known(false) : holdsBack(before, silencer);
  return [before === undefined || !was.known || !was.value ? begun(silencer, after) : widened(silencer, before, after)];
}

const MEND = "leave it out or off; where it is meant, let somebody who answers for the alerts say so, and narrow it";

function begun({ does, conditions, lists }: Silencer, after: PlanResource): Judgement {
  const narrowed = conditions.some((name) => !isUnset(valueOf(after, name)));
  if (lists.length === 0 && narrowed) return undecided(`now ${does}, those that meet its conditions: whether the baseline's are among them can't be told`, "have someone read its conditions");
  return fail(`now ${does}${narrowed ? "" : ", whatever they are about"}`, MEND);
}

function widened({ does, lists, conditions, timing }: Silencer, before: PlanResource, after: PlanResource): Judgement {
  const names = [...lists, ...conditions, ...timing].filter((name) => !isDeepStrictEqual(settled(valueOf(before, name)), settled(valueOf(after, name))));
  if (names.length === 0) return pass(`${does} as before`);
  const dropped = [...conditions, ...timing].filter((name) => names.includes(name) && isUnset(valueOf(after, name)));
  const more = lists.filter((name) => names.includes(name) && hasMore(valueOf(before, name), valueOf(after, name)));
  if (dropped.length + more.length > 0) return fail(`${does}, and does so for more: its ${[...more, ...dropped].join(", ")} ${more.length + dropped.length === 1 ? "is" : "are"} widened`, MEND);
  const open = names.filter((name) => !lists.includes(name) || !valueOf(after, name).known);
  return open.length === 0 ? pass(`${does}, for no more than before`) : undecided(`${does}, and may do so for more: its ${open.join(", ")} changes`, "have someone read what it holds back now");
}

function holdsBack(resource: PlanResource, silencer: Silencer): Value<boolean> {
  const enabled = resource.get("enabled");
  if (enabled.known && enabled.value === false) return known(false);
  const holds = silencer.holdsBack(resource);
  return holds.known && !holds.value ? holds : enabled.known ? holds : enabled;
}

function closes(rule: PlanResource): Value<boolean> {
  const actions = rule.blocks("action_incident");
  if (!actions.known) return actions;
  const states = actions.value.map((action) => action.get("status"));
  if (states.some((state) => state.known && state.value === "Closed")) return known(true);
  const open = states.find((state) => !state.known);
  return open?.known === false ? open : known(false);
}

/** Any part of it that isn't known leaves it unknown as a whole. */
function valueOf(resource: PlanResource, name: string): Value {
  const list = resource.list(name);
  if (!list.known) return list.leftOut === true ? known([]) : list;
  const open = list.value.find((item) => !item.known);
  return open ?? known(list.value.map((item) => (item.known ? item.value : null)));
}

function hasMore(was: Value, is: Value): boolean {
  const old = new Set(textsOf(was));
  return textsOf(is).some((item) => !old.has(item));
}

/** Azure's ids are the same in any case of letters. */
function textsOf(value: Value): string[] {
  return value.known && Array.isArray(value.value) ? (value.value as unknown[]).map((item) => String(item).toLowerCase()) : [];
}

/** "" and the JSON of an empty list are how a provider reads back what isn't set. */
function settled(value: Value): unknown {
  if (!value.known) return { open: true };
  return isUnset(value) ? [] : value.value;
}

function isUnset(value: Value): boolean {
  return value.known && Array.isArray(value.value) && (value.value as unknown[]).every((item) => item === null || item === "" || item === "[]");
}
