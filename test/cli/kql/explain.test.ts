import { commandLine } from "../../support/command-line";

const explain = (...args: string[]) => commandLine(["kql", "explain", ...args]);

describe("mailbox-baseline kql explain", () => {
  it("tells what a query reads, calls and returns", () => {
    expect(explain("OfficeActivity | where Operation has 'Rule' | summarize Rules = count() by UserId")).toEqual({
      code: 0,
      out: "Reads\n  OfficeActivity: Operation, UserId\n\nCalls\n  count\n\nReturns\n  UserId  string\n  Rules   long\n",
      err: "",
    });
  });

  it("gives the same as JSON", () => {
    expect(JSON.parse(explain("SigninLogs | project Who = tolower(UserPrincipalName)", "--format", "json").out)).toEqual({
      formatVersion: 1,
      tables: [{ name: "SigninLogs", columns: ["UserPrincipalName"] }],
      functions: ["tolower"],
      returns: { columns: [{ name: "Who", type: "string" }], open: false },
    });
  });

  it("says where the values decide the columns", () => {
    expect(explain("_GetWatchlist('vips')").out).toContain("  and columns that the values decide\n");
  });

  it("exits 2 for a query that doesn't bind", () => {
    const { code, out, err } = explain("print nope");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("query:1:7 error KS142");
  });
});
