import { run } from "../support/run";

const rowsOf = (query: string): unknown => run(query).rows;
const PEOPLE = 'datatable(name: string, age: long)["ann", 30, "ben", long(null), "cat", 25, "", 40]';

// https://learn.microsoft.com/en-us/kusto/query/where-operator
describe("where", () => {
  test("keeps the rows of which the condition is true, not those where it is null", () => {
    expect(rowsOf(`${PEOPLE} | where age > 26`)).toEqual([["ann", 30], ["", 40]]);
    expect(rowsOf(`${PEOPLE} | where not(age > 26)`)).toEqual([["cat", 25]]);
    expect(rowsOf(`${PEOPLE} | where isnull(age)`)).toEqual([["ben", null]]);
  });
  test("takes a table's first column for a list", () => expect(rowsOf(`let Known = print n = "ann"; ${PEOPLE} | where name in (Known)`)).toEqual([["ann", 30]]));
});

describe("take, count and distinct", () => {
  // https://learn.microsoft.com/en-us/kusto/query/take-operator
  test("take gives the first rows", () => {
    expect(rowsOf(`${PEOPLE} | take 1`)).toEqual([["ann", 30]]);
    expect(rowsOf(`${PEOPLE} | limit 0`)).toEqual([]);
  });
  test("take reads no further than it needs to", () => expect(rowsOf("range x from 1 to 1000000000000 step 1 | take 2")).toEqual([[1], [2]]));

  // https://learn.microsoft.com/en-us/kusto/query/count-operator
  test("count counts, also nothing", () => {
    expect(run(`${PEOPLE} | count`)).toEqual({ columns: [{ name: "Count", type: "long" }], rows: [[4]] });
    expect(rowsOf(`${PEOPLE} | where false | count`)).toEqual([[0]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/distinct-operator
  test("distinct gives each combination once", () => {
    expect(rowsOf('datatable(a: long, b: string)[1, "x", 1, "X", 1, "x", long(null), "", long(null), ""] | distinct a, b')).toEqual([[1, "x"], [1, "X"], [null, ""]]);
    expect(rowsOf("range x from 1 to 4 step 1 | distinct odd = x % 2")).toEqual([[1], [0]]);
    expect(rowsOf("union (print a = 1), (print a = 1) | distinct *")).toEqual([[1]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/sort-operator
describe("sort and top", () => {
  test("sort descends unless told, with nulls last; ascending it has them first", () => {
    expect(rowsOf(`${PEOPLE} | sort by age | project age`)).toEqual([[40], [30], [25], [null]]);
    expect(rowsOf(`${PEOPLE} | order by age asc | project age`)).toEqual([[null], [25], [30], [40]]);
    expect(rowsOf(`${PEOPLE} | sort by age asc nulls last | project age`)).toEqual([[25], [30], [40], [null]]);
    expect(rowsOf(`${PEOPLE} | sort by age desc nulls first | project age`)).toEqual([[null], [40], [30], [25]]);
  });

  test("sort orders strings by code, and takes several keys and expressions", () => {
    expect(rowsOf('datatable(s: string)["b", "", "B", "a"] | sort by s asc')).toEqual([[""], ["B"], ["a"], ["b"]]);
    expect(rowsOf("datatable(a: long, b: long)[1, 2, 2, 1, 1, 1] | sort by a desc, b asc")).toEqual([[2, 1], [1, 1], [1, 2]]);
    expect(rowsOf("range x from 1 to 3 step 1 | sort by abs(x - 3) asc")).toEqual([[3], [2], [1]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/top-operator
  test("top gives the first of what sort would", () => {
    expect(rowsOf(`${PEOPLE} | top 2 by age`)).toEqual([["", 40], ["ann", 30]]);
    expect(rowsOf(`${PEOPLE} | top 2 by age asc nulls last | project name`)).toEqual([["cat"], ["ann"]]);
    expect(rowsOf("range x from 1 to 5000 step 1 | top 3 by x")).toEqual([[5000], [4999], [4998]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/range-operator
describe("sources", () => {
  test("range goes up to its end, or down, and has no rows where it can't get there", () => {
    expect(rowsOf("range x from 1 to 6 step 2")).toEqual([[1], [3], [5]]);
    expect(rowsOf("range x from 3 to 1 step -1")).toEqual([[3], [2], [1]]);
    expect(rowsOf("range x from 3 to 1 step 1")).toEqual([]);
    expect(rowsOf("range t from datetime(2026-11-01) to datetime(2026-11-02) step 12h | count")).toEqual([[3]]);
  });

  test("range stops at the limit of rows", () => {
    expect(() => run("range x from 1 to 1000000000 step 1 | count", { limits: { passedRows: 100_000 } })).toThrow("more than 100,000 rows passed through the query");
    expect(() => run("range x from 1 to 1000000000 step 1 | sort by x", { limits: { heldRows: 1000 } })).toThrow("more than 1,000 rows held at one time");
  });

  // https://learn.microsoft.com/en-us/kusto/query/print-operator
  test("print names what has no name by its place", () => {
    expect(run("print 1, named = 2, 3").columns.map(({ name }) => name)).toEqual(["print_0", "named", "print_2"]);
  });
});
