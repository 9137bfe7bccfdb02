import { tenantBaseline } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import { tablesArrive } from "../../findings/tables-arrive";
import type { Finding } from "../../findings/finding";
import { detection } from "../support/community-detection";
import { NOW, tenantWith } from "../support/tenant-in-code";

/** The findings of a tenant with Sentinel and the Office 365 connector on a rule whose query reads the tables. */
function findings(tables: readonly string[], rule: Partial<Detection> = {}, tenant = tenantWith()): Finding[] {
  const rules = tenantBaseline(tenant, [detection({ tables: [], ...rule })], NOW);
  return tablesArrive(tenant, rules, new Map([["sample", tables]]));
}

describe("the tables that a rule's query reads", () => {
  it("are no finding where a connector brings them", () => {
    expect(findings(["OfficeActivity"])).toEqual([]);
  });

  it("fail where nothing brings one, with what would", () => {
    expect(findings(["OfficeActivity", "AuditLogs"])).toEqual([
      {
        rule: "tables-arrive",
        verdict: "fail",
        tenant: "acme",
        subject: "sample",
        message: "nothing brings the table AuditLogs: Entra diagnostic settings would (connectors.entraDiagnostics)",
        mend: "declare the connector, name the table under arrives, or declare it in the rule's requiredDataConnectors, so that the rule is not applicable here",
        place: { file: "sample/rule.yaml", line: 1 },
      },
    ]);
  });

  it("are no finding where someone else streams them in", () => {
    expect(findings(["EmailEvents"], {}, tenantWith({ arrives: ["EmailEvents"] }))).toEqual([]);
  });

  it("may miss where the query goes on without them, as long as one is there", () => {
    expect(findings(["OfficeActivity", "AuditLogs"], { toleratesMissingTables: true })).toEqual([]);
    expect(findings(["AuditLogs"], { toleratesMissingTables: true })).toHaveLength(1);
  });

  it("are no matter for a rule that is not applicable anyway, or of which nothing is known", () => {
    expect(findings(["AuditLogs"], { tables: ["AuditLogs"] })).toEqual([]);
    expect(findings([])).toEqual([]);
  });
});
