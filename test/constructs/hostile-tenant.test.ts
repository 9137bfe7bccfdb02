import type { Tenant } from "../../catalogue/tenant";
import { TenantStack } from "../../constructs/tenant-stack";
import { HOSTILE_DETECTIONS, hostileTenant } from "../support/hostile-tenant";
import { HOSTILE } from "../support/hostile-text";
import { resource, terraformJson, testApp, type Attributes, type TerraformJson } from "../support/stack";
import { NOW } from "../support/tenant-in-code";
import { decodeTemplate } from "../support/terraform-template";

function stackOf(overrides: Partial<Tenant> = {}): TerraformJson {
  return terraformJson(new TenantStack(testApp(), "acme", { tenant: hostileTenant(overrides), detections: HOSTILE_DETECTIONS, now: NOW }));
}

/** Every string of the stack, keys included, by where it stands. */
function strings(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => [[`${path}.(key)`, key], ...strings(inner, `${path}.${key}`)]);
}

/** A reference that the constructs make, or a part of one: it holds no text of the tenant's. */
const REFERENCE = /^\$\{(?:var|data|azurerm_[a-z0-9_]+|azuread_[a-z0-9_]+)\.[\w.-]+\}(?:\/providers\/[\w./]+)?$/u;
const CONDITION = /^\.check\.[\w-]+\.assert\.\d+\.condition$/u;

/** Where the stack says a hostile text, without the names of the rules. */
function saying(texts: readonly [string, string][]): string[] {
  const paths = texts.filter(([, value]) => decodeTemplate(value).includes(HOSTILE)).map(([path]) => path.replace(/^\.resource\.azurerm_(\w+)\.[\w-]+/u, "$1"));
  return [...new Set(paths)].sort();
}

const SAID_ANYWAY = [
  ...["description", "display_name", "tags.baseline-controls", "tags.baseline-part"].map((attribute) => `log_analytics_query_pack_query.${attribute}`),
  ...["display_name", "tags.baseline-controls"].map((attribute) => `log_analytics_saved_search.${attribute}`),
  "monitor_action_group.email_receiver.0.email_address",
];
const SAID_BY_SENTINEL = [
  ...["description_format", "display_name_format", "dynamic_property.0.value", "severity_column_name", "tactics_column_name"].map((attribute) => `alert_details_override.0.${attribute}`),
  "description",
  "display_name",
  "entity_mapping.0.field_mapping.0.column_name",
  "sentinel_entity_mapping.0.column_name",
];
const SAID_BY_AZURE_MONITOR = ["action.custom_properties.controls", "description", "display_name", "tags.baseline-controls", "tags.baseline-part"];

describe.each([
  ["sentinel", ["sentinel_alert_rule_nrt", "sentinel_alert_rule_scheduled"].flatMap((type) => SAID_BY_SENTINEL.map((attribute) => `${type}.${attribute}`))],
  ["azure-monitor", SAID_BY_AZURE_MONITOR.map((attribute) => `monitor_scheduled_query_rules_alert_v2.${attribute}`)],
] as const)("a hostile tenant that alerts by %s", (alerting, saidByRules) => {
  const json = stackOf({ alerting });
  const all = strings(json);
  const texts = all.filter(([path, value]) => !CONDITION.test(path) && !REFERENCE.test(value));

  it("holds nothing that Terraform would evaluate but references of the constructs' own", () => {
    expect(texts.flatMap(([path, value]) => evaluated(path, value))).toEqual([]);
  });

  it("holds in its checks' conditions no template but the condition itself", () => {
    const conditions = all.filter(([path]) => CONDITION.test(path));
    expect(conditions).toHaveLength(2);
    expect(conditions.flatMap(([path, value]) => evaluated(path, value.replace(/^\$\{(.*)\}$/su, "$1")))).toEqual([]);
  });

  it("says its texts as they were written, in every place where it says them", () => {
    expect(saying(texts)).toEqual([...SAID_ANYWAY, ...saidByRules].sort());
  });

  it("says who switched a rule off and why as it was written", () => {
    const description = decodeTemplate(rule(json, "restricted")["description"] as string);
    expect(description.startsWith(`Switched off until 2027-01-01T00:00:00Z by ${HOSTILE}: ${HOSTILE}\n\n${HOSTILE}\n\nDetection restricted, version ${HOSTILE}, `)).toBe(true);
  });

  it("binds its texts into queries as literals that read back as they were written", () => {
    // The parameter, its list, the exception's entity and value, and the literal of the query itself.
    expect(literals(queryOf(rule(json, "mailbox-opened"))).filter((literal) => literal === HOSTILE)).toHaveLength(5);
    expect(literals(queryOf(rule(json, "approved")))).toContain(HOSTILE);
    const step = resource(json, "azurerm_log_analytics_saved_search", "step");
    expect(literals(decodeTemplate(step["query"] as string))).toEqual([HOSTILE]);
  });
});

function rule(json: TerraformJson, id: string): Attributes {
  return json.resource!["azurerm_sentinel_alert_rule_scheduled"]?.[id] ?? resource(json, "azurerm_monitor_scheduled_query_rules_alert_v2", id);
}

/** As the service gets it. */
function queryOf(attributes: Attributes): string {
  const [criterion] = (attributes["criteria"] ?? [{ query: attributes["query"] }]) as { query: string }[];
  return decodeTemplate(criterion!.query);
}

function evaluated(path: string, value: string): string[] {
  try {
    decodeTemplate(value);
    return [];
  } catch (error) {
    return [`${path}: ${(error as Error).message}`];
  }
}

/** The string literals of a query; the escapes that ours use are JSON's too. */
function literals(query: string): string[] {
  return (query.match(/"(?:[^"\\]|\\.)*"/gu) ?? []).map((literal) => JSON.parse(literal) as string);
}
