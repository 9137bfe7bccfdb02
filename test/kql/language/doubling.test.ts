import { analyze } from "../../../kql/language/analyze";
import { mayDouble } from "../../../kql/language/doubling";

const schema = { tables: new Map() };
const doubling = (lines: number, say: (n: number) => string, first: string) => [first, ...Array.from({ length: lines }, (_, n) => say(n + 1))].join("\n");
const tables = (lines: number) => `${doubling(lines, (n) => `let t${n} = union t${n - 1}, t${n - 1};`, "let t0 = range x from 1 to 2 step 1;")} t${lines} | count`;
const united = (lines: number, times: number, body = "") => `${doubling(lines, (n) => `let t${n} = union ${Array(times).fill(`t${n - 1}`).join(", ")};`, "let t0 = range x from 1 to 2 step 1;")} ${body || `t${lines} | count`}`;
const functions = (lines: number) => `${doubling(lines, (n) => `let f${n} = (x: long) { f${n - 1}(x) + f${n - 1}(x) };`, "let f0 = (x: long) { x };")} print f${lines}(1)`;

describe("let lines that each use the one before twice", () => {
  it.each([
    ["tables", tables(40)],
    ["functions", functions(40)],
    ["few lines of many tables", united(7, 9)],
    ["two lines of very many", united(2, 400)],
    ["lines of a function's body", `let f = () { ${united(7, 9)} }; f()`],
    ["names in brackets", united(7, 9).replace(/(?<!let )t(\d)/gu, "['t\\x3$1']")],
    ["names with a comment before them", united(7, 9).replace(/let t/gu, "let /* */ t").replace(/\/\* \*\//gu, "// \n")],
  ])("are refused before the binder goes through them all: %s", (_, query) => {
    expect(() => analyze(query, schema)).toThrow("the query comes to more than 100,000 uses of its own names");
  });

  it("are taken as long as they come to something that can be done", () => {
    expect(analyze(tables(8), schema).diagnostics).toEqual([]);
  });

  it("are no matter where each uses the one before once", () => {
    expect(analyze(`${doubling(60, (n) => `let a${n} = a${n - 1} + 1;`, "let a0 = 1;")} print a60`, schema).diagnostics).toEqual([]);
  });

  it("are looked for only where the names stand often enough", () => {
    expect(mayDouble("let a = 1; print a")).toBe(false);
    expect(mayDouble(united(2, 9))).toBe(false);
    expect(mayDouble(united(7, 9))).toBe(true);
  });
});
