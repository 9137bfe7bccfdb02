import { analyze } from "../../../kql/language/analyze";
import { wantedColumns } from "../../../kql/language/wanted";
import { parseDateTime } from "../../../kql/values/datetime";
import type { Column, Row, Value } from "../../../kql/values/value";
import { lazyTable, resultOn, whole } from "../support/pruned";

const A: readonly Column[] = [
  { name: "TimeGenerated", type: "datetime" },
  { name: "UserId", type: "string" },
  { name: "Operation", type: "string" },
  { name: "n", type: "long" },
  { name: "d", type: "dynamic" },
  { name: "x", type: "long" },
  { name: "Id2", type: "long" },
];
const B: readonly Column[] = [
  { name: "UserId", type: "string" },
  { name: "Id", type: "long" },
  { name: "x", type: "string" },
  { name: "n", type: "long" },
  { name: "Id2", type: "long" },
];
const ROWS_A: readonly Row[] = [
  [parseDateTime("2026-01-01"), "ann", "Send", 1n, new Map<string, Value>([["k", 1n]]), 7n, 5n],
  [parseDateTime("2026-01-02"), "bob", "Read", 2n, [1n, 2n], 8n, 6n],
  [parseDateTime("2026-01-03"), "ann", "Read", 3n, null, 9n, 7n],
];
const ROWS_B: readonly Row[] = [
  ["ann", 10n, "7", 1n, 5n],
  ["cid", 11n, "q", 2n, 8n],
];
const SCHEMA = { tables: new Map([["A", A], ["B", B]]) };

/** Those of A that the query wants. */
function wanted(query: string): string[] {
  const wants = wantedColumns(analyze(query, SCHEMA));
  return A.map(({ name }) => name).filter(wants);
}

const ALL = A.map(({ name }) => name);

describe("Of a table's columns a query wants", () => {
  test.each<readonly [string, readonly string[]]>([
    ["A | where UserId == 'ann' | project n", ["UserId", "n"]],
    ["A | where UserId == 'ann' | count", ["UserId"]],
    ["A | count", []],
    ["A | where n > 1", ALL],
    ["A | project-away d, x | where n > 1 | project UserId", ["UserId", "n", "d", "x"]],
    ["A | project-keep U*", ["UserId"]],
    ["A | summarize count() by bin(TimeGenerated, 1d)", ["TimeGenerated"]],
    ["A | summarize arg_max(TimeGenerated, n) by UserId", ["TimeGenerated", "UserId", "n"]],
    ["let f = () { A | project n }; f() | summarize sum(n)", ["n"]],
    ["A | extend x = 3 | project x", ["x"]],
    ["A | project ['UserId']", ["UserId"]],
    ["A | summarize sum(n) by UserId, x | summarize arg_max(sum_n, *) by UserId", ["UserId", "n", "x"]],
    ["A | project UserId, n | where * has 'ann' | count", ["UserId", "n"]],
    ["A | project UserId, n | mv-apply n to typeof(long) on (summarize take_any(*)) | count", ALL],
  ])("those that it names, or gives: %s", (query, columns) => expect(wanted(query)).toEqual(columns));

  test.each<readonly [string, readonly string[]]>([
    ['A | project column_ifexists("Operation", "")', ["Operation"]],
    ['let name = "Operation"; A | project column_ifexists(name, "")', ["Operation"]],
  ])("those that a text names: %s", (query, columns) => expect(wanted(query)).toEqual(columns));

  test.each([
    "A | project pack_all()",
    "A | where * has 'ann' | count",
    "A | summarize arg_max(n, *) | count",
    "search 'ann' | count",
    "A | evaluate bag_unpack(d) | count",
    "A | scan with (step s: true;) | count",
  ])("all, where a row counts as a whole: %s", (query) => expect(wanted(query)).toEqual(ALL));

  test.each<readonly [string, readonly string[]]>([
    ["A | join kind=inner B on n | where UserId1 == 'ann' | project Id", ["UserId", "n"]],
    ["A | join kind=inner B on UserId | where Id21 == 5 | project Operation", ["UserId", "Operation", "Id2"]],
    ["union A, B | where x_long == 7 | count", ["x"]],
    ["union A, B | where isnotempty(x_string) | project UserId", ["UserId", "x"]],
  ])("those that go by another name: %s", (query, columns) => expect(wanted(query)).toEqual(columns));

  test.each<readonly [string, readonly string[]]>([
    ["print 1 | where 'ann' in (A)", ALL],
    ["print 1 | where 'ann' in ((A | project UserId))", ["UserId"]],
    ["print 1 | where 'ann' has_any ((A | project-away UserId))", ALL],
    ["let l = A; print 1 | where 'ann' has_any (l)", ALL],
    ["let l = A; print 1 | where 'ann' has_all (l)", ALL],
    ["let l = A | distinct UserId; print 1 | where 'ann' !in~ (l) | count", ["UserId"]],
    ["print toscalar(A | summarize max(n))", ["n"]],
    ["print toscalar(A | project n)", ["n"]],
  ])("those of a table where a value or a list is wanted: %s", (query, columns) => expect(wanted(query)).toEqual(columns));
});

const QUERIES: readonly string[] = [
  "A",
  "A | where UserId == 'ann' | project n",
  "A | join kind=inner B on UserId | where UserId1 == 'ann' | project Id",
  "A | join kind=inner B on $left.n == $right.n | where UserId1 == 'ann' | project Id",
  "A | join kind=inner B on n | where x1 == '7' | count",
  "A | join kind=inner B on n | project y = Id21",
  "A | join B on n | extend y = n1 | project y",
  "A | join kind=leftanti B on UserId",
  "A | join kind=rightanti B on UserId",
  "A | join kind=inner (B | project UserId, x) on UserId | summarize count() by x1",
  "A | join kind=inner (A | join kind=inner B on UserId) on UserId | where UserId2 == 'ann' | project UserId2",
  "A | join kind=inner (union A, B) on UserId | where x_long == 7 | project x_long",
  "union A, B | join kind=inner (union A, B) on UserId | where x_long1 == 7 | project x_string1",
  "union A, B | where x_long == 7 | count",
  "union A, B | where x_string == 'q' | project n",
  "union (A | project x), (B | project x) | where x_long > 7",
  "union withsource=source A, B | summarize count() by source",
  "union * | count",
  "A | union B | where Id > 10 | project UserId",
  "A | lookup B on UserId | project Id",
  "A | project column_ifexists('Operation', '')",
  "A | project p = pack_all()",
  "A | where UserId in (B)",
  "A | where UserId in ((B | where Id == 10))",
  "let l = materialize(B | distinct UserId); A | where UserId in~ (l) | count",
  "A | where UserId has_any ((B)) | count",
  "A | where n == toscalar(B | project n) | count",
  "A | where * has 'ann' | count",
  "A | summarize arg_max(TimeGenerated, *) by UserId",
  "A | summarize take_any(*)",
  "B | distinct *",
  "A | project-rename Who = UserId | project Who",
  "A | project-rename n_1 = n | project n_1",
  "A | evaluate bag_unpack(d)",
  "A | mv-expand d | project d",
  "A | mv-apply d on (summarize s = sum(tolong(d))) | project s",
  "A | extend z = d.k | where z == 1 | project z",
  "A | sort by n desc | extend p = prev(UserId) | project p",
  "A | as q | join kind=inner (q | project UserId, m = n) on UserId | project m",
  "let f = (t: (UserId: string)) { t | where UserId == 'ann' | count }; A | invoke f()",
  "search 'ann' | count",
  "search in (A) Operation == 'Send'",
  "A | partition by UserId (top 1 by n | project Operation)",
  "A | parse Operation with * 'e' rest | project rest",
  "A | make-series count() on TimeGenerated from datetime(2026-01-01) to datetime(2026-01-04) step 1d by UserId | project UserId, count_",
  "A | getschema | project ColumnName",
  "A | top-nested 2 of UserId by sum(n)",
  "A | scan with (step s: true => n = n + 1;) | project n",
  "A | project bag_pack_columns(UserId, n)",
  "table('A') | where UserId == 'ann' | project n",
];

describe("A query gives the same on tables that leave out what it does not want:", () => {
  const sparing = { A: lazyTable(A, ROWS_A), B: lazyTable(B, ROWS_B) };
  const generous = { A: whole(sparing.A), B: whole(sparing.B) };
  test.each(QUERIES)("%s", (query) => expect(resultOn(query, sparing)).toEqual(resultOn(query, generous)));
});

test("A table is asked for nothing else", () => {
  const asked = new Set<string>();
  resultOn("A | where UserId == 'ann' | project n", { A: lazyTable(A, ROWS_A, asked) });
  expect([...asked]).toEqual(["UserId", "n"]);
});
