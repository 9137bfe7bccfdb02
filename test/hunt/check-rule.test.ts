import { loadCatalogue } from "../../catalogue/load";
import { loadTables } from "../../catalogue/tables";
import { analyze } from "../../kql/language/analyze";
import { checkRule } from "../../hunt/check-rule";
import { detection as detectionWith } from "../support/community-detection";

const schema = { tables: loadTables() };
const communityDetection = (query: string) => detectionWith({ query });
const messages = (detection: Parameters<typeof checkRule>[0]) => {
  const { errors, warnings } = checkRule(detection, schema);
  return { errors: errors.map(({ path, message }) => `${path}: ${message}`), warnings: warnings.map(({ path, message }) => `${path}: ${message}`) };
};

describe("a detection of the catalogue", () => {
  it.each(loadCatalogue().map((detection) => [detection.id, detection] as const))("%s binds, and returns every column that it names", (_id, detection) => {
    expect(messages(detection)).toEqual({ errors: [], warnings: [] });
  });

  it.each(loadCatalogue().flatMap(({ investigation }) => investigation.map((query) => [query.id, query] as const)))("the investigation query %s binds", (_id, { query }) => {
    expect(analyze(query, schema).diagnostics).toEqual([]);
  });
});

describe("checkRule", () => {
  it("tells the tables that the query reads", () => {
    expect(checkRule(communityDetection("let o = OfficeActivity; union o, (AuditLogs | take 1)"), schema).tables).toEqual(["OfficeActivity", "AuditLogs"]);
  });

  it("names the line and the column of what doesn't bind", () => {
    expect(messages(communityDetection("OfficeActivity\n| where Operatoin == 'Send'")).errors).toEqual([
      "query line 2 column 9: The name 'Operatoin' does not refer to any known column, table, variable or function (KS142)",
    ]);
  });

  it("takes a table that it doesn't know for one of the rule's workspace", () => {
    expect(messages(communityDetection("MyTable_CL | where A == 1"))).toEqual({
      errors: [],
      warnings: ["query line 1 column 1: The name 'MyTable_CL' does not refer to any known table, tabular variable or function (KS204)"],
    });
  });

  it("refuses a syntax error even beside an unknown table", () => {
    expect(messages(communityDetection("MyTable_CL | where (A == 1")).errors).not.toEqual([]);
  });

  it("says which column of the result was perhaps meant", () => {
    const detection = { ...communityDetection("OfficeActivity | project UserId, ClientIP"), customDetails: { Address: "ClientIp" } };
    expect(messages(detection).errors).toEqual(['customDetails.Address: "ClientIp" is no column of the query\'s result; did you mean ClientIP?']);
  });

  it("checks entities, severity, tactics, dynamic properties and titles", () => {
    const detection = {
      ...communityDetection("OfficeActivity | project UserId"),
      entityMappings: [{ entityType: "Account", fieldMappings: [{ identifier: "FullName", columnName: "A" }] }],
      sentinelEntityColumns: ["B"],
      alertDetails: { displayNameFormat: "{{C}} and {{UserId}}", descriptionFormat: "{{ D }}", severityColumnName: "E", tacticsColumnName: "F", dynamicProperties: [{ alertProperty: "AlertLink", value: "G" }] },
    };
    expect(messages(detection).errors.map((message) => message.split(":")[0])).toEqual([
      "entityMappings[0].fieldMappings[0].columnName",
      "sentinelEntitiesMappings[0].columnName",
      "alertDetailsOverride.alertSeverityColumnName",
      "alertDetailsOverride.alertTacticsColumnName",
      "alertDetailsOverride.alertDynamicProperties AlertLink",
      "alertDetailsOverride.alertDisplayNameFormat",
      "alertDetailsOverride.alertDescriptionFormat",
    ]);
  });

  it("can't tell the columns of a query whose columns hang on its records", () => {
    const detection = { ...communityDetection("OfficeActivity | evaluate bag_unpack(OperationProperties)"), customDetails: { Address: "Anything" } };
    expect(messages(detection).errors).toEqual([]);
  });

  it("wants the tables of a detection of ours declared, and no others", () => {
    const detection = { ...communityDetection("OfficeActivity"), family: "audit-enablement" as const, tables: ["AuditLogs"] };
    expect(messages(detection).errors).toEqual([
      "requiredDataConnectors: the query reads OfficeActivity, which no dataTypes name; add it",
      "requiredDataConnectors: dataTypes name AuditLogs, which the query doesn't read; take it out",
    ]);
  });

  it("says that a query nests too deep, rather than going down with it", () => {
    expect(messages(communityDetection(`print ${"(".repeat(10_000)}1${")".repeat(10_000)}`)).errors).toEqual(["query: the query nests too deep to be read"]);
  });
});
