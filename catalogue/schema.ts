import * as v from "valibot";
import { parseDuration } from "./duration";
import { list, map, matching, oneOf, text, wholeNumber, yesOrNo } from "./shape";
import { entityTypes } from "./entities";
import { SEVERITIES } from "./tenant-schema";

/**
 * `rule.yaml`: the keys of Azure-Sentinel's analytic rules as its repository's files spell them, and ours under `baseline`.
 * Limits of the services that need more than one key are in `service-limits.ts`.
 */

/** The tactics azurerm 4.55 accepts (facts: alert-rule-limits). */
export const TACTICS = [
  "Collection", "CommandAndControl", "CredentialAccess", "DefenseEvasion", "Discovery", "Execution", "Exfiltration", "Impact",
  "ImpairProcessControl", "InhibitResponseFunction", "InitialAccess", "LateralMovement", "Persistence", "PreAttack",
  "PrivilegeEscalation", "Reconnaissance", "ResourceDevelopment",
] as const;

/** What a rule may set on its alerts by a column (azurerm 4.55: dynamic_property). */
const ALERT_PROPERTIES = ["AlertLink", "ConfidenceLevel", "ConfidenceScore", "ExtendedLinks", "ProductComponentName", "ProductName", "ProviderName", "RemediationSteps", "SubTechniques", "Techniques"] as const;

/** Where a detection stands in the baseline; `community` for a rule that carries no `baseline` key. */
export const FAMILIES = ["audit-enablement", "mailbox-permissions", "sending-restrictions", "application-guardrails", "mailbox-use"] as const;
export type Family = (typeof FAMILIES)[number] | "community";

/** Values that come from the tenant or the catalogue rather than from the rule itself. */
export const PARAMETER_SOURCES = ["detection.frequency", "tenant.acceptedDomains", "tenant.approvedApplicationPermissions", "tenant.approvedDelegatedPermissions", "tenant.approvedApplications", "baseline.ruleIds", "catalogue.guardedApplicationPermissions", "catalogue.guardedApplicationRoleIds", "catalogue.guardedDelegatedPermissions"] as const;
export const PARAMETER_TYPES = ["timespan", "long", "string", "bool", "strings"] as const;

const describe = <const S extends v.GenericSchema>(schema: S, words: string) => v.pipe(schema, v.description(words));

/** Community files write enumerations in any case and with blanks inside ("Privilege Escalation"); the services take one spelling. */
function tolerant<const T extends readonly string[]>(values: T) {
  const canonical = new Map(values.map((value) => [value.toLowerCase(), value]));
  const spell = (got: string): string => canonical.get(got.replace(/\s+/gu, "").toLowerCase()) ?? got;
  return v.pipe(v.string(`is none of ${values.join(", ")}; write one of them`), v.transform(spell), oneOf(values));
}

const duration = v.pipe(
  v.string("is not a length of time; write 5m, 1h, 14d or PT5M"),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseDuration(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: "is not a length of time; write 5m, 1h, 14d or PT5M" });
    return NEVER;
  }),
);

/** YAML reads `version: 1.0` as a number. */
const scalarText = v.pipe(v.union([v.string(), v.number(), v.boolean()], "is not text; write a word"), v.transform(String));
const column = text("a column name", "write a column that the query returns");
const words = (what: string) => list(text(what, "write a sentence"));
const nothingIsEmpty = <const S extends v.GenericSchema>(schema: S) => v.nullish(schema);

const parameter = map({
  from: v.optional(describe(oneOf(PARAMETER_SOURCES), "Taken from the tenant or the catalogue.")),
  type: v.optional(describe(oneOf(PARAMETER_TYPES), "Type of a parameter of the rule's own.")),
  default: v.optional(v.union([v.string(), v.number(), v.boolean(), v.array(v.string())], "is not a value; write text, a number, true, false or a list of texts")),
  description: v.optional(text("a description", "write a sentence")),
  minimum: v.optional(describe(v.union([v.string(), v.number()], "is not a value"), "Least value a tenant may give: of a timespan or long.")),
  maximum: v.optional(describe(v.union([v.string(), v.number()], "is not a value"), "Greatest value a tenant may give.")),
});

const investigation = map({
  id: matching(/^[a-z][a-z0-9-]{2,60}$/u, "an id", "write lower-case words joined by hyphens"),
  title: text("a title", "write one"),
  description: text("a description", "write a sentence"),
  query: matching(/^[\w-]+\.kql$/u, "a file of this folder", "write one such as sign-ins.kql"),
});

const baseline = map({
  family: describe(oneOf(FAMILIES), "Which part of the baseline it belongs to."),
  why: describe(text("a reason", "say in a sentence or two why it matters"), "Why it matters."),
  severityReason: v.optional(describe(text("a reason", "say why this severity"), "Why it has this severity.")),
  controls: describe(list(text("a control", "write an id of controls.yaml")), "Ids of controls.yaml that it serves."),
  parameters: v.optional(describe(v.record(matching(/^[a-z][A-Za-z0-9]{1,40}$/u, "a parameter's name", "write a word in camelCase"), parameter), "Names that the query uses and that `let` lines bind before it.")),
  exceptions: v.optional(
    describe(list(map({ entity: text("a description", "write what the entity is"), value: text("a description", "write what the value is") })), "What an exception's entity and value mean to this query, which reads them from `exceptions`."),
  ),
  falsePositives: v.optional(words("a false positive")),
  runbook: v.optional(words("a step")),
  blindSpots: describe(words("a blind spot"), "What it can't see."),
  references: v.optional(list(text("a reference", "write an address"))),
  investigation: v.optional(describe(list(investigation), "Queries for whoever investigates; each is a file beside the rule.")),
});

/** A community rule may carry keys that nobody models; the services ignore them, and so do we. Ours may not. */
const tolerantMap = <const E extends v.ObjectEntries>(entries: E) => v.looseObject(entries, "is not a map; write `key: value` lines");

/** The keys of Azure-Sentinel's format; `object` says what becomes of unknown ones. */
function ruleEntries(object: typeof tolerantMap) {
  const entityType = tolerant(entityTypes());
  const entityMapping = object({
    entityType: describe(entityType, "What kind of entity the columns describe."),
    fieldMappings: list(object({ identifier: text("an identifier", "write one such as Name or UPNSuffix"), columnName: column })),
  });

  const alertDetails = object({
    alertDisplayNameFormat: v.nullish(text("a title", "write text with up to three {{Column}}")),
    alertDescriptionFormat: v.nullish(text("a description", "write text with up to three {{Column}}")),
    alertSeverityColumnName: v.nullish(v.string("is not a column name; write a column that the query returns")),
    alertTacticsColumnName: v.nullish(v.string("is not a column name; write a column that the query returns")),
    alertDynamicProperties: nothingIsEmpty(list(object({ alertProperty: tolerant(ALERT_PROPERTIES), value: column }))),
  });

  const grouping = object({
    enabled: v.nullish(yesOrNo()),
    reopenClosedIncident: v.nullish(yesOrNo()),
    lookbackDuration: v.nullish(duration),
    matchingMethod: v.nullish(tolerant(["AllEntities", "AnyAlert", "Selected"] as const)),
    groupByEntities: nothingIsEmpty(list(entityType)),
    groupByAlertDetails: nothingIsEmpty(list(tolerant(["DisplayName", "Severity"] as const))),
    groupByCustomDetails: nothingIsEmpty(list(v.string("is not a custom detail's name; write one of customDetails"))),
  });
  return {
    id: v.optional(describe(v.string("is not a GUID; write one"), "The template's GUID; the detection's own id is its folder's name.")),
    name: describe(text("a name", "write the rule's display name"), "Display name."),
    description: v.nullish(describe(v.string("is not text; write a description"), "What it finds.")),
    severity: describe(tolerant(SEVERITIES), "High, Medium, Low or Informational."),
    status: v.nullish(scalarText),
    kind: v.optional(describe(tolerant(["Scheduled", "NRT", "Hunting"] as const), "Scheduled, NRT for near-real-time, or Hunting for a query that a person runs. Default: Scheduled.")),
    requiredDataConnectors: nothingIsEmpty(list(v.looseObject({ connectorId: v.nullish(v.string()), dataTypes: nothingIsEmpty(v.array(v.string("is not a table; write its name"))), datatypes: nothingIsEmpty(v.array(v.string("is not a table; write its name"))) }))),
    queryFrequency: v.nullish(duration),
    queryPeriod: v.nullish(duration),
    triggerOperator: v.nullish(tolerant(["gt", "lt", "eq", "ne", "GreaterThan", "LessThan", "Equal", "NotEqual"] as const)),
    triggerThreshold: v.nullish(v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/u), v.transform(Number))], "is not a threshold; write a whole number from 0 to 10000"), wholeNumber(0, 10_000, "a threshold"))),
    tactics: nothingIsEmpty(list(tolerant(TACTICS))),
    relevantTechniques: nothingIsEmpty(list(v.pipe(v.string("is not a technique; write one such as T1098.002"), v.trim(), v.toUpperCase(), v.regex(/^T\d{4}(?:\.\d{3})?$/u, "is not an ATT&CK technique; write one such as T1098.002")))),
    query: v.optional(describe(v.string("is not a query; write KQL"), "The query, where it doesn't stand in query.kql.")),
    entityMappings: nothingIsEmpty(list(entityMapping)),
    sentinelEntitiesMappings: nothingIsEmpty(list(object({ columnName: column }))),
    customDetails: nothingIsEmpty(v.record(v.string(), column, "is not a map; write `Name: Column` lines")),
    alertDetailsOverride: nothingIsEmpty(alertDetails),
    eventGroupingSettings: nothingIsEmpty(object({ aggregationKind: v.nullish(tolerant(["SingleAlert", "AlertPerResult"] as const)) })),
    incidentConfiguration: nothingIsEmpty(object({ createIncident: v.nullish(yesOrNo()), groupingConfiguration: nothingIsEmpty(grouping) })),
    suppressionDuration: v.nullish(duration),
    suppressionEnabled: v.nullish(yesOrNo()),
    tags: nothingIsEmpty(v.array(v.unknown(), "is not a list; write one `- item` a line")),
    version: v.nullish(scalarText),
    metadata: v.nullish(v.unknown()),
  };
}

const baselineEntry = { baseline: describe(baseline, "What this project adds; a rule without it is of the family community.") };

/** A rule of a baseline: every unknown key is a fault. */
export const BaselineRuleShape = map({ ...ruleEntries(map as unknown as typeof tolerantMap), ...baselineEntry });
/** Anybody's rule, as Azure-Sentinel's repository holds them. */
export const CommunityRuleShape = tolerantMap(ruleEntries(tolerantMap));

export type RuleFile = v.InferOutput<typeof CommunityRuleShape> & { readonly baseline?: BaselineKeys };
export type BaselineKeys = v.InferOutput<typeof baseline>;
export type Investigation = v.InferOutput<typeof investigation>;
