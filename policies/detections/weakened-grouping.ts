import { parseDuration, toWords } from "../../catalogue/duration";
import { known, unknown, type Block, type Value } from "../../terraform/resource";
import { blockOf } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";
import { incidentSettings } from "./incident-settings";

/** What is put together so that one thing hides behind another: rows in an alert, alerts in an incident. */
export function weakenedGrouping(compared: ComparedDetection): Observation[] {
  return compared.type.opensIncidents === true ? [...rowsTogether(compared), ...alertsTogether(compared)] : [];
}

/** With one alert a run, the second mailbox of a run is a row in the alert of the first. */
function rowsTogether({ before, after, shown }: ComparedDetection): Observation[] {
  const [was, is] = [before, after].map((resource) => blockOf(resource, "event_grouping"));
  if (is === undefined || was === undefined) return [];
  if (!is.known) return [openValue("event_grouping", is.why)];
  const method = (block: Value<Block | undefined>): Value => (block.known ? (block.value?.get("aggregation_method") ?? known(null)) : block);
  const [old, now] = [method(was), method(is)];
  if (!now.known) return [openValue("event_grouping", now.why)];
  if (!old.known || old.value !== "AlertPerResult" || now.value === "AlertPerResult") return [];
  return [{ verdict: "fail", message: `makes one alert of all that a run finds, where it made ${shown("event_grouping", "one for each")}: one mailbox hides behind another`, mend: "leave event_grouping at AlertPerResult" }];
}

const KEYS = ["by_entities", "by_alert_details", "by_custom_details"] as const;

/** How alerts are put into an incident that is open already, of which nobody is told anew. */
interface Grouping {
  /** 0: each opens its own. 1: those in which every entity is the same. 2: those in which some are. 3: any. */
  readonly reach: 0 | 1 | 2 | 3;
  readonly minutes: number;
  /** What has to be the same, where that is chosen. */
  readonly keys: readonly string[];
}

/**
 * Alerts on the same account and address may well be one incident, so grouping by all entities is only said. Whether closed incidents are reopened weakens
 * nothing: where they are not, the next alert opens a new one.
 */
function alertsTogether({ before, after, shown }: ComparedDetection): Observation[] {
  const [was, is] = [groupingOf(before), groupingOf(after)];
  if (!is.known) return [openValue("incident grouping", is.why)];
  if (!was.known) return [openValue("incident grouping", `${was.why} as it was`)];
  const lost = was.value.reach === 2 && is.value.reach === 2 ? was.value.keys.filter((key) => !is.value.keys.includes(key)) : [];
  const further = is.value.reach > was.value.reach;
  const longer = was.value.reach > 0 && is.value.reach > 0 && is.value.minutes > was.value.minutes;
  const within = `within ${toWords(is.value)}`;
  if (further && is.value.reach === 1) return [{ verdict: "pass", message: `puts alerts ${within} into one incident where all their entities are the same` }];
  const observations: Observation[] = [];
  if (further) observations.push({ verdict: "fail", message: `puts ${REACH[is.value.reach]} ${within} into an incident that is open already, of which nobody is told anew`, mend: "group by all entities (entity_matching_method AllEntities), or not at all" });
  if (lost.length > 0) observations.push({ verdict: "fail", message: `no longer asks that ${shown("incident", lost.join(", "))} be the same before it puts alerts into one incident`, mend: "leave what it groups by as it was" });
  if (longer) observations.push({ verdict: "fail", message: `puts alerts into an open incident for ${toWords(is.value)} where it did for ${toWords(was.value)}`, mend: "leave the look-back of the grouping as it was" });
  return observations;
}

const REACH = ["no alert", "alerts on the same entities", "alerts that share some entities only", "every alert, whomever it is about,"] as const;
/** The provider's default. */
const SHORTEST = { minutes: 5 };
const OFF: Grouping = { reach: 0, minutes: 0, keys: [] };

function groupingOf(resource: Block): Value<Grouping> {
  const block = incidentSettings(resource);
  if (block === undefined) return known(OFF);
  const groupings = block.blocks("grouping");
  if (!groupings.known) return groupings;
  const [grouping] = groupings.value;
  return grouping === undefined ? known(OFF) : read(grouping);
}

function read(grouping: Block): Value<Grouping> {
  const [enabled, method, lookback] = ["enabled", "entity_matching_method", "lookback_duration"].map((name) => grouping.get(name));
  if (enabled?.known === true && enabled.value === false) return known(OFF);
  const lists = KEYS.map((name) => grouping.list(name));
  for (const value of [enabled, method, lookback, ...lists]) if (value?.known === false) return value;
  const items = lists.flatMap((list) => (list.known ? list.value : []));
  const open = items.find((item) => !item.known);
  if (open?.known === false) return open;
  const text = lookback?.known === true ? lookback.value : null;
  const duration = typeof text === "string" ? parseDuration(text) : SHORTEST;
  if (duration === undefined) return unknown("has a look-back that this version can't read");
  const reach = method?.known === true && method.value === "AllEntities" ? 1 : method?.known === true && method.value === "Selected" ? 2 : 3;
  return known({ reach, minutes: duration.minutes, keys: items.map((item) => (item.known ? String(item.value) : "")) });
}
