/**
 * How the ids of the resources that stacks declare are made, by type. `{name}` stands for the resource's attribute, `{subscription}` for the tenant's
 * subscription. The spelling is azurerm's, which refuses other cases than its own; Azure prints several (azurerm 4.55 and azuread 3.7, documentation of each
 * resource under "Import").
 */
export const IMPORT_IDS: Readonly<Record<string, ImportId>> = {
  azurerm_resource_group: azure("/subscriptions/{subscription}/resourceGroups/{name}"),
  azurerm_log_analytics_workspace: inGroup("Microsoft.OperationalInsights/workspaces/{name}"),
  azurerm_log_analytics_saved_search: azure("{log_analytics_workspace_id}/savedSearches/{name}"),
  azurerm_log_analytics_query_pack: inGroup("Microsoft.OperationalInsights/queryPacks/{name}"),
  azurerm_log_analytics_query_pack_query: azure("{query_pack_id}/queries/{name}"),
  azurerm_monitor_action_group: inGroup("Microsoft.Insights/actionGroups/{name}"),
  azurerm_monitor_scheduled_query_rules_alert_v2: inGroup("Microsoft.Insights/scheduledQueryRules/{name}"),
  // Of the tenant, in no subscription; two tenants' settings differ by name.
  azurerm_monitor_aad_diagnostic_setting: azure("/providers/Microsoft.AADIAM/diagnosticSettings/{name}"),
  azurerm_monitor_diagnostic_setting: { azure: "{target_resource_id}/providers/Microsoft.Insights/diagnosticSettings/{name}", terraform: "{target_resource_id}|{name}" },
  // The documentation's example ends in "defaults"; the service knows "default" alone, and azurerm creates that (sentinel_log_analytics_workspace_onboarding_resource.go).
  azurerm_sentinel_log_analytics_workspace_onboarding: azure("{workspace_id}/providers/Microsoft.SecurityInsights/onboardingStates/default"),
  azurerm_sentinel_alert_rule_scheduled: onSentinel("alertRules"),
  azurerm_sentinel_alert_rule_nrt: onSentinel("alertRules"),
  azurerm_sentinel_data_connector_office_365: onSentinel("dataConnectors"),
  azurerm_sentinel_data_connector_office_atp: onSentinel("dataConnectors"),
  azurerm_sentinel_data_connector_microsoft_threat_protection: onSentinel("dataConnectors"),
  azuread_app_role_assignment: {
    drawn: "Entra drew its id, and no list tells it from other grants; if it exists, import it by hand: /servicePrincipals/<object id of the API's service principal>/appRoleAssignedTo/<id of the assignment>",
  },
};

/** The id that Azure prints and, where it differs, the one that Terraform's import takes; or why an id can't be told from the configuration. */
export type ImportId = { readonly azure: string; readonly terraform?: string } | { readonly drawn: string };

function azure(id: string): ImportId {
  return { azure: id };
}

function inGroup(resource: string): ImportId {
  return azure(`/subscriptions/{subscription}/resourceGroups/{resource_group_name}/providers/${resource}`);
}

function onSentinel(type: string): ImportId {
  return azure(`{log_analytics_workspace_id}/providers/Microsoft.SecurityInsights/${type}/{name}`);
}
