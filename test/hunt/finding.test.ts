import type { Detection } from "../../catalogue/detection";
import { findingOf } from "../../hunt/finding";
import type { Row } from "../../kql/values/value";
import { detection } from "../support/community-detection";
import { instant, line } from "../support/log";

function found(changes: Partial<Detection>, cells: Readonly<Record<string, Row[number]>>, at = "2026-11-02T09:41:07Z") {
  const columns = Object.keys(cells).map((name) => ({ name, type: "string" as const }));
  return findingOf(detection(changes), { columns, row: Object.values(cells), at: instant(at), evidence: [line(3)], records: 7 });
}

const entity = (entityType: string, fields: Readonly<Record<string, string>>) => ({ entityType, fieldMappings: Object.entries(fields).map(([identifier, columnName]) => ({ identifier, columnName })) });

describe("findingOf", () => {
  it("has the rule's title and severity, and names nobody where the rule doesn't", () => {
    const rule = detection({ title: "A mailbox was opened", severity: "Low" });
    expect(found(rule, {})).toEqual({ detection: rule, title: "A mailbox was opened", severity: "Low", at: "2026-11-02T09:41:07Z", actor: "", mailbox: "", address: "", application: "", details: [], evidence: [line(3)], records: 7 });
  });

  it("fills the title's columns in; what has no value, or isn't there, is left out", () =>
    expect(found({ alertDetails: { displayNameFormat: "{{Actor}} opened {{ Mailbox }} to {{Nobody}}.", dynamicProperties: [] } }, { Actor: "ann {{Mailbox}}", Mailbox: "bob" }).title).toBe("ann {{Mailbox}} opened bob to ."));

  it.each([["High", "High"], ["Informational", "Informational"], ["high", "Medium"], ["Grave", "Medium"], ["", "Medium"]])("takes the severity of its column, %j, if it is one", (said, severity) =>
    expect(found({ alertDetails: { severityColumnName: "Severity", dynamicProperties: [] } }, { Severity: said }).severity).toBe(severity));

  it("names whom the entities do", () =>
    expect(found({ entityMappings: [entity("Account", { Name: "N", UPNSuffix: "S" }), entity("Mailbox", { MailboxPrimaryAddress: "M" }), entity("IP", { Address: "A" }), entity("CloudApplication", { Name: "App" })] }, { N: "ann", S: "contoso.com", M: "bob@contoso.com", A: "203.0.113.24", App: "CRM" })).toMatchObject({ actor: "ann@contoso.com", mailbox: "bob@contoso.com", address: "203.0.113.24", application: "CRM" }));

  it.each([
    ["the detail that says so", { customDetails: { Actor: "By" } }, "eve"],
    ["the first account that has a name", { entityMappings: [entity("Account", { Name: "Empty", UPNSuffix: "S" }), entity("Account", { Name: "N", UPNSuffix: "S" })] }, "ann@contoso.com"],
    ["an account by its name alone", { entityMappings: [entity("Account", { Name: "N" })] }, "ann"],
    ["an account by its whole name", { entityMappings: [entity("Account", { FullName: "By" })] }, "eve"],
    ["an account by its id", { entityMappings: [entity("Account", { AadUserId: "Id" })] }, "5b1f"],
  ])("takes for the actor %s", (_what, rule, actor) => expect(found(rule, { By: "eve", N: "ann", S: "contoso.com", Id: "5b1f", Empty: "" }).actor).toBe(actor));

  it("names an application by its id where it has no name", () => expect(found({ entityMappings: [entity("CloudApplication", { Name: "App", AppId: "Id" })] }, { App: "", Id: "a1b2" }).application).toBe("a1b2"));

  it("has the details that are not empty", () => expect(found({ customDetails: { Rights: "R", Nothing: "E", Missing: "X" } }, { R: "FullAccess", E: "" }).details).toEqual([{ name: "Rights", value: "FullAccess" }]));

  it.each([
    ["2026-11-02T09:41:07.0000000Z", "2026-11-02T09:41:07Z"],
    ["2026-11-02T09:41:07.1230000Z", "2026-11-02T09:41:07.123Z"],
    ["2026-11-02T09:41:07.1234567Z", "2026-11-02T09:41:07.123Z"],
    ["2026-11-02T09:41:10.0000000Z", "2026-11-02T09:41:10Z"],
  ])("says %s as %s", (at, said) => expect(found({}, {}, at).at).toBe(said));
});
