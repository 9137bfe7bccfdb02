import { isMap } from "../../terraform/block";
import { known, type Block, type Value } from "../../terraform/resource";
import { changed } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";

/** What an alert no longer names, and what a filter no longer lets in. */
export function weakenedDetails(compared: ComparedDetection): Observation[] {
  return [...entitiesLost(compared), ...detailsLost(compared), ...filtersNarrowed(compared)];
}

/** A lost entity fails: incidents, their grouping and every automatic answer go by entities, so an alert without the account leads nowhere. */
function entitiesLost({ type, before, after, shown }: ComparedDetection): Observation[] {
  if (type.opensIncidents !== true) return [];
  const [was, is] = [entitiesOf(before), entitiesOf(after)];
  if (!is.known) return [openValue("entity_mapping", is.why)];
  if (!was.known) return [];
  const now = is.value;
  const lost = was.value.filter((entity) => !now.includes(entity));
  if (lost.length === 0) return [];
  return [{ verdict: "fail", message: `no longer names ${shown("entity_mapping", lost.join(", "))} in its alerts, by which incidents are grouped and answered`, mend: "leave the entity mapping in" }];
}

/** `Account by FullName` */
function entitiesOf(resource: Block): Value<readonly string[]> {
  const mappings = resource.blocks("entity_mapping");
  if (!mappings.known) return mappings;
  const entities: string[] = [];
  for (const mapping of mappings.value) {
    const [kind, fields] = [mapping.get("entity_type"), mapping.blocks("field_mapping")];
    if (!kind.known) return kind;
    if (!fields.known) return fields;
    for (const field of fields.value) {
      const identifier = field.get("identifier");
      if (!identifier.known) return identifier;
      entities.push(`${String(kind.value)} by ${String(identifier.value)}`);
    }
  }
  return known(entities);
}

/** A lost custom detail is said only: it is for reading, and the event still holds it. Where alerts are grouped by it, the grouping is judged. */
function detailsLost({ before, after, shown }: ComparedDetection): Observation[] {
  const details = changed(before, after, "custom_details");
  if (details === undefined || !isMap(details.before)) return [];
  if (!details.after.known) return [openValue("custom_details", details.after.why)];
  const now = isMap(details.after.value) ? details.after.value : {};
  const lost = Object.keys(details.before).filter((name) => !Object.hasOwn(now, name));
  return lost.length === 0 ? [] : [{ verdict: "pass", message: `no longer shows ${shown("custom_details", lost.join(", "))} in its alerts, which stand in the events still` }];
}

function filtersNarrowed({ type, before, after, shown }: ComparedDetection): Observation[] {
  return (type.filters ?? []).flatMap(({ attribute, excludes }): Observation[] => {
    const [was, is] = [textsOf(before, attribute), textsOf(after, attribute)];
    if (!is.known) return [openValue(attribute, is.why)];
    if (!was.known) return [];
    const [from, to] = excludes === true ? [is.value, was.value] : [was.value, is.value];
    const lost = from.filter((item) => !to.includes(item));
    return lost.length === 0 ? [] : [{ verdict: "fail", message: `no longer takes in alerts of ${shown(attribute, lost.join(", "))} (${attribute})`, mend: `leave ${attribute} as it was` }];
  });
}

function textsOf(resource: Block, attribute: string): Value<readonly string[]> {
  const list = resource.list(attribute);
  if (!list.known) return list;
  const open = list.value.find((item) => !item.known);
  if (open?.known === false) return open;
  return known(list.value.map((item) => (item.known ? String(item.value) : "")));
}
