import { loadTables } from "../../../catalogue/tables";
import { analyze } from "../../../kql/language/analyze";
import { referencesOf } from "../../../kql/language/references";

const schema = { tables: loadTables() };
const references = (query: string) => referencesOf(analyze(query, schema));

describe("what a query refers to", () => {
  it("are its tables, their columns that it names, and the functions it calls", () => {
    expect(references("OfficeActivity | where UserId has 'x' | summarize dcount(Operation) by bin(TimeGenerated, 1h)")).toEqual({
      tables: [{ name: "OfficeActivity", columns: ["UserId", "Operation", "TimeGenerated"] }],
      functions: ["dcount", "bin"],
    });
  });

  it("are also those in the bodies of the functions that it makes, which are not named themselves", () => {
    const query = "let signIns = (who: string) { SigninLogs | where UserPrincipalName =~ who | extend tolower(AppId) }; signIns('ann') | union (signIns('bob'))";
    expect(references(query)).toEqual({ tables: [{ name: "SigninLogs", columns: ["UserPrincipalName", "AppId"] }], functions: ["tolower"] });
  });

  it("are both tables of a column that union or join made into one", () => {
    expect(references("union OfficeActivity, AuditLogs | project TimeGenerated").tables).toEqual([
      { name: "OfficeActivity", columns: ["TimeGenerated"] },
      { name: "AuditLogs", columns: ["TimeGenerated"] },
    ]);
  });

  it("are no columns that the query makes, whatever a table calls its own", () => {
    expect(references("print UserId = 'x' | project UserId")).toEqual({ tables: [], functions: [] });
  });

  it("is the table that table() names", () => {
    expect(references("table('AuditLogs') | project Result").tables).toEqual([{ name: "AuditLogs", columns: ["Result"] }]);
  });
});
