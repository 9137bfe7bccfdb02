/**
 * What azurerm 4.55 and azuread 3.7 do that their bindings don't say, of the types that stacks hold. From the providers' documentation of each resource, and from
 * plans that the real ones made (test/fixtures/plans).
 */
interface Behaviour {
  /** What the provider writes into a plan where the configuration leaves an attribute out. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** What the service chooses where nobody does: known after apply. */
  readonly chosen?: Readonly<Record<string, unknown>>;
  /** Blocks that the provider keeps as it finds them where the configuration leaves them out. */
  readonly keptBlocks?: readonly string[];
  /** Attributes that can't be changed in place, beside the usual ones; `all`: none can. */
  readonly fixed?: readonly string[] | "all";
  /** Attributes that usually can't be changed in place but can here. */
  readonly free?: readonly string[];
  /** Attributes whose values must not be shown. */
  readonly sensitive?: readonly string[];
}

const SENTINEL_RULE = { enabled: true, suppression_duration: "PT5H", suppression_enabled: false };

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  azurerm_log_analytics_workspace: {
    defaults: { allow_resource_only_permissions: true, daily_quota_gb: -1, internet_ingestion_enabled: true, internet_query_enabled: true },
    chosen: { retention_in_days: 30, sku: "PerGB2018", local_authentication_enabled: true },
    sensitive: ["primary_shared_key", "secondary_shared_key"],
  },
  // No update: another query is another saved search.
  azurerm_log_analytics_saved_search: { fixed: "all" },
  azurerm_monitor_action_group: { defaults: { enabled: true, location: "global" } },
  azurerm_monitor_diagnostic_setting: { chosen: { log_analytics_destination_type: "" }, free: ["log_analytics_workspace_id"] },
  azurerm_monitor_scheduled_query_rules_alert_v2: { defaults: { auto_mitigation_enabled: false, enabled: true, workspace_alerts_storage_enabled: false }, fixed: ["scopes"] },
  azurerm_sentinel_alert_rule_nrt: { defaults: SENTINEL_RULE, keptBlocks: ["incident"] },
  azurerm_sentinel_alert_rule_scheduled: {
    defaults: { ...SENTINEL_RULE, query_frequency: "PT5H", query_period: "PT5H", trigger_operator: "GreaterThan", trigger_threshold: 0 },
    keptBlocks: ["incident"],
  },
  azurerm_sentinel_log_analytics_workspace_onboarding: { defaults: { customer_managed_key_enabled: false }, fixed: ["customer_managed_key_enabled"] },
  azuread_app_role_assignment: { fixed: "all" },
};

const USUALLY_FIXED: readonly string[] = ["name", "location", "resource_group_name", "log_analytics_workspace_id", "workspace_id", "query_pack_id", "target_resource_id", "tenant_id"];

export function behaviourOf(type: string): Behaviour {
  return BEHAVIOURS[type] ?? {};
}

/** Whether a change of the attribute makes Terraform destroy the resource and create it anew. */
export function forcesReplacement(type: string, attribute: string): boolean {
  const { fixed = [], free = [] } = behaviourOf(type);
  if (fixed === "all") return attribute !== "timeouts";
  return fixed.includes(attribute) || (USUALLY_FIXED.includes(attribute) && !free.includes(attribute));
}
