import { run } from "../support/run";

const ROWS = 'datatable(k: string, v: long)["a", 1, "b", 5, "a", 3, "b", 2, "c", 9]';

// https://learn.microsoft.com/en-us/kusto/query/partition-operator
describe("partition", () => {
  test("runs the subquery on the rows of each key", () => {
    expect(run(`${ROWS} | partition by k (top 1 by v)`).rows).toEqual([["a", 3], ["b", 5], ["c", 9]]);
    expect(run(`${ROWS} | partition hint.strategy=native by k (summarize total = sum(v) | extend twice = total * 2)`).rows).toEqual([[4, 8], [7, 14], [9, 18]]);
  });

  test("starts row numbers anew for each key", () => {
    expect(run(`${ROWS} | partition by k (sort by v asc | extend n = row_number()) | where n == 2`).rows).toEqual([["a", 3, 2], ["b", 5, 2]]);
  });

  test("lets the subquery name its part, and read it anew for each", () => {
    expect(run(`${ROWS} | partition by k (as Part | extend share = 100 * v / toscalar(Part | summarize sum(v)))`).rows).toEqual([
      ["a", 1, 25],
      ["a", 3, 75],
      ["b", 5, 71],
      ["b", 2, 28],
      ["c", 9, 100],
    ]);
  });

  test("in braces has a source of its own, and sees the key, also as toscalar(key)", () => {
    expect(run(`${ROWS} | partition by k { datatable(name: string)["a", "b"] | where name == k }`).rows).toEqual([["a"], ["b"]]);
    expect(run(`let Other = datatable(name: string)["a", "a", "c"]; ${ROWS} | partition by k { Other | where name == toscalar(k) | count | extend key = toscalar(k) }`).rows).toEqual([
      [2, "a"],
      [0, "b"],
      [1, "c"],
    ]);
  });

  test("stops when no more rows are wanted", () => expect(run(`${ROWS} | partition by k (take 5) | take 2`).rows).toEqual([["a", 1], ["a", 3]]));

  test("takes more than 64 keys only with a strategy for many", () => {
    expect(() => run("range k from 1 to 65 step 1 | partition by k (take 1)")).toThrow("partition by k has more than 64 keys; say hint.strategy=native at 1:31");
    expect(run("range k from 1 to 65 step 1 | partition hint.strategy=shuffle by k (take 1) | count").rows).toEqual([[65]]);
  });
});
