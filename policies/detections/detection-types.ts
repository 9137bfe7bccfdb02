/** A length of time in an attribute: text of ISO 8601, or a number of minutes. */
export interface DurationAttribute {
  readonly attribute: string;
  readonly unit: "iso" | "minutes";
}

/** What a type of resource that is a detection says where; what is absent, it doesn't have. */
export interface DetectionType {
  /** For messages: `a near-real-time rule`. */
  readonly called: string;
  /** False: nobody is told of what it finds; a responder runs it. */
  readonly alerts: boolean;
  /** Values of `severity`, worst first. */
  readonly severities?: readonly (string | number)[];
  /** Where the number stands that makes an alert. */
  readonly trigger?: {
    /** The block that it stands in; the resource itself where none is named. */
    readonly block?: string;
    readonly operator: string;
    readonly threshold: string;
    /** Attributes of the same block that say what is counted; rows, where there are none or the first of them says Count. */
    readonly measures: readonly string[];
  };
  /** Where its query stands: an attribute of the resource, or of each block of a name. */
  readonly query?: { readonly block?: string; readonly attribute: string };
  readonly frequency?: DurationAttribute;
  readonly lookBack?: DurationAttribute;
  /** Reads further back than the look-back, where it is set. */
  readonly lookBackOverride?: DurationAttribute;
  /** How long it keeps quiet after an alert; without a switch, it does where a duration is set. */
  readonly silence?: DurationAttribute & { readonly switch?: string };
  /** Opens incidents of Microsoft Sentinel, unless it is told not to. */
  readonly opensIncidents?: true;
  /** Where the action groups are named that it calls. */
  readonly calls?: { readonly block: string; readonly attribute: string };
  /** What it reads: attributes that hold the id of a workspace or another resource, or a list of such ids. */
  readonly reads?: readonly { readonly attribute: string; readonly list?: true }[];
  /** A list of types of resources that what it reads is narrowed to; empty, it takes in all. */
  readonly narrows?: string;
  /** Lists that decide what it takes in: a filter where an item lost, or for an exclusion gained, lets something through unseen. */
  readonly filters?: readonly { readonly attribute: string; readonly excludes?: true }[];
}

const SENTINEL_SEVERITIES = ["High", "Medium", "Low", "Informational"] as const;
/** 0 critical … 4 verbose (facts: alert-rule-limits). */
const MONITOR_SEVERITIES = [0, 1, 2, 3, 4] as const;
const SUPPRESSION = { attribute: "suppression_duration", unit: "iso", switch: "suppression_enabled" } as const;

const WORKSPACE = [{ attribute: "log_analytics_workspace_id" }] as const;

/** The detections of Microsoft Sentinel and Azure Monitor, with the attributes of azurerm 3 and 4. */
export const DETECTION_TYPES: Readonly<Record<string, DetectionType>> = {
  azurerm_sentinel_alert_rule_scheduled: {
    called: "a scheduled rule",
    alerts: true,
    severities: SENTINEL_SEVERITIES,
    query: { attribute: "query" },
    trigger: { operator: "trigger_operator", threshold: "trigger_threshold", measures: [] },
    frequency: { attribute: "query_frequency", unit: "iso" },
    lookBack: { attribute: "query_period", unit: "iso" },
    silence: SUPPRESSION,
    opensIncidents: true,
    reads: WORKSPACE,
  },
  azurerm_sentinel_alert_rule_nrt: { called: "a near-real-time rule", alerts: true, query: { attribute: "query" }, severities: SENTINEL_SEVERITIES, silence: SUPPRESSION, opensIncidents: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_fusion: { called: "Sentinel's rule for multistage attacks (Fusion)", alerts: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_ms_security_incident: {
    called: "a rule that makes incidents of another product's alerts",
    alerts: true,
    reads: WORKSPACE,
    filters: [{ attribute: "severity_filter" }, { attribute: "display_name_exclude_filter", excludes: true }],
  },
  azurerm_sentinel_alert_rule_anomaly: { called: "an anomaly rule", alerts: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_anomaly_built_in: { called: "an anomaly rule", alerts: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_anomaly_duplicate: { called: "an anomaly rule", alerts: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_threat_intelligence: { called: "Sentinel's rule for threat intelligence", alerts: true, reads: WORKSPACE },
  azurerm_sentinel_alert_rule_machine_learning_behavior_analytics: { called: "a rule of behavior analytics", alerts: true, reads: WORKSPACE },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    called: "a log search alert",
    alerts: true,
    severities: MONITOR_SEVERITIES,
    query: { block: "criteria", attribute: "query" },
    trigger: { block: "criteria", operator: "operator", threshold: "threshold", measures: ["time_aggregation_method", "metric_measure_column", "resource_id_column"] },
    frequency: { attribute: "evaluation_frequency", unit: "iso" },
    lookBack: { attribute: "window_duration", unit: "iso" },
    lookBackOverride: { attribute: "query_time_range_override", unit: "iso" },
    silence: { attribute: "mute_actions_after_alert_duration", unit: "iso" },
    calls: { block: "action", attribute: "action_groups" },
    reads: [{ attribute: "scopes", list: true }],
    narrows: "target_resource_types",
  },
  azurerm_monitor_scheduled_query_rules_alert: {
    called: "a log search alert",
    alerts: true,
    severities: MONITOR_SEVERITIES,
    query: { attribute: "query" },
    trigger: { block: "trigger", operator: "operator", threshold: "threshold", measures: ["metric_trigger"] },
    frequency: { attribute: "frequency", unit: "minutes" },
    lookBack: { attribute: "time_window", unit: "minutes" },
    silence: { attribute: "throttling", unit: "minutes" },
    calls: { block: "action", attribute: "action_group" },
    reads: [{ attribute: "data_source_id" }, { attribute: "authorized_resource_ids", list: true }],
  },
  azurerm_log_analytics_saved_search: { called: "a saved search", alerts: false, query: { attribute: "query" } },
  azurerm_log_analytics_query_pack_query: { called: "a query of a query pack", alerts: false, query: { attribute: "body" } },
};

/** The ones that alert, as against queries that wait for a responder. */
export const ALERTING_TYPES: readonly string[] = Object.keys(DETECTION_TYPES).filter((type) => DETECTION_TYPES[type]?.alerts === true);
