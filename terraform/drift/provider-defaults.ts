import type { Path } from "../resource";

type Defaults = Readonly<Record<string, unknown>>;

const GROUPING: Defaults = {
  "incident.grouping.enabled": true,
  "incident.grouping.lookback_duration": "PT5M",
  "incident.grouping.reopen_closed_incidents": false,
  "incident.grouping.entity_matching_method": "AnyAlert",
};
const SUPPRESSION: Defaults = { suppression_duration: "PT5H", suppression_enabled: false };
const ENABLED: Defaults = { enabled: true };

/**
 * What a provider sets where nothing is said, by type and attribute. A state that an older release of the provider wrote, or that an import made, has null there.
 * Source: the arguments that each resource's page says "Defaults to" of, in the documentation of hashicorp/terraform-provider-azurerm (website/docs/r) and
 * hashicorp/terraform-provider-azuread (docs/resources). Types that are not here have none that their page names, or none that is the same in all releases.
 */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  azurerm_sentinel_alert_rule_scheduled: { ...ENABLED, ...SUPPRESSION, ...GROUPING, query_frequency: "PT5H", query_period: "PT5H", trigger_operator: "GreaterThan", trigger_threshold: 0 },
  azurerm_sentinel_alert_rule_nrt: { ...ENABLED, ...SUPPRESSION, ...GROUPING },
  azurerm_sentinel_alert_rule_fusion: { ...ENABLED, "source.enabled": true, "source.sub_type.enabled": true },
  azurerm_sentinel_alert_rule_ms_security_incident: ENABLED,
  azurerm_sentinel_alert_rule_threat_intelligence: ENABLED,
  azurerm_sentinel_alert_rule_machine_learning_behavior_analytics: ENABLED,
  azurerm_sentinel_automation_rule: { ...ENABLED, triggers_on: "Incidents", triggers_when: "Created" },
  azurerm_sentinel_data_connector_office_365: { exchange_enabled: true, sharepoint_enabled: true, teams_enabled: true },
  azurerm_sentinel_log_analytics_workspace_onboarding: { customer_managed_key_enabled: false },
  azurerm_monitor_scheduled_query_rules_alert_v2: { ...ENABLED, auto_mitigation_enabled: false, workspace_alerts_storage_enabled: false, skip_query_validation: false },
  azurerm_monitor_scheduled_query_rules_alert: ENABLED,
  azurerm_monitor_action_group: { ...ENABLED, location: "global" },
  azurerm_monitor_alert_processing_rule_suppression: { ...ENABLED, "schedule.time_zone": "UTC" },
  azurerm_monitor_aad_diagnostic_setting: { "log.enabled": true },
  azurerm_monitor_diagnostic_setting: { "log.enabled": true, "metric.enabled": true },
  azurerm_log_analytics_workspace: {
    allow_resource_only_permissions: true,
    local_authentication_enabled: true,
    sku: "PerGB2018",
    daily_quota_gb: -1,
    internet_ingestion_enabled: true,
    internet_query_enabled: true,
  },
  azurerm_log_analytics_workspace_table: { plan: "Analytics" },
  azurerm_eventhub_namespace: { public_network_access_enabled: true },
  azuread_application: {
    device_only_auth_enabled: false,
    fallback_public_client_enabled: false,
    oauth2_post_response_required: false,
    prevent_duplicate_names: false,
    sign_in_audience: "AzureADMyOrg",
    "api.mapped_claims_enabled": false,
    "api.requested_access_token_version": 1,
    "api.oauth2_permission_scope.enabled": true,
    "api.oauth2_permission_scope.type": "User",
    "app_role.enabled": true,
    "feature_tags.custom_single_sign_on": false,
    "feature_tags.enterprise": false,
    "feature_tags.gallery": false,
    "feature_tags.hide": false,
  },
  azuread_service_principal: { account_enabled: true, app_role_assignment_required: false },
};

/** Undefined where none is known. */
export function providerDefault(type: string, path: Path): unknown {
  const name = path.filter((step) => typeof step === "string").join(".");
  const defaults = Object.hasOwn(DEFAULTS, type) ? DEFAULTS[type] : undefined;
  return defaults !== undefined && Object.hasOwn(defaults, name) ? defaults[name] : undefined;
}
