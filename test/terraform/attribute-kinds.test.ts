import { attributeKind } from "../../terraform/attribute-kinds";

const RULE = "azurerm_sentinel_alert_rule_scheduled";

describe("who sets an attribute", () => {
  it.each([
    ["azurerm_log_analytics_workspace", ["workspace_id"]],
    ["azurerm_log_analytics_workspace", ["primary_shared_key"]],
    ["azurerm_log_analytics_workspace", ["identity", 0, "principal_id"]],
    ["azuread_application", ["client_id"]],
    ["azuread_application", ["app_role_ids", "Mail.Read"]],
    [RULE, ["id"]],
  ])("is the service alone: %s %j", (type, path) => {
    expect(attributeKind(type, path)).toBe("computed only");
  });

  it.each([
    ["azurerm_log_analytics_workspace", ["retention_in_days"]],
    ["azurerm_log_analytics_workspace", ["tags", "id"]],
    ["azurerm_log_analytics_workspace", ["identity", 0, "type"]],
    [RULE, ["incident"]],
    [RULE, ["incident", 0, "grouping", 0, "enabled"]],
    [RULE, ["entity_mapping", 1, "field_mapping", 0, "identifier"]],
    ["azuread_application", ["password", 0, "display_name"]],
  ])("is the configuration too: %s %j", (type, path) => {
    expect(attributeKind(type, path)).toBe("settable");
  });

  it.each([
    ["aws_thing", ["x"], "no provider binding of aws_thing is installed"],
    ["azurerm_nothing", ["x"], "no provider binding of azurerm_nothing is installed"],
    ["azurerm_../../../x", ["x"], "its type is none that a provider binding is installed of"],
    ["terraform_data", ["x"], "no provider binding of terraform_data is installed"],
    [RULE, ["no_such"], `the installed provider binding doesn't know ${RULE}.no_such`],
    [RULE, ["__proto__"], `the installed provider binding doesn't know ${RULE}.__proto__`],
    [RULE, ["entity_mapping", 0, "field_mapping", 0, "no_such"], `the installed provider binding doesn't know ${RULE}.no_such`],
    [RULE, ["incident", 0, "no_such"], `the installed provider binding doesn't know ${RULE}.no_such`],
  ])("can't be told: %s %j", (type, path, untold) => {
    expect(attributeKind(type, path)).toEqual({ untold });
  });
});
