import type { ResourceChange } from "../../terraform/plan";
import { isDataAddress } from "../../terraform/address";
import type { PlanResource } from "../../terraform/plan-resource";
import type { Resource } from "../../terraform/resource";
import { groupReach, namedGroups, sameId, type GroupReach } from "./action-group";
import { receiversExchanged, type ReceiversExchanged } from "./receivers-exchanged";
import { DETECTION_TYPES } from "./detection-types";
import { fail, pass, undecided, type Judgement, type PlanContext } from "../policy";
import { whyDestroyed } from "../evidence/why-destroyed";

/** Whether an action group still tells somebody, for all that call it: also for alerts that the plan doesn't change, or doesn't know. */
export function actionGroupKept(change: ResourceChange, context: PlanContext): Judgement[] {
  const { before, after, actions } = change;
  if (after === undefined) return actions.includes("delete") && before !== undefined ? [deleted(change, before, context)] : [pass("is forgotten, and stays in the tenant with its receivers")];
  const is = groupReach(after);
  const was = before === undefined ? undefined : groupReach(before);
  if (!is.known) return [undecided(`may tell nobody: whether it is on and whom it tells ${is.why}`, "write the receivers out, or look before it is applied")];
  if (!("nobody" in is.value)) return [told(is.value, was?.known === true ? was.value : undefined, before === undefined ? undefined : receiversExchanged(before, after))];
  if (was?.known === true && "nobody" in was.value) return [pass("told nobody before, and still doesn't")];
  const callers = callersOf(context.resources, (group) => group === after, context);
  return [fail(`${before === undefined ? "" : "now "}${is.value.nobody}: ${callers.length === 0 ? "nobody hears of whatever calls it" : `nobody hears of ${list(callers)} any more`}`, "leave it switched on, with a receiver")];
}

/** Whoever is told instead may be the right one, but a plan that tells others alone silences those who watched. */
function told(is: Extract<GroupReach, { receivers: number }>, was: GroupReach | undefined, exchanged: ReceiversExchanged | undefined): Judgement {
  const { lost, gained, stay } = exchanged ?? { lost: [], gained: [], stay: 0 };
  const words = [...(lost.length === 0 ? [] : [`no longer ${list(lost)}`]), ...(gained.length === 0 || lost.length === 0 ? [] : [`now ${list(gained)}`])].join("; ");
  if (was !== undefined && "receivers" in was && stay === 0) return undecided(`tells none of those whom it told: ${words}`, "have those who watch say that the new receivers are theirs, or keep one of the former beside them");
  return pass(`${kept(is, was)}${words === "" ? "" : `: ${words}`}`);
}

function kept(is: Extract<GroupReach, { receivers: number }>, was: GroupReach | undefined): string {
  const count = is.receivers === 1 ? "one receiver" : `${is.receivers} receivers`;
  return was !== undefined && "receivers" in was && was.receivers > is.receivers ? `tells ${count} of ${was.receivers} still` : `tells ${count}`;
}

/** Azure lets a group go that alerts still name. */
function deleted(change: ResourceChange, before: PlanResource, context: PlanContext): Judgement {
  const id = before.get("id");
  const text = id.known && typeof id.value === "string" ? id.value : "";
  const after = callersOf(context.resources, (_, named) => sameId(id, named), context);
  if (after.length > 0) return fail(`is deleted ${whyDestroyed(change)}, and is still called by ${list(after)}`, "leave it, or let those alerts call another group first");
  const earlier = context.plan.changes.flatMap((change) => (change.before === undefined || change.mode === "data" ? [] : [change.before]));
  if (text !== "" && callersOf(earlier, (_, named) => sameId(id, named), context).length > 0) return pass(`is deleted ${whyDestroyed(change)}; the alerts of this plan that called it no longer do`);
  return undecided(`is deleted ${whyDestroyed(change)}; no alert of this plan calls it, but others can't be seen`, "look for alerts that name it before it is applied");
}

/** Addresses of alerts that are on and name the group, by reference or by id. */
function callersOf(alerts: readonly Resource[], isIt: (group: Resource | undefined, id: string) => boolean, { resources }: PlanContext): string[] {
  return alerts.flatMap((alert) => {
    const calls = DETECTION_TYPES[alert.type]?.calls;
    const enabled = alert.get("enabled");
    if (calls === undefined || isDataAddress(alert.address) || (enabled.known && enabled.value === false)) return [];
    return namedGroups(alert, calls, resources).some((named) => ("group" in named ? isIt(named.group, idOf(named.group)) : "id" in named && isIt(undefined, named.id))) ? [alert.address] : [];
  });
}

function idOf(group: Resource): string {
  const id = group.get("id");
  return id.known && typeof id.value === "string" ? id.value : "";
}

const MOST = 5;

function list(addresses: readonly string[]): string {
  return addresses.length <= MOST ? addresses.join(", ") : `${addresses.slice(0, MOST).join(", ")} and ${addresses.length - MOST} more`;
}
