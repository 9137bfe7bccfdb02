import { join } from "node:path";
import { readDetection } from "../../catalogue/load";
import { ruleFolder, type RuleKeys } from "../support/rule-folder";

/** In the spellings that Azure-Sentinel's repository holds, all in one rule. */
const COMMUNITY = `id: 5f0f6a1c-9f0e-4b0d-8a55-0f7b6f3f7c99
name: "  Mailbox rule to an odd folder "
description: |
  'Finds an inbox rule that hides mail.

  Intruders make one first.'
description-detailed: a key that nobody models
severity: MEDIUM
status: Available
requiredDataConnectors:
  - connectorId: Office365
    dataTypes:
      - OfficeActivity (Exchange)
  - connectorId: AzureActiveDirectory
    datatypes:
      - SigninLogs
      - NotInTheQuery
queryFrequency: 1D
queryPeriod: P1D
triggerOperator: GreaterThan
triggerThreshold: 0
tactics:
  - Privilege Escalation
  - persistence
  - Persistence
relevantTechniques:
  - T1098.002
  - t1114
tags:
  - Schema: ASIMAuditEvent
    SchemaVersion: 0.1.0
  - Solorigate
query: |
  this first one does not count
entityMappings:
  - entityType: account
    fieldMappings:
      - identifier: FullName
        columnName: UserId
    note: a further key
customDetails: null
alertDetailsOverride: null
eventGroupingSettings:
  aggregationKind: alertPerResult
incidentConfiguration: null
suppressionDuration: PT5H
query: |
  OfficeActivity
  | where Operation == "New-InboxRule" // AuditLogs
  | join SigninLogs on UserId
version: 1.0
metadata:
  source: { kind: Community }
`;

describe("a community rule", () => {
  it("is read unmodified, in whatever spellings it came, with the services' defaults", () => {
    const folder = ruleFolder(COMMUNITY);
    expect(readDetection(folder)).toEqual({
      id: "sample",
      family: "community",
      folder,
      file: join(folder, "rule.yaml"),
      title: "Mailbox rule to an odd folder",
      description: "Finds an inbox rule that hides mail.\n\nIntruders make one first.",
      severity: "Medium",
      kind: "Scheduled",
      schedule: { frequency: { minutes: 1440 }, period: { minutes: 1440 }, operator: "gt", threshold: 0 },
      query: 'OfficeActivity\n| where Operation == "New-InboxRule" // AuditLogs\n| join SigninLogs on UserId\n',
      tactics: ["PrivilegeEscalation", "Persistence"],
      techniques: ["T1098.002", "T1114"],
      entityMappings: [{ entityType: "Account", fieldMappings: [{ identifier: "FullName", columnName: "UserId" }], note: "a further key" }],
      sentinelEntityColumns: [],
      customDetails: {},
      eventGrouping: "AlertPerResult",
      createIncident: true,
      grouping: { enabled: false, reopenClosedIncident: false, lookback: { minutes: 300 }, matchingMethod: "AllEntities", groupByEntities: [], groupByAlertDetails: [], groupByCustomDetails: [] },
      suppression: { enabled: false, duration: { minutes: 300 } },
      tables: ["OfficeActivity", "SigninLogs"],
      toleratesMissingTables: false,
      version: "1",
      investigation: [],
    });
  });

  it.each<[string, RuleKeys, object]>([
    ["of kind NRT has no schedule", { kind: "nrt", queryFrequency: undefined, queryPeriod: undefined }, { kind: "NRT" }],
    ["may look back by hours in ISO 8601", { queryFrequency: "PT1H", queryPeriod: "PT1H" }, { schedule: { frequency: { minutes: 60 }, period: { minutes: 60 }, operator: "gt", threshold: 0 } }],
    ["may trigger below a number, written as text", { triggerOperator: "LessThan", triggerThreshold: "5" }, { schedule: { frequency: { minutes: 15 }, period: { minutes: 60 }, operator: "lt", threshold: 5 } }],
    ["may trigger on any other number", { triggerOperator: "ne", triggerThreshold: 7 }, { schedule: { frequency: { minutes: 15 }, period: { minutes: 60 }, operator: "ne", threshold: 7 } }],
    ["without a description has an empty one", { description: null }, { description: "" }],
    ["without a version is unversioned", {}, { version: "unversioned" }],
    ["may have a version of three parts", { version: "1.0.12" }, { version: "1.0.12" }],
    ["keeps quotes within its description", { description: "It's 'odd'" }, { description: "It's 'odd'" }],
    ["may say what its alerts are called", { alertDetailsOverride: { alertDisplayNameFormat: "{{UserId}}", alertDescriptionFormat: null, alertSeverityColumnName: "Level", alertTacticsColumnName: "", alertDynamicProperties: [{ alertProperty: "alertlink", value: "Link" }] } }, { alertDetails: { displayNameFormat: "{{UserId}}", severityColumnName: "Level", dynamicProperties: [{ alertProperty: "AlertLink", value: "Link" }] } }],
    ["may name Sentinel's own entities", { sentinelEntitiesMappings: [{ columnName: "Entities" }] }, { sentinelEntityColumns: ["Entities"] }],
    ["may make no incident", { incidentConfiguration: { createIncident: false } }, { createIncident: false }],
    ["may fall silent after an alert", { suppressionEnabled: true, suppressionDuration: "1h" }, { suppression: { enabled: true, duration: { minutes: 60 } } }],
    [
      "may group its incidents",
      { customDetails: { Who: "UserId" }, incidentConfiguration: { groupingConfiguration: { enabled: true, reopenClosedIncident: true, lookbackDuration: "2h", matchingMethod: "selected", groupByEntities: ["ACCOUNT"], groupByAlertDetails: ["displayname"], groupByCustomDetails: ["Who"] } } },
      { grouping: { enabled: true, reopenClosedIncident: true, lookback: { minutes: 120 }, matchingMethod: "Selected", groupByEntities: ["Account"], groupByAlertDetails: ["DisplayName"], groupByCustomDetails: ["Who"] } },
    ],
  ])("%s", (_, keys, expected) => {
    expect(readDetection(ruleFolder(keys))).toMatchObject(expected);
  });

  it("of kind NRT keeps no schedule even where its file has one", () => {
    expect(readDetection(ruleFolder({ kind: "NRT" }))).not.toHaveProperty("schedule");
  });

  it.each([
    ["Rare Rule (Exchange)", "Rare-Rule-Exchange"],
    ["rare_rule", "rare_rule"],
    ["Rule - 2 ", "Rule-2"],
    ["(Odd) rule", "Odd-rule"],
  ])("in the folder %j has the id %s", (name, id) => {
    expect(readDetection(ruleFolder({}, {}, name)).id).toBe(id);
  });

  it("reads the tables that are known by name where it declares none", () => {
    expect(readDetection(ruleFolder({ query: "AuditLogs | join MyTable_CL on x // SigninLogs" })).tables).toEqual(["AuditLogs"]);
  });

  it("reads no table that could be told where it declares none that is known", () => {
    expect(readDetection(ruleFolder({ query: "imAuthentication" })).tables).toEqual([]);
  });

  it("goes on without a table where its query says so", () => {
    expect(readDetection(ruleFolder({ query: "union isfuzzy=true OfficeActivity, EmailEvents" })).toleratesMissingTables).toBe(true);
  });
});
