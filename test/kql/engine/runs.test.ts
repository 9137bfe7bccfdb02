import { compileQuery, type Database, runQuery, schemaOf } from "../../../kql/evaluate";
import { analyze } from "../../../kql/language/analyze";
import { parseDateTime } from "../../../kql/values/datetime";
import { encode, type Json } from "../../../kql/values/encode";
import type { DateTime, Row, Value } from "../../../kql/values/value";

/** A table that holds what it is given at the time; it counts how often it is read. */
const table = { columns: [{ name: "a", type: "long" }, { name: "d", type: "dynamic" }] as const, rows: [] as Row[], scans: 0 };
const database: Database = {
  tables: new Map([["T", { columns: table.columns, scan: (_wanted: (name: string) => boolean, emit: (row: Row) => boolean) => void (table.scans++, table.rows.every(emit)) }]]),
};

/** Compiles the query once; what it answers runs it. */
function prepared(query: string): (now?: string) => Json[][] {
  const compiled = compileQuery(analyze(query, schemaOf(database)), database);
  return (now = "2026-11-20") => {
    const rows: Json[][] = [];
    runQuery(compiled, { now: parseDateTime(now) as DateTime }, (columns) => (row) => {
      rows.push(row.map((value, index) => encode(value, columns[index]?.type ?? "dynamic")));
      return true;
    });
    return rows;
  };
}

const numbers = (...values: bigint[]): Row[] => values.map((a) => [a, null]);
const bag = (key: string): Row[] => [[1n, new Map<string, Value>([[key, 1n]])]];

beforeEach(() => {
  table.rows = [];
  table.scans = 0;
});

describe("A query that is compiled once", () => {
  test("works out anew in each run what hangs on the clock alone, wherever it stands", () => {
    const run = prepared("let frequency = 1h; let since = (age: timespan) { now() - age }; T | where now() - frequency > datetime(2026-11-20T12:00:00) | project a, since(a * 1h), b = now(1h) - ago(frequency)");
    table.rows = numbers(1n, 2n);
    expect(run("2026-11-20")).toEqual([]);
    expect(run("2026-11-21")).toEqual([
      [1, "2026-11-20T23:00:00.0000000Z", "02:00:00"],
      [2, "2026-11-20T22:00:00.0000000Z", "02:00:00"],
    ]);
    expect(run("2026-11-22")[0]?.[1]).toBe("2026-11-21T23:00:00.0000000Z");
  });

  test("has the time of each run, and one time all through it", () => {
    const run = prepared("let then = now(); range x from 1 to 2 step 1 | project a = now(), b = then, c = ago(1d)");
    const at = (day: string): Json[] => [`2026-11-${day}T00:00:00.0000000Z`, `2026-11-${day}T00:00:00.0000000Z`, `2026-11-${String(Number(day) - 1)}T00:00:00.0000000Z`];
    expect(run("2026-11-20")).toEqual([at("20"), at("20")]);
    expect(run("2026-11-22")).toEqual([at("22"), at("22")]);
  });

  test.each([
    ["a table", "T | summarize sum(a)"],
    ["toscalar", "print toscalar(T | summarize sum(a))"],
    ["a scalar of let", "let total = toscalar(T | summarize sum(a)); print total"],
    ["materialize", "let t = materialize(T); t | summarize sum(a)"],
    ["a list", "range x from 1 to 1000 step 1 | where x in (T) | summarize sum(x)"],
    ["a join", "range x from 1 to 1000 step 1 | join kind=inner (T) on $left.x == $right.a | summarize sum(x)"],
    ["a function", "let f = (t: (a: long)) { t | summarize sum(a) }; f(T)"],
    ["as", "T | as q | union q | summarize sum(a) / 2"],
    ["row_cumsum", "T | serialize s = row_cumsum(a) | top 1 by s | project s"],
  ])("sees the rows that there are when it runs, through %s", (_, query) => {
    const run = prepared(query);
    table.rows = numbers(1n, 2n);
    expect(run()).toEqual([[3]]);
    table.rows = numbers(10n, 20n, 30n);
    expect(run()).toEqual([[60]]);
    table.rows = numbers(5n);
    expect(run()).toEqual([[5]]);
  });

  test("reads what it materializes, or wants as one value, once a run", () => {
    const run = prepared("let t = materialize(T); let most = toscalar(t | summarize max(a)); t | where a < most | union (t | where a == most) | union t | count");
    table.rows = numbers(1n, 2n);
    expect([run(), table.scans]).toEqual([[[4]], 1]);
    expect([run(), table.scans]).toEqual([[[4]], 2]);
  });

  test("has the columns that each run's rows give it", () => {
    const run = prepared("T | evaluate bag_unpack(d) | project-away a | getschema | project ColumnName");
    table.rows = bag("first");
    expect(run()).toEqual([["first"]]);
    table.rows = bag("second");
    expect(run()).toEqual([["second"]]);
  });

  test("begins anew after a run that failed", () => {
    const run = prepared("let t = materialize(T | where assert(a < 10, 'too many')); t | count");
    table.rows = numbers(10n);
    expect(() => run()).toThrow("assert failed: too many");
    table.rows = numbers(1n);
    expect(run()).toEqual([[1]]);
  });
});
