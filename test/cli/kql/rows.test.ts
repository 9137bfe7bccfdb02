import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { csvRows, jsonRows, ndjsonRows, type RowWriter } from "../../../cli/kql/rows";
import { forCsv } from "../../../findings/escape";
import { openTable } from "../../../kql/tables/open-table";
import { type Column, type Row, Timespan, type Value } from "../../../kql/values/value";
import { temporaryFolder } from "../../support/temporary-folder";

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

/** Records and cells of a CSV text, as a spreadsheet takes them apart. */
function parsed(text: string): string[][] {
  const records = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)];
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of records) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
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

  it("is CSV that can be read back, as it was but for the apostrophe before a formula", () => {
    const columns: Column[] = [{ name: "A", type: "string" }, { name: "B", type: "string" }];
    const text = fc.string({ unit: fc.constantFrom("a", " ", ",", '"', "\n", "\r\n", "é", "😀", "=", "'") });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (cells) => {
        const file = join(folder(), "result.csv");
        writeFileSync(file, printed((print) => csvRows(columns, print), cells));
        const read: Row[] = [];
        openTable("T", [file], columns).scan(() => true, (row) => read.push([...row]) > 0);
        expect(read).toEqual(cells.map((row) => row.map(forCsv)));
      }),
      { numRuns: 100 },
    );
  });

  it("is CSV in which no text begins a formula, and every number, date and duration is as it was", () => {
    const columns: Column[] = [
      { name: "=Text", type: "string" },
      { name: "-Bag", type: "dynamic" },
      { name: "Long", type: "long" },
      { name: "@Real", type: "real" },
      { name: "Time", type: "timespan" },
    ];
    const row: Row = ["=1+1", "@SUM(A1)", -5n, -0.5, new Timespan(-36_000_000_000n)];
    expect(printed((print) => csvRows(columns, print), [row])).toBe("'=Text,'-Bag,Long,'@Real,Time\r\n'=1+1,'@SUM(A1),-5,-0.5,-01:00:00\r\n");
    expect(printed((print) => ndjsonRows(columns, print), [row])).toBe('{"=Text":"=1+1","-Bag":"@SUM(A1)","Long":-5,"@Real":-0.5,"Time":"-01:00:00"}\n');
  });

  it("is CSV whose cells of text never begin a formula, whatever is in them", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "'", "a", "1") }));
    const dynamic = fc.oneof(text, fc.double().map((number) => (Number.isFinite(number) ? number : null)), fc.array(text));
    fc.assert(
      fc.property(text, dynamic, text, fc.bigInt({ min: -1000n, max: 1000n }), (name, bag, cell, number) => {
        const columns: Column[] = [{ name: `T${name}`, type: "string" }, { name, type: "dynamic" }, { name: "N", type: "long" }];
        const [head = [], body = []] = parsed(printed((print) => csvRows(columns, print), [[cell, bag, number]]));
        for (const each of [...head, ...body.slice(0, 2)]) expect(each).not.toMatch(/^[=+\-@\t\r]/u);
        expect(body[2]).toBe(String(number));
      }),
      { numRuns: 500 },
    );
  });
});
