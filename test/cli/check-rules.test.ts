import { join } from "node:path";
import { commandLine } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { type RuleKeys, ruleText } from "../support/rule-folder";

/** `check` of the sample tenants with one more rule, of a catalogue of somebody's. */
function check(rule: RuleKeys): { readonly code: number | null; readonly out: string; readonly err: string; readonly folder: string } {
  const folder = folderWith({ "detections/theirs/rule.yaml": ruleText(rule) });
  return { folder: join(folder, "detections", "theirs"), ...commandLine(["check", "--tenant", "contoso", "--now", "2026-11-20T09:00:00Z", "--catalogue", folder]) };
}

describe("mailbox-baseline check, of queries", () => {
  it("refuses a query that doesn't bind, with its line, and all faults at once", () => {
    const { code, err, out, folder } = check({ query: "OfficeActivity\n| where Operatoin == 'Send'\n| extend n = strlen(UserId, 1)" });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.replaceAll(folder, "FOLDER")).toBe(
      "FOLDER/rule.yaml query line 2 column 9: The name 'Operatoin' does not refer to any known column, table, variable or function (KS142)\n" +
        "FOLDER/rule.yaml query line 3 column 14: The function 'strlen' expects 1 argument (KS119)\n" +
        "2 faults\n",
    );
  });

  it("refuses a rule that names a column which its query doesn't return", () => {
    const { code, err } = check({ query: "OfficeActivity | project UserId", customDetails: { Who: "UserID" } });
    expect(code).toBe(2);
    expect(err).toContain('customDetails.Who: "UserID" is no column of the query\'s result; did you mean UserId?');
  });

  it("warns of a table that only the rule's writer has, and goes on", () => {
    const { code, err } = check({ query: "Mine_CL | where Answer == 42" });
    expect(code).toBe(0);
    expect(err).toContain("warning: ");
    expect(err).toContain("'Mine_CL'");
  });

  it("warns of a function that only the rule's writer has, and refuses what is wrong beside it", () => {
    const { code, err } = check({ query: "OfficeActivity | extend A = Theirs(UserId) | where Nope == 1" });
    expect(code).toBe(2);
    expect(err).toContain("'Nope'");
    expect(err).not.toContain("'Theirs'");
  });

  it("finds that nothing brings a table which the rule doesn't declare", () => {
    const { code, out } = check({ query: "IdentityInfo | take 1" });
    expect(code).toBe(1);
    expect(out.replace(/\s+/gu, " ")).toContain("nothing brings the table IdentityInfo");
  });
});
