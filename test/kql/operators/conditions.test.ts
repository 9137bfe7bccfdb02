import { answers } from "../support/answers";

// https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators
describe("operators of strings", () => {
  test("has finds whole terms, of any case", () => {
    answers([
      ["'North America' has 'north'", true],
      ["'North America' has 'nor'", false],
      ["'a_b-c' has 'b'", true],
      ["'x@contoso.com' has 'contoso.com'", true],
      ["'North' has_cs 'north'", false],
      ["'North' !has 'south'", true],
      ["'North America' hasprefix 'ame'", true],
      ["'North America' hassuffix 'rica'", true],
      ["'North America' !hasprefix 'mer'", true],
    ]);
  });

  test("contains, startswith and endswith find any part, of any case", () => {
    answers([
      ["'FooBar' contains 'oba'", true],
      ["'FooBar' contains_cs 'oba'", false],
      ["'FooBar' startswith 'foo'", true],
      ["'FooBar' startswith_cs 'foo'", false],
      ["'FooBar' endswith 'BAR'", true],
      ["'FooBar' !endswith_cs 'BAR'", true],
      ["'x' contains ''", true],
    ]);
  });

  test("compare, with ~ of any case", () => {
    answers([
      ["'a' == 'A'", false],
      ["'a' =~ 'A'", true],
      ["'a' !~ 'A'", false],
      ["'a' in ('A', 'b')", false],
      ["'a' in~ ('A', 'b')", true],
      ["'a' !in ('b')", true],
      ["2 in (dynamic([1, 2]))", true],
      ["'a' !in~ ('A')", false],
    ]);
  });

  test("has_any and has_all take lists", () => {
    answers([
      ["'one two' has_any ('TWO', 'three')", true],
      ["'one two' has_all ('two', 'one')", true],
      ["'one two' has_all (dynamic(['two', 'three']))", false],
    ]);
  });

  test("matches regex finds its pattern anywhere, of its case", () => {
    answers([
      ["'a1b' matches regex '[0-9]'", true],
      ["'abc' matches regex '^b'", false],
      ["'ABC' matches regex 'b'", false],
      ["'ABC' matches regex '(?i)b'", true],
    ]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/between-operator
test("between holds at both ends, and takes a span for the end of a time", () => {
  answers([
    ["2 between (1 .. 2)", true],
    ["3 between (1 .. 2)", false],
    ["3 !between (1 .. 2)", true],
    ["datetime(2026-11-20) between (datetime(2026-11-18) .. 2d)", true],
    ["datetime(2026-11-21) between (datetime(2026-11-18) .. 2d)", false],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/null-values
test("null is unknown, unless one side decides", () => {
  const lets = "let no = bool(null); let n = long(null); ";
  answers(
    [
      ["no and false", false],
      ["no and true", null],
      ["no or true", true],
      ["no or false", null],
      ["not(no)", null],
      ["n == n", null],
      ["n == 1", false],
      ["n != 1", true],
      ["n > 1", null],
      ["n + 1", null],
      ["isnull(n)", true],
      ["isempty('')", true],
      ["'' == ''", true],
    ],
    lets,
  );
});
