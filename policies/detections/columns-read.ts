import { isMap } from "../../terraform/block";
import type { PlanResource } from "../../terraform/plan-resource";
import type { Block, Value } from "../../terraform/resource";

/** Columns of its query that an alert is made of: its entities, details, texts and measures. What is not known yet is none. */
export function columnsRead(alert: PlanResource): ReadonlySet<string> {
  const details = alert.get("custom_details");
  const texts = [
    ...blocksIn(alert, "entity_mapping").flatMap((mapping) => blocksIn(mapping, "field_mapping").map((field) => field.get("column_name"))),
    ...blocksIn(alert, "sentinel_entity_mapping").map((mapping) => mapping.get("column_name")),
    ...(details.known && isMap(details.value) ? Object.values(details.value).map((value): Value => ({ known: true, value })) : []),
    ...blocksIn(alert, "alert_details_override").flatMap((override) => [override.get("severity_column_name"), override.get("tactics_column_name"), ...blocksIn(override, "dynamic_property").map((property) => property.get("value"))]),
    ...blocksIn(alert, "criteria").flatMap((criteria) => [criteria.get("metric_measure_column"), criteria.get("resource_id_column"), ...blocksIn(criteria, "dimension").map((dimension) => dimension.get("name"))]),
  ];
  const formats = blocksIn(alert, "alert_details_override").flatMap((override) => [override.get("display_name_format"), override.get("description_format")]);
  return new Set([...texts.flatMap(textIn), ...formats.flatMap(textIn).flatMap((format) => [...format.matchAll(/\{\{([^{}]+)\}\}/gu)].map(([, name]) => (name ?? "").trim()))]);
}

function blocksIn(of: Block, name: string): readonly Block[] {
  const blocks = of.blocks(name);
  return blocks.known ? blocks.value : [];
}

function textIn(value: Value): string[] {
  return value.known && typeof value.value === "string" && value.value !== "" ? [value.value] : [];
}
