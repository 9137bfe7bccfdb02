import { defined } from "../../catalogue/defined";
import type { Detection } from "../../catalogue/detection";
import { toIso } from "../../catalogue/duration";
import { provenanceDescription } from "../provenance";
import { text } from "../terraform-text";
import type { DetectionRuleProps } from "./rule-props";
import { ruleQuery } from "./rule-query";

/**
 * What Sentinel's scheduled and near-real-time rules share: all but when they run. Every attribute is set, also where it is the provider's default:
 * one that is left out is optional and computed, and a change of it behind Terraform's back would plan nothing (facts: terraform-cdk).
 */
export function sentinelParts({ rule, workspace, dependsOn = [] }: DetectionRuleProps) {
  const { detection } = rule;
  const { alertDetails, customDetails, grouping } = detection;
  const override = alertDetails === undefined ? undefined : overrideOf(alertDetails);
  return defined({
    name: detection.id,
    logAnalyticsWorkspaceId: workspace.id,
    displayName: text(detection.title),
    description: text(provenanceDescription(rule)),
    enabled: rule.state === "on",
    query: ruleQuery(rule),
    severity: detection.severity,
    tactics: filled(detection.tactics),
    // The service takes T#### only (azurerm #28801); the sub-technique stands in the description.
    techniques: filled([...new Set(detection.techniques.map((technique) => technique.slice(0, 5)))]),
    suppressionEnabled: detection.suppression.enabled,
    suppressionDuration: toIso(detection.suppression.duration),
    customDetails: Object.keys(customDetails).length === 0 ? undefined : { ...customDetails },
    entityMapping: filled(detection.entityMappings.map(({ entityType, fieldMappings }) => ({ entityType, fieldMapping: fieldMappings.map(({ identifier, columnName }) => ({ identifier, columnName: text(columnName) })) }))),
    sentinelEntityMapping: filled(detection.sentinelEntityColumns.map((columnName) => ({ columnName: text(columnName) }))),
    eventGrouping: { aggregationMethod: detection.eventGrouping },
    alertDetailsOverride: override === undefined ? undefined : [override],
    incident: {
      createIncidentEnabled: detection.createIncident,
      grouping: defined({
        enabled: grouping.enabled,
        reopenClosedIncidents: grouping.reopenClosedIncident,
        lookbackDuration: toIso(grouping.lookback),
        entityMatchingMethod: grouping.matchingMethod,
        byEntities: filled(grouping.groupByEntities),
        byAlertDetails: filled(grouping.groupByAlertDetails),
        byCustomDetails: filled(grouping.groupByCustomDetails),
      }),
    },
    dependsOn: [...dependsOn],
  });
}

function overrideOf(details: NonNullable<Detection["alertDetails"]>) {
  const { displayNameFormat, descriptionFormat, severityColumnName, tacticsColumnName, dynamicProperties } = details;
  const override = defined({
    displayNameFormat: optionalText(displayNameFormat),
    descriptionFormat: optionalText(descriptionFormat),
    severityColumnName: optionalText(severityColumnName),
    tacticsColumnName: optionalText(tacticsColumnName),
    dynamicProperty: filled(dynamicProperties.map(({ alertProperty, value }) => ({ name: alertProperty, value: text(value) }))),
  });
  return Object.keys(override).length === 0 ? undefined : override;
}

function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : text(value);
}

/** Terraform wants an empty list left out, or it plans a difference for ever. */
function filled<T>(list: readonly T[]): T[] | undefined {
  return list.length === 0 ? undefined : [...list];
}
