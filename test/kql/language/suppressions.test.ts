import { KqlError } from "../../../kql/engine/errors";
import { analyze } from "../../../kql/language/analyze";
import { SUPPRESSIONS } from "../../../kql/language/suppressions";
import { run } from "../support/run";

const codes = (query: string): string[] => analyze(query, { tables: new Map() }).diagnostics.map(({ code }) => code);
const NUMBERS = "datatable(x: long)[1, long(null), 3]";
const BAGS = 'datatable(id: long, d: dynamic)[1, dynamic({"a": 1, "b": 2})]';

// What the binder calls an error though the engine takes it: [Microsoft's code, the function, a query that runs, its rows].
const TAKEN: readonly (readonly [string, string, string, unknown])[] = [
  ["KS107", "count", `${NUMBERS} | summarize count(x)`, [[3]]],
  ["KS107", "todynamic", "print todynamic(dynamic([1]))", [[[1]]]],
  ["KS107", "not", 'print s = "a b" | search not("c") | project s', [["a b"]]],
  ["KS134", "make_timespan", "print make_timespan(1, 2, 3.5)", [["01:02:03.5000000"]]],
  ["KS234", "array_length", 'print array_length(dynamic({"a": 1}))', [[null]]],
  ["KS235", "bag_keys", "print bag_keys(dynamic([1]))", [[null]]],
  ["KS107", "bag_unpack", `${BAGS} | evaluate bag_unpack(d, ignoredProperties = dynamic(["a"]))`, [[1, 2]]],
  ["KS119", "bag_unpack", `${BAGS} | evaluate bag_unpack(d, "p_", "error", dynamic(["a"]))`, [[1, 2]]],
];

// The same words of the binder where the engine says so too.
const REFUSED: readonly (readonly [string, string, string])[] = [
  ["KS107", "another aggregate", `${NUMBERS} | summarize countif(x)`],
  ["KS107", "todynamic of a number", "print todynamic(1)"],
  ["KS107", "not of a text outside of search", 'print not("c")'],
  ["KS134", "make_timespan of a text", 'print make_timespan(1, 2, "x")'],
  ["KS234", "array_length of a text", 'print array_length("abc")'],
  ["KS234", "array_length of a column of text", 'print s = "abc" | extend n = array_length(s)'],
  ["KS235", "bag_keys of a number", "print bag_keys(1)"],
  ["KS119", "another function", "print strlen('a', 'b')"],
  ["KS119", "count of two", `${NUMBERS} | summarize count(x, x)`],
  ["KS107", "a call around one that is taken", "print strlen(abs(1)), not(array_length(dynamic({})))"],
];

describe("Though Microsoft's binder would refuse it", () => {
  test.each(TAKEN)("(%s) %s is taken, and runs", (_code, _name, query, rows) => {
    expect(codes(query)).toEqual([]);
    expect(run(query).rows).toEqual(rows);
  });

  test("each suppression is tried here, and says why it is there", () => {
    for (const { code, inCallOf, reason } of SUPPRESSIONS) {
      expect(TAKEN.some(([tried, name]) => tried === code && inCallOf.includes(name))).toBe(true);
      expect(reason).not.toBe("");
    }
  });

  test("what bag_unpack is given is looked at when it runs", () => {
    expect(() => run(`${BAGS} | evaluate bag_unpack(d, 5)`)).toThrow(new KqlError("semantic", "bag_unpack takes a text here", { line: 1, column: 88 }));
    expect(() => run(`${BAGS} | evaluate bag_unpack(d, "", "error", dynamic([]), 5)`)).toThrow("bag_unpack takes 4 arguments at most");
  });
});

describe("The same is refused elsewhere:", () => {
  test.each(REFUSED)("%s, %s", (code, _, query) => expect(codes(query)).toContain(code));
});
