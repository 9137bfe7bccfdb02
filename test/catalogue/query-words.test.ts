import { queryWords, readsEveryTable, readsUnnamedTables, refusedByAzureMonitor, toleratesMissingTables } from "../../catalogue/query-words";

const words = (query: string): string[] => [...queryWords(query)];

describe("the names of a query", () => {
  it("are its tables, operators, functions and columns", () => {
    expect(words("OfficeActivity | where Operation == 1")).toEqual(["OfficeActivity", "where", "Operation"]);
  });

  it.each([
    ["a comment", "T // OfficeActivity"],
    ["a string", 'T | where x == "OfficeActivity"'],
    ["a string in single quotes", "T | where x == 'OfficeActivity'"],
    ["a string with an escaped quote", 'T | where x == "a\\" OfficeActivity"'],
    ["a string that ends in a backslash", 'T | where x == "a\\\\" // OfficeActivity'],
    ["a verbatim string that ends in a backslash", 'T | where x == @"OfficeActivity\\"'],
    ["a verbatim string with a doubled quote", 'T | where x == @"a"" OfficeActivity"'],
    ["a verbatim string in single quotes", "T | where x == @'a'' OfficeActivity'"],
    ["a verbatim string of several lines", 'T | where x == @"a\nOfficeActivity"'],
    ["a hidden string", 'T | where x == h"OfficeActivity"'],
    ["a hidden verbatim string", 'T | where x == h@"OfficeActivity\\"'],
    ["a multi-line string", "T | where x == ```a\nOfficeActivity```"],
    ["a comment after a string with a slash", 'T | where x == "//" // OfficeActivity'],
    ["a string within a comment's quotes", 'T // "\n| where x == "OfficeActivity"'],
  ])("are not what stands in %s", (_, query) => {
    expect(words(query)).not.toContain("OfficeActivity");
    expect(words(query)).toContain("T");
  });

  it.each([
    ["after a comment", "// T\nOfficeActivity"],
    ["after a URL in a string", 'let u = "https://x"; OfficeActivity'],
    ["after a verbatim string that ends in a backslash", 'let p = @"C:\\"; OfficeActivity'],
    ["after a comment with one quote", "T // it's\n| join OfficeActivity on x"],
    ["after an escaped quote", "let p = 'it\\'s'; OfficeActivity"],
  ])("are what stands %s", (_, query) => {
    expect(words(query)).toContain("OfficeActivity");
  });
});

describe("a query", () => {
  it.each(["union isfuzzy=true A, B", "union isfuzzy = true A, B", "union kind=outer ISFUZZY=True A", "union withsource=T isfuzzy=true A"])("goes on where a table is missing: %s", (query) => {
    expect(toleratesMissingTables(query)).toBe(true);
  });

  it.each(["union A, B", "union isfuzzy=false A, B", "A // isfuzzy=true", 'A | where x == "isfuzzy=true"', "A | where myisfuzzy=true"])("does not: %s", (query) => {
    expect(toleratesMissingTables(query)).toBe(false);
  });

  it.each(["search *", "search  *", "union *", "union isfuzzy=true *", "union withsource=T kind=outer *", "A | union *", "UNION\n*", "search kind=case_sensitive *"])("reads every table: %s", (query) => {
    expect(readsEveryTable(query)).toBe(true);
  });

  it.each(["union A, B", 'search "x"', "A // union *", 'A | where x == "search *"', "A | extend union_x = 2 * 3", "reunion * 2", "A | where a * b > search"])("does not read every table: %s", (query) => {
    expect(readsEveryTable(query)).toBe(false);
  });

  it.each([
    ["A | evaluate bag_unpack(x)", "bag_unpack"],
    ["A | evaluate pivot(x)", "pivot"],
    ["A | evaluate narrow()", "narrow"],
    ["A | evaluate BAG_UNPACK(x)", "BAG_UNPACK"],
  ])("%s uses what Azure Monitor refuses", (query, refused) => {
    expect(refusedByAzureMonitor(query)).toBe(refused);
  });

  it.each(["A | where x == 'pivot'", "A // bag_unpack", "A | extend pivoted = 1, my_pivot = 2"])("%s uses nothing that Azure Monitor refuses", (query) => {
    expect(refusedByAzureMonitor(query)).toBeUndefined();
  });
});

describe("readsUnnamedTables", () => {
  it.each(["search 'Send'", "find where UserId == 'bob'", "table('OfficeActivity')", "union Office*", "union withsource=T *", "union kind=outer OfficeActivity, Aad*"])("may do so by %s", (query) => {
    expect(readsUnnamedTables(query)).toBe(true);
  });

  it.each(["OfficeActivity | summarize arg_min(TimeGenerated, *) by OfficeId", "union OfficeActivity, AuditLogs | project-away *1", "OfficeActivity | where Operation == 'search' // union *", "Searches | where Finding > 1"])("doesn't by %s", (query) => {
    expect(readsUnnamedTables(query)).toBe(false);
  });
});
