import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

describe("mailbox-baseline kql check", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };
  const check = (...args: string[]) => commandLine(["kql", "check", ...args]);

  it("marks what is wrong, and exits 1", () => {
    const query = file("faulty.kql", 'OfficeActivity\n| where Operatin == "New-InboxRule"\n');
    const { code, out } = check(query);
    expect(code).toBe(1);
    expect(out).toBe(
      `${query}:2:9 error KS142 The name 'Operatin' does not refer to any known column, table, variable or function.\n    | where Operatin == "New-InboxRule"\n            ^^^^^^^^\n1 query, 1 error, 0 warnings\n`,
    );
  });

  it("passes what is right, without a word on it", () => {
    expect(check(file("right.kql", "SigninLogs | summarize count() by UserPrincipalName"))).toEqual({ code: 0, out: "1 query, 0 errors, 0 warnings\n", err: "" });
  });

  it("takes a table that nobody documents for an error, or for a warning when asked", () => {
    const query = file("unknown.kql", "Contoso_CL | take 1");
    expect(check(query).code).toBe(1);
    expect(check(query, "--unknown-tables", "warning")).toMatchObject({ code: 0, out: expect.stringContaining("1 query, 0 errors, 1 warning\n") as string });
  });

  it("gives JSON with lines and columns, of every file", () => {
    const { code, out } = check(file("one.kql", "print 1"), file("two.kql", "print\n  nope"), "--format", "json");
    expect(code).toBe(1);
    const { queries } = JSON.parse(out) as { queries: { diagnostics: object[] }[] };
    expect(queries.map(({ diagnostics }) => diagnostics)).toEqual([[], [{ line: 2, column: 3, length: 4, severity: "error", code: "KS142", message: "The name 'nope' does not refer to any known column, table, variable or function." }]]);
  });

  it("knows the parameters of a detection's query, and counts its lines without theirs", () => {
    expect(check("catalogue/detections/app-mail-consent-granted/query.kql", "catalogue/detections/app-mail-consent-granted/rule.yaml").code).toBe(0);
    const own = join(folder(), "own-rule");
    mkdirSync(own);
    writeFileSync(join(own, "rule.yaml"), "name: Own\nseverity: Low\nkind: NRT\nrequiredDataConnectors: []\nquery: |\n  OfficeActivity\n  | project Nope\n");
    expect(check(join(own, "rule.yaml")).out).toContain(`${join(own, "rule.yaml")} query:2:11 error KS142`);
  });

  it("prints no control character of a hostile query", () => {
    const { out } = check(file("hostile.kql", "print nope\u001b[31m\u202e"));
    expect(out).not.toMatch(/[\u001b\u202e]/u);
  });

  it("exits 2 for a file that can't be read, and judges none", () => {
    expect(check(file("good.kql", "print 1"), "no-such.kql")).toEqual({ code: 2, out: "", err: "no-such.kql: cannot be read: ENOENT\n1 fault\n" });
  });
});
