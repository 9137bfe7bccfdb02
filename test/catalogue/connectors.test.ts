import { CONNECTOR_IDS, loadConnectors } from "../../catalogue/connectors";

describe("the connectors", () => {
  const connectors = loadConnectors();

  it("are those that a tenant file may name", () => {
    expect(Object.keys(connectors).sort()).toEqual([...CONNECTOR_IDS].sort());
  });

  it.each([
    ["office365", ["OfficeActivity"]],
    ["defenderForOffice365", ["SecurityAlert"]],
    ["defenderXdr", ["SecurityAlert"]],
    ["entraDiagnostics", ["AuditLogs", "SigninLogs", "AADNonInteractiveUserSignInLogs", "AADServicePrincipalSignInLogs", "MicrosoftGraphActivityLogs"]],
    ["activityLog", ["AzureActivity"]],
  ] as const)("bring by %s just %j", (id, tables) => {
    expect(connectors[id].tables).toEqual(tables);
  });

  it("that are Sentinel's need it, and Azure's own don't", () => {
    const needy = CONNECTOR_IDS.filter((id) => connectors[id].needs === "sentinel");
    expect(needy).toEqual(["office365", "defenderForOffice365", "defenderXdr", "sentinelHealth"]);
    expect(CONNECTOR_IDS.filter((id) => connectors[id].needs === undefined)).toEqual(["sentinel", "entraDiagnostics", "activityLog"]);
  });

  it("bring none of the tables that only streaming brings", () => {
    const brought = CONNECTOR_IDS.flatMap((id) => connectors[id].tables);
    expect(brought).not.toEqual(expect.arrayContaining(["EmailEvents"]));
    expect(brought).not.toEqual(expect.arrayContaining(["CloudAppEvents"]));
  });
});
