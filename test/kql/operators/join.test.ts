import { run } from "../support/run";

const LEFT = 'let L = datatable(k: string, a: long)["x", 1, "x", 2, "y", 3, "z", 4];';
const RIGHT = 'let R = datatable(k: string, b: long)["x", 10, "y", 20, "y", 30, "w", 40];';
const joined = (kind: string): unknown => run(`${LEFT} ${RIGHT} L | join ${kind} R on k`).rows;

// https://learn.microsoft.com/en-us/kusto/query/join-operator
describe("join", () => {
  test.each<[string, unknown[][]]>([
    ["", [["x", 1, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30]]],
    ["kind=innerunique", [["x", 1, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30]]],
    ["kind=inner", [["x", 1, "x", 10], ["x", 2, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30]]],
    ["kind=leftouter", [["x", 1, "x", 10], ["x", 2, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30], ["z", 4, "", null]]],
    ["kind=rightouter", [["x", 1, "x", 10], ["x", 2, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30], ["", null, "w", 40]]],
    ["kind=fullouter", [["x", 1, "x", 10], ["x", 2, "x", 10], ["y", 3, "y", 20], ["y", 3, "y", 30], ["z", 4, "", null], ["", null, "w", 40]]],
    ["kind=leftsemi", [["x", 1], ["x", 2], ["y", 3]]],
    ["kind=rightsemi", [["x", 10], ["y", 20], ["y", 30]]],
    ["kind=leftanti", [["z", 4]]],
    ["kind=anti", [["z", 4]]],
    ["kind=leftantisemi", [["z", 4]]],
    ["kind=rightanti", [["w", 40]]],
    ["kind=rightantisemi", [["w", 40]]],
  ])("%s", (kind, rows) => {
    expect(joined(kind)).toHaveLength(rows.length);
    expect(joined(kind)).toEqual(expect.arrayContaining(rows));
  });

  test("names the right side's column anew where the left has its name", () => {
    expect(run(`${LEFT} ${RIGHT} L | join kind=inner R on k | join kind=inner L on k`).columns.map(({ name }) => name)).toEqual(["k", "a", "k1", "b", "k2", "a1"]);
  });

  test("takes keys of different names, and several", () => {
    const other = 'let O = datatable(key: string, n: long)["x", 1, "x", 9];';
    expect(run(`${LEFT} ${other} L | join kind=inner O on $left.k == $right.key, $left.a == $right.n`).rows).toEqual([["x", 1, "x", 1]]);
    expect(run(`${LEFT} ${other} L | join kind=inner O on $left.k == $right.key and $left.a == $right.n | count`).rows).toEqual([[1]]);
  });

  test("joins empty strings with each other", () => {
    expect(run('datatable(s: string)[""] | join kind=inner (datatable(s: string)[""]) on s | count').rows).toEqual([[1]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/lookup-operator
describe("lookup", () => {
  test("adds the right side's columns without its keys, to all rows of the left", () => {
    expect(run(`${LEFT} ${RIGHT} L | lookup R on k`).rows).toEqual([["x", 1, 10], ["x", 2, 10], ["y", 3, 20], ["y", 3, 30], ["z", 4, null]]);
  });
  test("kind=inner keeps only the rows that match", () => expect(run(`${LEFT} ${RIGHT} L | lookup kind=inner R on k | count`).rows).toEqual([[4]]));
});
