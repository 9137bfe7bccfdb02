import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { csvRows, jsonRows, ndjsonRows, type RowWriter } from "../../cli/kql-rows";
import { openTable } from "../../kql/tables/open-table";
import type { Column, Row, Value } from "../../kql/values/value";
import { temporaryFolder } from "../support/temporary-folder";

const COLUMNS: readonly Column[] = [
  { name: "Text", type: "string" },
  { name: "Number", type: "long" },
  { name: "__proto__", type: "dynamic" },
];

function printed(write: (print: (text: string) => boolean) => RowWriter, rows: readonly Row[]): string {
  let text = "";
  const writer = write((part) => ((text += part), true));
  for (const row of rows) writer.row(row);
  writer.end();
  return text;
}

describe("a result", () => {
  const folder = temporaryFolder();
  const rows: Row[] = [
    ["a", 1n, new Map<string, Value>([["k", null]])],
    ["", null, null],
  ];

  it("is JSON: one array of objects, a name that JavaScript keeps for itself or not", () => {
    expect(printed((print) => jsonRows(COLUMNS, print), rows)).toBe('[\n  {"Text":"a","Number":1,"__proto__":{"k":null}},\n  {"Text":"","Number":null,"__proto__":null}\n]\n');
    expect(printed((print) => jsonRows(COLUMNS, print), [])).toBe("[]\n");
  });

  it("is NDJSON: one object a line", () => {
    expect(printed((print) => ndjsonRows(COLUMNS, print), rows)).toBe('{"Text":"a","Number":1,"__proto__":{"k":null}}\n{"Text":"","Number":null,"__proto__":null}\n');
  });

  it("is CSV: a header, and quotes where they are needed", () => {
    expect(printed((print) => csvRows(COLUMNS, print), rows)).toBe('Text,Number,__proto__\r\na,1,"{""k"":null}"\r\n,,\r\n');
    expect(printed((print) => csvRows([{ name: "A", type: "string" }], print), [[""]])).toBe('A\r\n""\r\n');
  });

  it("is CSV that can be read back as it was", () => {
    const columns: Column[] = [{ name: "A", type: "string" }, { name: "B", type: "string" }];
    const text = fc.string({ unit: fc.constantFrom("a", " ", ",", '"', "\n", "\r\n", "é", "😀", "=", "'") });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (cells) => {
        const file = join(folder(), "result.csv");
        writeFileSync(file, printed((print) => csvRows(columns, print), cells));
        const read: Row[] = [];
        openTable("T", [file], columns).scan(() => true, (row) => read.push([...row]) > 0);
        expect(read).toEqual(cells);
      }),
      { numRuns: 100 },
    );
  });
});
