/**
 * What Terraform can't change in place, by resource type: the arguments of which the documentation of azurerm 4.55.0 and azuread 3.7.0 says "Changing this forces
 * a new resource to be created". Only what the stacks declare; `"any"`: nothing of it can be changed in place. A test holds that no type is missing.
 */
const REPLACES: Readonly<Record<string, readonly string[] | "any">> = {
  azuread_app_role_assignment: "any",
  azurerm_log_analytics_query_pack: ["name", "resource_group_name", "location"],
  azurerm_log_analytics_query_pack_query: ["name", "query_pack_id"],
  // Tags too (facts: a changed query of a saved search is a replace in the real provider's plan).
  azurerm_log_analytics_saved_search: "any",
  // A change of the sku is one in place between two of its values only, and then of the bill.
  azurerm_log_analytics_workspace: ["name", "resource_group_name", "location", "sku"],
  azurerm_monitor_aad_diagnostic_setting: ["name", "log_analytics_workspace_id", "storage_account_id", "eventhub_name", "eventhub_authorization_rule_id"],
  azurerm_monitor_action_group: ["name", "resource_group_name", "location"],
  azurerm_monitor_diagnostic_setting: ["name", "target_resource_id", "storage_account_id", "eventhub_name", "eventhub_authorization_rule_id"],
  azurerm_monitor_scheduled_query_rules_alert_v2: ["name", "resource_group_name", "location", "scopes"],
  azurerm_resource_group: ["name", "location"],
  azurerm_sentinel_alert_rule_nrt: ["name", "log_analytics_workspace_id", "alert_rule_template_guid", "alert_rule_template_version"],
  azurerm_sentinel_alert_rule_scheduled: ["name", "log_analytics_workspace_id", "alert_rule_template_guid", "alert_rule_template_version"],
  azurerm_sentinel_data_connector_microsoft_threat_protection: ["name", "log_analytics_workspace_id", "tenant_id"],
  azurerm_sentinel_data_connector_office_365: ["name", "log_analytics_workspace_id", "tenant_id"],
  azurerm_sentinel_data_connector_office_atp: ["name", "log_analytics_workspace_id", "tenant_id"],
  azurerm_sentinel_log_analytics_workspace_onboarding: "any",
};

/** Whether a change of this attribute replaces its resource; undefined where that isn't known of the type. */
export function replaces(type: string, attribute: string): boolean | undefined {
  const known = REPLACES[type];
  return known === undefined ? undefined : known === "any" || known.includes(attribute.split(/[.[]/u)[0] ?? "");
}
