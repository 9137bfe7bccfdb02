import { compareQueries } from "../../../kql/compare";

const O = "OfficeActivity";

/** The class of a change and its reasons, loss first as they come. */
function compared(before: string, after: string): readonly string[] {
  const { change, reasons } = compareQueries(before, after);
  return [change, ...reasons.map(({ what }) => what)];
}

describe("a query that says the same with other words", () => {
  test.each([
    ["layout, comments and brackets", `${O} | where RecordType == 1 and Operation == "x"`, `// c\n${O}\n| where (Operation=="x")\n| where RecordType == (1)`],
    ["a list for several tests", `${O} | where Operation == "a" or Operation == "b"`, `${O} | where Operation in ("b", "a")`],
    ["a denied test for a test that denies", `${O} | where not(UserId in ("a") or isempty(UserId))`, `${O} | where UserId != "a" and isnotempty(UserId)`],
    ["another name for a list, a table and a function", `let l = dynamic(["a"]); let t = ${O} | where Operation in (l); t`, `let f = (x: string) { ${O} | where Operation == x }; f("a")`],
    ["a column worked out before or in the condition", `${O} | extend X = tolower(UserId) | where X == "a" | project X`, `${O} | where tolower(UserId) == "a" | project X = tolower(UserId)`],
    ["an order that nothing sees", `${O} | sort by TimeGenerated`, O],
    ["a condition that always holds", `${O} | where 1 == 1`, O],
    ["a step into a bag", `AuditLogs | where InitiatedBy.user == "a"`, `AuditLogs | where InitiatedBy["user"] == "a"`],
    ["a time before now", `${O} | where TimeGenerated > now() - 1d`, `${O} | where TimeGenerated > ago(24h)`],
  ])("is the same: %s", (_, before, after) => {
    expect(compared(before, after)).toEqual(["same"]);
    expect(compared(after, before)).toEqual(["same"]);
  });
});

describe("a query that sees less", () => {
  test.each([
    ["a value of a list", `${O} | where Operation in~ ("a", "Set-CASMailbox")`, `${O} | where Operation in~ ("a")`, "Set-CASMailbox is no longer looked for in Operation"],
    ["a value of a list with a name", `let l = dynamic(["a", "b"]); ${O} | where Operation in (l)`, `let l = dynamic(["a"]); ${O} | where Operation in (l)`, "b is no longer looked for in Operation"],
    ["words", `${O} | where Parameters has_any ("a", "b")`, `${O} | where Parameters has "a"`, "b is no longer looked for in Parameters"],
    ["a condition more", O, `${O} | where Operation == "a"`, 'gained the condition Operation == "a"'],
    ["an exclusion more", `${O} | where UserId !in ("a")`, `${O} | where UserId !in ("a", "b")`, "b is now left out by UserId"],
    ["an alternative less", `${O} | where Operation == "a" or UserId == "c"`, `${O} | where Operation == "a"`, 'no longer takes what fulfils UserId == "c"'],
    ["a condition that nothing fulfils", `${O} | where Operation == "a"`, `${O} | where false`, "has a condition that no row can fulfil"],
    ["a shorter look-back", `${O} | where TimeGenerated > ago(14d)`, `${O} | where TimeGenerated > ago(1d)`, "looks back 1d instead of 14d"],
    ["a higher threshold", `${O} | summarize n = count() by UserId | where n > 5`, `${O} | summarize n = count() by UserId | where n > 10`, "n > 10 instead of > 5"],
    ["a limit", O, `${O} | take 10`, "the limit take 10 was added"],
    ["a lower limit", `${O} | top 20 by TimeGenerated`, `${O} | top 10 by TimeGenerated`, "keeps 10 rows (top) instead of 20"],
    ["a table less", `union ${O}, SigninLogs`, O, "no longer reads SigninLogs"],
    ["a table less, one of a let line", `let a = union ${O}, (SigninLogs | where AppId == "x"); a | where TenantId == "t"`, `let a = ${O}; a | where TenantId == "t"`, 'no longer reads SigninLogs where AppId == "x" and TenantId == "t"'],
    ["a join that asks for a partner", `${O} | join kind=leftouter SigninLogs on TenantId`, `${O} | join kind=inner SigninLogs on TenantId`, "join is inner instead of leftouter"],
    ["more that keeps rows out", `${O} | join kind=leftanti (SigninLogs | where AppId == "1") on TenantId`, `${O} | join kind=leftanti SigninLogs on TenantId`, 'in the table that is joined: lost the condition AppId == "1"'],
    ["less to look up in", `${O} | where UserId in ((SigninLogs | project UserPrincipalName))`, `${O} | where UserId in ((SigninLogs | where AppId == "1" | project UserPrincipalName))`, 'among what UserId is looked up in: gained the condition AppId == "1"'],
    ["a value within mv-apply", `${O} | mv-apply P = todynamic(Parameters) on (where tostring(P.Name) in ("x", "y"))`, `${O} | mv-apply P = todynamic(Parameters) on (where tostring(P.Name) == "x")`, "y is no longer looked for in tostring(P.Name)"],
    ["rows of a datatable", `datatable(a: string)["x", "y"]`, `datatable(a: string)["x"]`, "a datatable lost a row"],
    ["a table that isn't documented", `My_CL | where x in ("a", "b")`, `My_CL | where x in ("a")`, "b is no longer looked for in x"],
  ])("is narrower: %s; and the way back is wider", (_, before, after, why) => {
    expect(compared(before, after)).toEqual(["narrower", why]);
    expect(compared(after, before)[0]).toBe("wider");
  });

  it("may see more besides", () => {
    expect(compared(`${O} | where Operation in ("a", "b")`, `${O} | where Operation in ("b", "c")`)).toEqual(["narrower and wider", "a is no longer looked for in Operation", "c is now looked for in Operation"]);
    expect(compared(`${O} | where Operation == "a"`, "AuditLogs")[0]).toBe("narrower and wider");
  });

  it("is told so through a count, where fewer rows make fewer of what is asked for", () => {
    const counted = (where: string, than: string): string => `${O} | where ${where} | summarize n = count() by UserId | where n ${than} 5`;
    expect(compared(counted("true", ">"), counted('Operation == "a"', ">"))[0]).toBe("narrower");
    expect(compared(counted("true", "<"), counted('Operation == "a"', "<"))).toEqual(["narrower and wider", 'gained the condition Operation == "a"', "n < 5 is now told of fewer rows"]);
    expect(compared(counted("true", "=="), counted('Operation == "a"', "=="))[0]).toBe("other");
  });
});

describe("a query with other columns", () => {
  it("finds the same, and says which were lost, gained and worked out otherwise", () => {
    const { change, lost, gained, reworked } = compareQueries(`${O} | project A = UserId, B = Operation, C = ClientIP`, `${O} | project A = UserId, B = UserId, D = 1`);
    expect({ change, lost: lost.columns, gained: gained.columns, reworked }).toEqual({ change: "columns", lost: ["C"], gained: ["D"], reworked: ["B"] });
  });

  it("is another matter where a condition reads them", () => {
    expect(compared(`${O} | extend X = UserId | where X == "a"`, `${O} | extend X = ClientIP | where X == "a"`)[0]).toBe("narrower and wider");
  });

  it("is not the same where only their order differs", () => {
    expect(compared(`${O} | project UserId, Operation`, `${O} | project Operation, UserId`)).toEqual(["columns"]);
  });
});

describe("what can't be told", () => {
  test.each([
    ["other groups", `${O} | summarize count() by UserId`, `${O} | summarize count() by Operation`, "summarize goes by other columns"],
    ["a summary where there was none", O, `${O} | summarize count() by UserId`, "summarize was added"],
    ["a condition that is written in another way", `${O} | where Operation == "a"`, `${O} | where tolower(Operation) == "a"`, 'the condition Operation == "a" became tolower(Operation) == "a"'],
    ["a condition that stands elsewhere", `${O} | where Operation == "a" | mv-expand X = dynamic([1, 2])`, `${O} | mv-expand X = dynamic([1, 2]) | where Operation == "a"`, 'Operation == "a" stands at another place'],
    ["a plugin", `${O} | evaluate bag_unpack(Item)`, `${O} | where UserId == "a" | evaluate bag_unpack(Item)`, "evaluate works on other rows, or in another way"],
    ["random values", `${O} | where rand() > 0.5`, `${O} | where rand() > 0.4`, "it draws random values"],
    ["an option", `union isfuzzy=true ${O}, SigninLogs`, `union ${O}, SigninLogs`, "an option of the query changed"],
  ])("is left to a person: %s", (_, before, after, why) => {
    expect(compared(before, after)).toContain(why);
    expect(compared(before, after)[0]).toBe("other");
    expect(compared(after, before)[0]).toBe("other");
  });

  it("is a query that can't be read, nests too deep or comes to too much", () => {
    expect(compared(O, `${O} | where (`)).toEqual(["other", expect.stringMatching(/^the query after can't be read: .* \(line 1\)$/u)]);
    expect(compared(O, `${O} | where ${"(".repeat(2000)}true${")".repeat(2000)}`)).toEqual(["other", "the query nests too deep to be read"]);
    const united = [1, 2, 3, 4].map((i) => `let a${i} = union ${`a${i - 1}, `.repeat(8)}a${i - 1};`).join("\n");
    expect(compared(O, `let a0 = ${O};\n${united}\na4`)).toEqual(["other", "a union of more than 1,000 tables"]);
    expect(compared(O, `${O} // ${"x".repeat(100_000)}`)).toEqual(["other", "the query after has more than 100,000 characters"]);
  });
});

describe("what a query is made of", () => {
  it("is said of both: tables, operators, conditions and columns gained and lost", () => {
    const { lost, gained } = compareQueries(`${O} | where Operation == "a" | project UserId`, `SigninLogs | where AppId == "b" | extend X = 1 | project UserPrincipalName, X`);
    expect(lost).toEqual({ tables: [O], operators: [], conditions: ['Operation == "a"'], columns: ["UserId"] });
    expect(gained).toEqual({ tables: ["SigninLogs"], operators: ["extend"], conditions: ['AppId == "b"'], columns: ["UserPrincipalName", "X"] });
  });
});
