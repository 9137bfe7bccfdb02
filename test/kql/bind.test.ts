import fc from "fast-check";
import type { Binding, BoundValue } from "../../catalogue/bindings";
import { bind } from "../../kql/bind";
import { HOSTILE, hostileText } from "../support/hostile-text";
import { kustoReader, type Reading } from "../support/kusto-parser";

let read: (query: string) => Reading;
beforeAll(() => (read = kustoReader()));

const INSTANT = "2027-01-01T00:00:00Z";
const table = (rows: readonly (readonly string[])[]): BoundValue => ({ type: "table", columns: { entity: "string", expires: "datetime" }, rows });

describe("a query bound to a tenant's values", () => {
  it("is the query alone where there are none, without the blanks around it", () => {
    expect(bind("\n  T | take 1\n\n", [])).toBe("T | take 1\n");
  });

  it.each<[BoundValue, string]>([
    [{ type: "string", text: 'a"b' }, '"a\\"b"'],
    [{ type: "long", number: 3 }, "long(3)"],
    [{ type: "long", number: -3 }, "long(-3)"],
    [{ type: "bool", truth: true }, "true"],
    [{ type: "bool", truth: false }, "false"],
    [{ type: "timespan", duration: { minutes: 15 } }, "15m"],
    [{ type: "strings", texts: ["a", "b"] }, 'dynamic(["a", "b"])'],
    [table([["a", INSTANT]]), `datatable(entity: string, expires: datetime)[\n"a", datetime(2027-01-01)\n]`],
  ])("has before it a line that binds %j", (value, literal) => {
    expect(bind("print it", [{ name: "it", value }])).toBe(`let it = ${literal};\nprint it\n`);
    expect(read(bind("print it", [{ name: "it", value }])).statements).toBe(2);
  });

  it("has one line for each value, in their order", () => {
    const bindings: Binding[] = [{ name: "b", value: { type: "long", number: 1 } }, { name: "a", value: { type: "bool", truth: true } }];
    expect(bind("print a, b", bindings)).toBe("let b = long(1);\nlet a = true;\nprint a, b\n");
  });

  it("has nothing pasted into it, not even where the query looks like a template", () => {
    const query = 'print "{{it}}", "${it}", "$it", "$&"';
    expect(bind(query, [{ name: "it", value: { type: "string", text: HOSTILE } }]).endsWith(`;\n${query}\n`)).toBe(true);
  });

  it("is the same statements whatever the values hold", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), hostileText(['";', "//", "'", "\ud800", "\u202e", '"]; T | take 1; //']));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), text, (a, b, c) => {
        const bindings: Binding[] = [
          { name: "a", value: { type: "string", text: a } },
          { name: "b", value: { type: "strings", texts: b } },
          { name: "c", value: table([[c, INSTANT]]) },
        ];
        expect(read(bind('c | where entity == a or entity in (b) or entity == "end"', bindings))).toEqual({ diagnostics: [], statements: 4, strings: [a, ...b, c, "end"], others: ["datetime(2027-01-01)"] });
      }),
      { numRuns: 100 },
    );
  });
});
