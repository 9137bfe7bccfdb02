import fc from "fast-check";
import { join } from "node:path";
import { csvSource } from "../../../kql/tables/csv-source";
import type { Column } from "../../../kql/values/value";
import { folderWith } from "../../support/folder-with-files";
import { refusal } from "../../support/refusal";
import { encoded, rowsOf } from "../support/rows-of";

const COLUMNS: readonly Column[] = [
  { name: "At", type: "datetime" },
  { name: "Who", type: "string" },
  { name: "Ok", type: "bool" },
  { name: "D", type: "dynamic" },
];

function source(content: string, columns = COLUMNS) {
  return csvSource(join(folderWith({ "t.csv": content }), "t.csv"), columns);
}

const strings = (...names: string[]): readonly Column[] => names.map((name) => ({ name, type: "string" }));

// https://www.rfc-editor.org/rfc/rfc4180
describe("a CSV file", () => {
  test("gives its rows by the columns' types, by the names in its first line", () => {
    const text = 'Ok,Who,D,At,Other\ntrue,ann,"{""a"":[1,2.5]}",2026-11-20T09:00:00Z,x\n,,,,\n';
    expect(encoded(source(text))).toEqual([
      ["2026-11-20T09:00:00.0000000Z", "ann", true, { a: [1, 2.5] }],
      [null, "", null, null],
    ]);
  });

  test("may hold commas, quotes and lines within quotes, a mark, and line ends of both kinds", () => {
    expect(rowsOf(source('\ufeffA,B\r\n"1,2","say ""x"""\r\n"a\r\nb","c\nd"\n"",\n', strings("A", "B")))).toEqual([
      ["1,2", 'say "x"'],
      ["a\r\nb", "c\nd"],
      ["", ""],
    ]);
  });

  test("need not end its last line, nor count blank ones", () => expect(rowsOf(source("A\n\n1\n\n2", strings("A")))).toEqual([["1"], ["2"]]));

  test("tells an empty cell from a blank line", () => expect(rowsOf(source('A\n""\n\n', strings("A")))).toEqual([[""]]));

  test("gives the values of a quoted record over the borders of what is read at once", () => {
    const long = "one line of many\n".repeat(20_000);
    expect(rowsOf(source(`A,B\n"${long}",x\ny,z\n`, strings("A", "B")))).toEqual([[long, "x"], ["y", "z"]]);
  });

  test("is read as the portal of Log Analytics exports it in English and UTC", () => {
    expect(encoded(source('"At [UTC]",Who\n"11/20/2026, 9:00:00.250 AM",ann\n'))).toEqual([["2026-11-20T09:00:00.2500000Z", "ann", null, null]]);
  });

  test.each([
    ['At [Local Time],Who\n', 't.csv:1: "At [Local Time]" is in no known time zone; set the portal to UTC and export again'],
    ["Who,At,Who\n", 't.csv:1: names the column "Who" twice; rename one of them'],
    ["2026,ann\n2027,bob\n", `t.csv:1: names none of the table's columns, such as At, but "2026", "ann"; begin with a line of column names`],
    ["Who,At\nann\n", "t.csv:2: has 1 cells, and the header 2; quote a cell that holds a comma"],
    ['Who,Ok\n"a\nb",true\nann,maybe\n', 't.csv:4 Ok: "maybe" is not a bool; write true or false'],
    ['Who,Ok\n"a"b,true\n', 't.csv:2: has text after a closing quote; write "" for a quote inside a cell'],
    ['Who,Ok\nx,true\na"b,true\n', 't.csv:3: has a quote inside a cell that is not quoted; write "…""…"'],
    ['Who,Ok\nx,true\n"a,true\nb,false\n', 't.csv:3: has a quote that is never closed; write " after the cell, and "" for a quote in it'],
    ["Who,At\nann,3/4/2026 10:00\n", 't.csv:2 At: "3/4/2026 10:00" is not a datetime; write one such as 2026-11-20T09:00:00Z'],
  ])("is refused for %j", (text, fault) => {
    expect(refusal(() => rowsOf(source(text)))).toEqual([fault]);
  });

  test("may end in half of a line's end, as one that was cut off does", () => {
    expect(encoded(csvSource(join(folderWith({ "t.csv": "A,B\r\n1,2\r" }), "t.csv"), strings("A", "B")))).toEqual([["1", "2"]]);
  });

  test("is refused where a quote runs on and on", () => {
    const text = `Who,Ok\n"${`${"word ".repeat(100)}\n`.repeat(40_000)}`;
    expect(refusal(() => rowsOf(source(text)))).toEqual(["t.csv:2: begins a record of more than 16 MiB; is a quote never closed?"]);
  });

  test("gives back whatever a writer wrote", () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "😀", " "), maxLength: 12 });
    const written = (value: string) => (/[",\r\n]/u.test(value) || value === "" ? `"${value.replaceAll('"', '""')}"` : value);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), (rows, newline) => {
        const text = [["A", "B", "C"], ...rows].map((row) => row.map(written).join(",") + newline).join("");
        expect(rowsOf(source(text, strings("A", "B", "C")))).toEqual(rows);
      }),
    );
  });
});
