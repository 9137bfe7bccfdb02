import type { ResourceChange } from "../terraform/plan";
import type { PlanResource } from "../terraform/plan-resource";
import { ACTION_GROUP, groupReach, namedGroups, sameId, type NamedGroup } from "./detections/action-group";
import { actionGroupKept } from "./detections/action-group-kept";
import { ALERT_SILENCERS, silenced } from "./detections/alert-silencer";
import { changed, shownOf } from "./detections/changed";
import { ALERTING_TYPES, DETECTION_TYPES, type DetectionType } from "./detections/detection-types";
import { incidentSettings } from "./detections/incident-settings";
import { fail, pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";

export const alertsReachSomeone: ChangePolicy = {
  about: "change",
  id: "alerts-reach-someone",
  title: "Whatever alerts opens an incident, or calls an action group that has somebody to tell",
  why: "An alert that nobody hears of is none.",
  severity: "High",
  types: [...ALERTING_TYPES.filter((type) => DETECTION_TYPES[type]?.calls !== undefined || DETECTION_TYPES[type]?.opensIncidents === true), ACTION_GROUP, ...ALERT_SILENCERS],
  check(change, context) {
    if (change.mode === "data" || change.deposed !== undefined) return [];
    if (change.type === ACTION_GROUP) return actionGroupKept(change, context);
    if (ALERT_SILENCERS.includes(change.type)) return silenced(change);
    const type = DETECTION_TYPES[change.type];
    const { after } = change;
    if (type === undefined || after === undefined || isOff(after)) return [];
    return type.calls === undefined ? incidentsOpened(change, after) : [groupsCalled(change, after, type.calls, context)];
  },
};

/** What is switched off is told of as that. */
function isOff(resource: PlanResource): boolean {
  const enabled = resource.get("enabled");
  return enabled.known && enabled.value === false;
}

function incidentsOpened({ before }: ResourceChange, after: PlanResource): Judgement[] {
  const [was, is] = [before === undefined ? undefined : incidentSettings(before), incidentSettings(after)];
  if (is === undefined) return [pass("opens an incident for each alert, as Sentinel does by itself")];
  for (const name of ["create_incident_enabled", "create_incident"]) {
    const opens = changed(was, is, name, true);
    if (opens?.after.known === false) return [undecided(`may open no incidents: whether it does ${opens.after.why}`, `write ${name} = true out, or look before it is applied`)];
    if (opens?.after.value === false) return [fail("opens no incidents: its alerts wait in a table until somebody looks", `leave ${name} at true`)];
    const value = is.get(name);
    if (opens === undefined && value.known && value.value === false) return [pass("opened no incidents before, and still opens none")];
  }
  return [pass("opens an incident for each alert")];
}

const MEND = "name an action group that is switched on and has a receiver";

/** One group that reaches somebody is enough. */
function groupsCalled({ before }: ResourceChange, after: PlanResource, calls: NonNullable<DetectionType["calls"]>, context: PlanContext): Judgement {
  const groups = namedGroups(after, calls, context.resources);
  if (groups.length === 0) return fail("calls no action group: its alerts wait in the portal until somebody looks", MEND);
  const shown = shownOf(before, after);
  const kept = (id: string): boolean => before !== undefined && !isDeleted(id, context) && namedGroups(before, calls, []).some((group) => "id" in group && group.id.toLowerCase() === id.toLowerCase());
  const told = groups.map((group) => reachOf(group, kept, context, (id) => shown(calls.block, id)));
  const best = told.find(({ verdict }) => verdict === "pass") ?? told.find(({ verdict }) => verdict === "unknown");
  if (best !== undefined) return best;
  return fail(`calls nobody: ${told.map(({ message }) => message).join("; ")}`, MEND);
}

function reachOf(named: NamedGroup, kept: (id: string) => boolean, context: PlanContext, shown: (id: string) => string): Judgement {
  if ("why" in named) return undecided(`may call nobody: its action group ${named.why}`, "refer to the action group by its id, or look before it is applied");
  if ("id" in named) {
    if (isDeleted(named.id, context)) return fail(`the action group ${shown(named.id)} is deleted`, MEND);
    if (kept(named.id)) return pass(`calls ${shown(named.id)} as before, which is not in this plan`);
    return undecided(`calls ${shown(named.id)}, which is not in this plan: whether it tells anybody can't be seen`, "look whether that action group is switched on and has a receiver, or read it with data.azurerm_monitor_action_group");
  }
  const reach = groupReach(named.group);
  const { address } = named.group;
  if (!reach.known) return undecided(`calls ${address}, whose receivers can't be told: it ${reach.why}`, "write the receivers out, or look before it is applied");
  if ("nobody" in reach.value) return fail(`${address} ${reach.value.nobody}`, MEND);
  return pass(`calls ${address}, which has ${reach.value.receivers === 1 ? "one receiver" : `${reach.value.receivers} receivers`}`);
}

function isDeleted(id: string, { plan }: PlanContext): boolean {
  return plan.changes.some(({ type, before, after, actions }) => type === ACTION_GROUP && after === undefined && actions.includes("delete") && before !== undefined && sameId(before.get("id"), id));
}
