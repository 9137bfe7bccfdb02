import type { DetectionChange } from "../../catalogue/tenant";
import { LIVE } from "./tenant-in-code";

type Json = Readonly<Record<string, unknown>>;

export const SCHEDULED = "azurerm_sentinel_alert_rule_scheduled.full-access";
export const MONITOR = "azurerm_monitor_scheduled_query_rules_alert_v2.full-access";

/** A scheduled rule's values in a plan, every default in them. */
export function scheduledRule(overrides: Json = {}): Json {
  return {
    name: "full-access",
    enabled: true,
    severity: "High",
    query: "OfficeActivity",
    query_frequency: "PT5M",
    query_period: "PT1H",
    trigger_operator: "GreaterThan",
    trigger_threshold: 0,
    suppression_enabled: false,
    suppression_duration: "PT5H",
    custom_details: { Rights: "Rights", Mailbox: "Mailbox" },
    entity_mapping: [
      { entity_type: "Account", field_mapping: [{ identifier: "FullName", column_name: "Actor" }] },
      { entity_type: "IP", field_mapping: [{ identifier: "Address", column_name: "ClientIP" }] },
    ],
    event_grouping: [{ aggregation_method: "AlertPerResult" }],
    alert_details_override: [],
    incident: [{ create_incident_enabled: true, grouping: [grouping({ enabled: false })] }],
    ...overrides,
  };
}

export function grouping(overrides: Json = {}): Json {
  return { enabled: true, entity_matching_method: "AllEntities", lookback_duration: "PT5H", reopen_closed_incidents: false, by_entities: [], by_alert_details: [], by_custom_details: [], ...overrides };
}

/** A log search alert's values in a plan. */
export function monitorAlert(overrides: Json = {}, criteria: Json = {}): Json {
  return {
    name: "full-access",
    enabled: true,
    severity: 1,
    evaluation_frequency: "PT5M",
    window_duration: "PT1H",
    query_time_range_override: null,
    mute_actions_after_alert_duration: null,
    auto_mitigation_enabled: false,
    criteria: [
      {
        query: "OfficeActivity",
        time_aggregation_method: "Count",
        metric_measure_column: null,
        resource_id_column: null,
        operator: "GreaterThan",
        threshold: 0,
        dimension: [],
        failing_periods: [{ minimum_failing_periods_to_trigger_alert: 1, number_of_evaluation_periods: 1 }],
        ...criteria,
      },
    ],
    action: [{ action_groups: [], custom_properties: null }],
    ...overrides,
  };
}

/** A tenant's change of the detection, live unless it says otherwise. */
export function change(overrides: Partial<DetectionChange>): DetectionChange {
  return { ...LIVE, enabled: true, parameters: {}, reason: "A migration.", owner: "Messaging team", ...overrides };
}
