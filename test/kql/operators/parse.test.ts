import { run } from "../support/run";

const parsed = (text: string, pattern: string, operator = "parse"): unknown => run(`print s = ${JSON.stringify(text)} | ${operator} ${pattern} | project-away s`).rows;

// https://learn.microsoft.com/en-us/kusto/query/parse-operator
describe("parse", () => {
  test("takes what stands between the texts", () => {
    expect(parsed("Event: login (user=ann, tries=3) end", 's with * "Event: " what " (user=" user ", tries=" tries: long ")" *')).toEqual([["login", "ann", 3]]);
  });

  test("gives empty values where the text isn't of the pattern, or a value not of its type", () => {
    expect(parsed("nothing", 's with "user=" user ", tries=" tries: long')).toEqual([["", null]]);
    expect(parsed("user=ann, tries=many", 's with "user=" user ", tries=" tries: long')).toEqual([["", null]]);
  });

  test("kind=relaxed keeps the values that are of their types", () => {
    expect(parsed("user=ann, tries=many", 'kind=relaxed s with "user=" user ", tries=" tries: long')).toEqual([["ann", null]]);
  });

  test("kind=regex takes the texts for regular expressions", () => {
    expect(parsed("a1  b22  c", 'kind=regex s with "a" n: long "\\\\s+b" m: long "\\\\s"')).toEqual([[1, 22]]);
    expect(parsed("USER ann.", 'kind=regex flags=i s with "user " name "\\\\."')).toEqual([["ann"]]);
  });

  test("kind=regex may have groups of its own", () => {
    expect(parsed("user=ann, age=30", 'kind=regex s with "(user|name)=" who: string "(, )?age=" years: long')).toEqual([["ann, ", 30]]);
  });

  test("reads signs of regular expressions as they stand", () => expect(parsed("a.b[c]", 's with "a.b[" x "]"')).toEqual([["c"]]));

  test("puts a column in the place of one of its name", () => {
    expect(run('print s = "k=1", k = "old" | parse s with "k=" k: long')).toEqual({ columns: [{ name: "s", type: "string" }, { name: "k", type: "long" }], rows: [["k=1", 1]] });
  });
});

// https://learn.microsoft.com/en-us/kusto/query/parse-where-operator
test("parse-where drops the rows that aren't of the pattern", () => {
  expect(run('datatable(s: string)["k=1", "no", "k=x"] | parse-where s with "k=" k: long | project k').rows).toEqual([[1]]);
});
