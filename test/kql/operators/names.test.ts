import type { TableSource } from "../../../kql/tables/source";
import { run } from "../support/run";
import { tableOf } from "../support/table-of";

const rows = (query: string): unknown => run(query).rows;

// https://learn.microsoft.com/en-us/kusto/query/let-statement
describe("let", () => {
  test("names values, tables and functions", () => {
    expect(rows("let n = 2; let T = range x from 1 to 3 step 1; let f = (a: long) { a * n }; T | where x >= n | project f(x)")).toEqual([[4], [6]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/functions/user-defined-functions
  test("takes defaults, and arguments by name", () => {
    expect(rows("let f = (a: long, b: long = 10) { a - b }; print f(1), f(1, 2), f(b = 1, a = 5)")).toEqual([[-9, -1, 4]]);
  });

  test("makes functions of tables, which invoke calls too", () => {
    const above = "let above = (T: (x: long), least: long = 2) { T | where x > least };";
    expect(rows(`${above} above((range x from 1 to 4 step 1), 3)`)).toEqual([[4]]);
    expect(rows(`${above} range x from 1 to 4 step 1 | invoke above()`)).toEqual([[3], [4]]);
  });

  test("lets a function see the names before it, not those after, and its own before those", () => {
    expect(rows("let n = 1; let f = () { n }; let g = (n: long) { n + f() }; print g(10)")).toEqual([[11]]);
  });

  test("lets a function hold names of its own", () => expect(rows("let f = (a: long) { let b = a * 2; let c = b + 1; c }; range x from 1 to 2 step 1 | project f(x)")).toEqual([[3], [5]]));
});

describe("tables within a query", () => {
  // https://learn.microsoft.com/en-us/kusto/query/toscalar-function
  test("toscalar gives the first value of the first row, or null", () => {
    expect(rows("let T = range x from 5 to 7 step 1; print toscalar(T), toscalar(T | summarize max(x)), toscalar(T | where x > 9)")).toEqual([[5, 7, null]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/as-operator
  test("as names the rows for what follows", () => {
    expect(rows("range x from 1 to 3 step 1 | as T | where x > toscalar(T | summarize avg(x))")).toEqual([[3]]);
    expect(rows("range x from 1 to 2 step 1 | as T | extend y = x * 10 | join kind=inner T on x | project x, y")).toEqual([[1, 10], [2, 20]]);
  });

  test("rows that are read by their name while they are being made are right both times", () => {
    const whole = "as S | extend m = toscalar(S | summarize max(n))";
    expect(rows(`range x from 1 to 3 step 1 | serialize n = row_number() | ${whole} | project n, m`)).toEqual([[1, 3], [2, 3], [3, 3]]);
    expect(rows(`range x from 1 to 3 step 1 | scan declare (n: long = 0) with (step a: true => n = a.n + x;) | ${whole} | project n, m`)).toEqual([[1, 6], [3, 6], [6, 6]]);
    expect(rows(`print l = dynamic([1, 2]) | mv-apply x = l to typeof(long) on (extend n = x * 2) | ${whole} | project n, m`)).toEqual([[2, 4], [4, 4]]);
    expect(rows(`range x from 1 to 4 step 1 | partition by x (extend n = x * 2) | ${whole} | project n, m`)).toEqual([[2, 8], [4, 8], [6, 8], [8, 8]]);
  });

  test("rows that are handed over by invoke and depend on their order can't be read twice at once", () => {
    const twice = "let f = (T: (n: long)) { T | where n == toscalar(T | summarize max(n)) };";
    expect(rows(`${twice} range n from 1 to 3 step 1 | invoke f()`)).toEqual([[3]]);
    expect(() => run(`${twice} range x from 1 to 3 step 1 | serialize n = row_number() | project n | invoke f()`)).toThrow("unsupported: reading rows with functions of their order while they are being read");
  });

  // https://learn.microsoft.com/en-us/kusto/query/materialize-function
  test("materialize reads its rows once", () => {
    let reads = 0;
    const source = tableOf([{ name: "x", type: "long" }], [[1n], [2n]]);
    const counted: TableSource = {
      ...source,
      scan: (wanted, emit) => {
        reads++;
        source.scan(wanted, emit);
      },
    };
    const joined = (table: string): unknown => run(`let M = ${table}; M | join kind=inner M on x | count`, { database: { tables: new Map([["T", counted]]) } }).rows;
    expect(joined("materialize(T)")).toEqual([[2]]);
    expect(reads).toBe(1);
    expect(joined("T")).toEqual([[2]]);
    expect(reads).toBe(3);
  });

  test("unknown names are errors", () => {
    expect(() => run("NoSuchTable | take 1")).toThrow("NoSuchTable");
    expect(() => run("print x = y")).toThrow("'y'");
  });
});
