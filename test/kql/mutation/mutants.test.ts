import { analyze } from "../../../kql/language/analyze";
import { mutantsOf } from "../../../kql/mutation/mutants";

const tables = new Map([["Mail", [{ name: "Who", type: "string" as const }, { name: "Size", type: "long" as const }, { name: "When", type: "datetime" as const }, { name: "Read", type: "bool" as const }]]]);
const mutants = (query: string, from = 0) => mutantsOf(analyze(query, { tables }), from);
const names = (query: string) => mutants(query).map(({ name }) => name);
const texts = (query: string) => Object.fromEntries(mutants(query).map(({ name, text }) => [name, text]));

describe("the mutants of a query", () => {
  it("drop each condition, negate it, and alter its literals", () => {
    expect(texts('Mail | where Who == "ann"')).toEqual({
      'drop Who == "ann"': "Mail | where true",
      'negate Who == "ann"': 'Mail | where not(Who == "ann")',
      'alter "ann" in Who == "ann"': 'Mail | where Who == "ann~"',
    });
  });

  it("leave the rest of an `and` and of an `or` alone", () => {
    const found = texts('Mail | where Read and (Size > 5 or Who has "x")');
    expect(found["drop Read"]).toBe('Mail | where true and (Size > 5 or Who has "x")');
    expect(found["drop Size > 5"]).toBe('Mail | where Read and (false or Who has "x")');
    expect(found['drop Size > 5 or Who has "x"']).toBe("Mail | where Read and (true)");
  });

  it("don't drop a whole `where` of several conditions, since each of them is dropped", () => {
    expect(names("Mail | where Read and Size > 5 and Size < 9").filter((name) => name.startsWith("drop"))).toEqual(["drop Read", "drop Size > 5", "drop Size < 9"]);
  });

  it.each([
    ["a number", "Size > 5", "Size > 6"],
    ["the highest number", "Size > 9223372036854775806", "Size > 9223372036854775807"],
    ["a part of a day", "When > now() - 2h", "When > now() - (2h * 2)"],
    ["a date", "When > datetime(2026-01-01)", "When > (datetime(2026-01-01) + 1d)"],
    ["a truth", "Read == true", "Read == false"],
    ["nothing", 'Who == ""', 'Who == "~"'],
    ["a text in single quotes", "Who == 'a\\'b'", "Who == 'a\\'b~'"],
    ["a verbatim text", 'Who == @"a\\b"', 'Who == @"a\\b~"'],
  ])("alter %s", (_what, before, after) => {
    expect(mutants(`Mail | where ${before}`).filter(({ name }) => name.startsWith("alter")).map(({ text }) => text)).toEqual([`Mail | where ${after}`]);
  });

  it("alter each value of a list, where it stands in the condition and where a `let` names it", () => {
    expect(names('let them = dynamic(["ann", "bob"]); Mail | where Who in ("carol", "dan") and Who !in (them)').filter((name) => name.startsWith("alter"))).toEqual([
      'alter "ann" in them',
      'alter "bob" in them',
      'alter "carol" in Who in ("carol", "dan")',
      'alter "dan" in Who in ("carol", "dan")',
    ]);
  });

  it("reach into every place that decides: iff, case, aggregates, subqueries, functions", () => {
    const query = [
      'let big = (size: long) { size > 7 };',
      "let them = Mail | where Read | project Who;",
      'Mail | where big(Size) | extend Kind = case(Size > 1, "a", Size > 0, "b", "c"), Mine = iff(Who =~ "ann", 1, 2)',
      "| summarize Few = countif(Size < 3), Any = take_anyif(Who, isnotempty(Who)) by Kind | where Kind in (them)",
    ].join("\n");
    const negated = mutants(query).filter(({ name }) => name.startsWith("negate")).map(({ name, line }) => `${line} ${name}`);
    expect(negated).toEqual([
      "1 negate size > 7",
      "2 negate Read",
      "3 negate big(Size)",
      "3 negate Size > 1",
      "3 negate Size > 0",
      '3 negate Who =~ "ann"',
      "4 negate Size < 3",
      "4 negate isnotempty(Who)",
      "4 negate Kind in (them)",
    ]);
  });

  it("drop a condition of iff and of an aggregate by one that always holds, and an arm of case by one that never does", () => {
    const found = texts('Mail | extend Kind = case((Size > 1), "a", Read, "b", "c"), Mine = iff(Who == "ann", 1, 2), Big = Size > 9 | summarize countif(Size < 3)');
    expect(Object.fromEntries(Object.entries(found).filter(([name]) => name.startsWith("drop")).map(([name, text]) => [name, text.slice(14)]))).toEqual({
      "drop Size > 1": 'Kind = case((false), "a", Read, "b", "c"), Mine = iff(Who == "ann", 1, 2), Big = Size > 9 | summarize countif(Size < 3)',
      "drop Read": 'Kind = case((Size > 1), "a", false, "b", "c"), Mine = iff(Who == "ann", 1, 2), Big = Size > 9 | summarize countif(Size < 3)',
      'drop Who == "ann"': 'Kind = case((Size > 1), "a", Read, "b", "c"), Mine = iff(true, 1, 2), Big = Size > 9 | summarize countif(Size < 3)',
      "drop Size > 9": 'Kind = case((Size > 1), "a", Read, "b", "c"), Mine = iff(Who == "ann", 1, 2), Big = true | summarize countif(Size < 3)',
      "drop Size < 3": 'Kind = case((Size > 1), "a", Read, "b", "c"), Mine = iff(Who == "ann", 1, 2), Big = Size > 9 | summarize countif(true)',
    });
  });

  it("negate what `not` holds and not `not` itself, which would be the same twice", () => {
    expect(names("Mail | where not(Read)")).toEqual(["drop not(Read)", "negate Read"]);
  });

  it("don't touch how rows meet in a join", () => {
    expect(names("Mail | join kind=inner (Mail | where Size > 1) on $left.Who == $right.Who, When")).toEqual(["drop Size > 1", "negate Size > 1", "alter 1 in Size > 1"]);
  });

  it("don't touch a column that is only listed, be it true or false", () => {
    expect(names("Mail | project Who, Read, Size | order by Read asc | summarize count() by Read, Who | distinct Read")).toEqual([]);
    expect(names("Mail | extend Seen = Read, Old = iff(Read, 1, 2)")).toEqual(["drop Read", "negate Read", "drop Read (2)", "negate Read (2)"]);
  });

  it("don't touch literals that decide nothing", () => {
    expect(names('Mail | extend Site = tostring(split(Who, "@")[1]), Tag = "x" | top 5 by Size')).toEqual([]);
  });

  it("tell the same change at a second place from the first", () => {
    expect(names("Mail | where Read | where Read")).toEqual(["drop Read", "negate Read", "drop Read (2)", "negate Read (2)"]);
  });

  it("name a condition on one line, whatever its layout and comments", () => {
    expect(names('Mail | where Who\n    // the boss\n    ==   "ann"')[0]).toBe('drop Who == "ann"');
  });

  it("leave values alone that are bound before the query, and count lines from its first", () => {
    const lets = 'let them = dynamic(["ann"]);\n';
    expect(mutants(`${lets}Mail\n| where Who in (them)`, lets.length)).toEqual([
      { name: "drop Who in (them)", text: "Mail\n| where true", line: 2 },
      { name: "negate Who in (them)", text: "Mail\n| where not(Who in (them))", line: 2 },
    ]);
  });
});
