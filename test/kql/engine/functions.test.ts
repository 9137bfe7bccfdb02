import { KqlError } from "../../../kql/engine/errors";
import { run } from "../support/run";

const rows = (query: string): unknown => run(query).rows;
const at = (column: number, line = 1): { line: number; column: number } => ({ line, column });

// https://learn.microsoft.com/en-us/kusto/query/functions/user-defined-functions
describe("A function of the query's own", () => {
  test("is worked out for each row with that row's arguments", () => {
    expect(rows("let f = (x: long, y: long) { x * 10 + y }; range a from 1 to 3 step 1 | extend b = f(a, a + 1)")).toEqual([[1, 12], [2, 23], [3, 34]]);
  });

  test("may look rows up with a row's argument", () => {
    expect(rows("let f = (x: long) { toscalar(range y from 1 to x step 1 | summarize sum(y)) }; print f(3), f(4)")).toEqual([[6, 10]]);
  });

  test("takes arguments by name, and defaults for those left out", () => {
    expect(rows("let f = (x: long, y: long = 7) { x - y }; print f(10), f(10, 1), f(y = 1, x = 3)")).toEqual([[3, 9, 2]]);
  });

  test("turns its arguments into the types that it says", () => {
    expect(rows("let f = (x: real) { x / 2 }; print f(3), gettype(f(3))")).toEqual([[1.5, "real"]]);
  });

  test("takes tables, and gives tables", () => {
    expect(rows("let f = (t: (a: long), least: long) { t | where a >= least }; range a from 1 to 3 step 1 | invoke f(2)")).toEqual([[2], [3]]);
    expect(rows("let f = () { print a = 1 }; f() | union (f)")).toEqual([[1], [1]]);
  });

  test("sees the names before it, not those after it or where it is called", () => {
    expect(rows("let k = 1; let f = (x: long) { x + k }; let g = (k: long) { f(k) + k }; print g(10)")).toEqual([[21]]);
  });

  test("has names of its own", () => expect(rows("let f = (x: long) { let twice = x * 2; twice + 1 }; print f(1), f(2)")).toEqual([[3, 5]]));

  test("can't call itself, nor can a name stand for itself", () => {
    expect(() => run("let f = (x: long) { f(x) }; print f(1)")).toThrow(new KqlError("semantic", "The name 'f' does not refer to any known function.", at(21)));
    expect(() => run("let a = a + 1; print a")).toThrow(KqlError);
    expect(() => run("let a = b; let b = a; print a")).toThrow(KqlError);
  });

  test("that doubles another, that doubles another, comes to a limit, soon", () => {
    const doubling = (count: number): string => Array.from({ length: count }, (_, n) => `let f${n + 1} = (x: long) { f${n}(x) + f${n}(x) };`).join("\n");
    expect(rows(`let f0 = (x: long) { x };\n${doubling(6)}\nprint f6(1)`)).toEqual([[64]]);
    expect(() => run(`let f0 = (x: long) { x };\n${doubling(40)}\nprint f40(1)`)).toThrow(expect.objectContaining({ kind: "limit" }) as Error);
  });

  test("is no way around it for a table that doubles another", () => {
    const doubling = Array.from({ length: 30 }, (_, n) => `let t${n + 1} = union t${n}, t${n};`).join("\n");
    expect(() => run(`let t0 = print x = 1;\n${doubling}\nt30 | count`, { limits: { passedRows: 100_000 } })).toThrow(expect.objectContaining({ kind: "limit" }) as Error);
  });
});

describe("A let statement", () => {
  test("gives a value one name, for all that comes after it", () => expect(rows("let a = 1; let b = a + 1; print a, b")).toEqual([[1, 2]]));
  test("gives way to a column of its name", () => expect(rows("let a = 1; print a = 5 | project a")).toEqual([[5]]));
});
