import { run } from "../support/run";
import { answers } from "../support/answers";

describe("iff", () => {
  // https://learn.microsoft.com/en-us/kusto/query/iff-function
  test("answers one of two, the second also where there is no telling", () => answers([["iff(true, 1, 2)", 1], ["iif(false, 1, 2)", 2], ["iff(bool(null), 1, 2)", 2], ["iff(1 > 2, 'a', 'b')", "b"]]));

  test("answers the type that has both", () => {
    answers([["gettype(iff(true, 1, 2.5))", "real"], ["iff(true, 1, 2.5)", 1]]);
  });

  test("does not look at what it does not answer", () => answers([["iff(true, 1, toint(assert(false, 'never')))", 1]]));
});

// https://learn.microsoft.com/en-us/kusto/query/case-function
test("case answers what goes with the first condition that holds, or the rest", () => {
  expect(run("range x from 1 to 4 step 1 | project case(x == 1, 'one', x < 3, 'few', x == 1, 'never', 'many')").rows).toEqual([["one"], ["few"], ["many"], ["many"]]);
  answers([["case(bool(null), 'a', 'b')", "b"]]);
});

// https://learn.microsoft.com/en-us/kusto/query/coalesce-function
test("coalesce answers the first that is there: of strings the first that is not empty", () => {
  answers([["coalesce(long(null), 2, 3)", 2], ["coalesce('', 'b', 'c')", "b"], ["coalesce('', '')", ""], ["coalesce(long(null), long(null))", null], ["coalesce(tolong('x'), -1)", -1]]);
});

test("not denies a condition, and has no answer without one", () => answers([["not(true)", false], ["not(1 > 2)", true], ["not(bool(null))", null]]));

test("isnull is for what can be null: no string is", () => {
  answers([["isnull(long(null))", true], ["isnull(0)", false], ["isnull('')", false], ["isnotnull('')", true], ["isnull(parse_json('null'))", true], ["isnull(dynamic([]))", false], ["isnotnull(datetime(null))", false], ["isnotnull(1d)", true]]);
});

// https://learn.microsoft.com/en-us/kusto/query/assert-function
test("assert stops the query where its condition does not hold", () => {
  answers([["assert(1 < 2, 'no')", true]]);
  expect(() => run("print assert(1 > 2, 'one is less')")).toThrow("assert failed: one is less");
});
