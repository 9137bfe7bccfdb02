import type { Detection } from "../../catalogue/detection";
import { DetectionRule } from "../../constructs/detection-rule";
import { detectionWith, nearRealTimeDetection, runs } from "../support/detection";
import { resource, RULE_PROPS, synthesize, type Attributes } from "../support/stack";

/** The same detection as both kinds of Sentinel's rules, since they share these blocks. */
function asBoth(overrides: Partial<Detection>): [string, Attributes][] {
  const kinds = { azurerm_sentinel_alert_rule_scheduled: detectionWith(overrides), azurerm_sentinel_alert_rule_nrt: nearRealTimeDetection(overrides) };
  return Object.entries(kinds).map(([type, detection]) => {
    const json = synthesize((stack) => new DetectionRule(stack, { rule: runs(detection), ...RULE_PROPS }));
    return [type, resource(json, type, detection.id)];
  });
}

const grouping = detectionWith().grouping;

/** What a key of a detection adds to its rule, or changes of it. */
const OPTIONS: readonly [string, Partial<Detection>, Attributes][] = [
  ["severity", { severity: "High" }, { severity: "High" }],
  ["tactics", { tactics: ["Collection", "Persistence"] }, { tactics: ["Collection", "Persistence"] }],
  ["suppression", { suppression: { enabled: true, duration: { minutes: 1440 } } }, { suppression_enabled: true, suppression_duration: "P1D" }],
  ["custom details", { customDetails: { Owner: "MailboxOwner" } }, { custom_details: { Owner: "MailboxOwner" } }],
  [
    "entity mappings",
    { entityMappings: [{ entityType: "Account", fieldMappings: [{ identifier: "Name", columnName: "UserName" }, { identifier: "UPNSuffix", columnName: "Suffix" }] }] },
    { entity_mapping: [{ entity_type: "Account", field_mapping: [{ identifier: "Name", column_name: "UserName" }, { identifier: "UPNSuffix", column_name: "Suffix" }] }] },
  ],
  ["sentinel entities", { sentinelEntityColumns: ["Entities"] }, { sentinel_entity_mapping: [{ column_name: "Entities" }] }],
  ["event grouping", { eventGrouping: "AlertPerResult" }, { event_grouping: { aggregation_method: "AlertPerResult" } }],
  [
    "alert details",
    {
      alertDetails: {
        displayNameFormat: "{{User}} was let in",
        descriptionFormat: "By {{Actor}}",
        severityColumnName: "Severity",
        tacticsColumnName: "Tactics",
        dynamicProperties: [{ alertProperty: "AlertLink", value: "Link" }],
      },
    },
    {
      alert_details_override: [
        {
          display_name_format: "{{User}} was let in",
          description_format: "By {{Actor}}",
          severity_column_name: "Severity",
          tactics_column_name: "Tactics",
          dynamic_property: [{ name: "AlertLink", value: "Link" }],
        },
      ],
    },
  ],
  ["one alert detail", { alertDetails: { displayNameFormat: "{{User}}", dynamicProperties: [] } }, { alert_details_override: [{ display_name_format: "{{User}}" }] }],
  ["alert details that say nothing", { alertDetails: { dynamicProperties: [] } }, {}],
  ["no incidents", { createIncident: false }, { incident: { create_incident_enabled: false, grouping: { enabled: false, reopen_closed_incidents: false, lookback_duration: "PT5H", entity_matching_method: "AllEntities" } } }],
  [
    "incident grouping",
    {
      grouping: {
        enabled: true,
        reopenClosedIncident: true,
        lookback: { minutes: 7 * 1440 },
        matchingMethod: "Selected",
        groupByEntities: ["Account"],
        groupByAlertDetails: ["DisplayName"],
        groupByCustomDetails: ["Owner"],
      },
    },
    {
      incident: {
        create_incident_enabled: true,
        grouping: {
          enabled: true,
          reopen_closed_incidents: true,
          lookback_duration: "P7D",
          entity_matching_method: "Selected",
          by_entities: ["Account"],
          by_alert_details: ["DisplayName"],
          by_custom_details: ["Owner"],
        },
      },
    },
  ],
  [
    "grouping by any alert",
    { grouping: { ...grouping, enabled: true, matchingMethod: "AnyAlert" } },
    { incident: { create_incident_enabled: true, grouping: { enabled: true, reopen_closed_incidents: false, lookback_duration: "PT5H", entity_matching_method: "AnyAlert" } } },
  ],
];

describe.each(OPTIONS)("%s", (_, overrides, changed) => {
  it("changes just its own part of a scheduled and of a near-real-time rule", () => {
    expect(asBoth(overrides)).toEqual(asBoth({}).map(([type, usual]) => [type, { ...usual, ...changed }]));
  });
});
