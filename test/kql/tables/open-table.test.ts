import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openTable } from "../../../kql/tables/open-table";
import { sourceOfRecords } from "../../../kql/tables/rows-source";
import type { Column } from "../../../kql/values/value";
import { folderWith } from "../../support/folder-with-files";
import { refusal } from "../../support/refusal";
import { encoded, rowsOf, textsOf } from "../support/rows-of";
import { run } from "../support/run";

const SCHEMA: readonly Column[] = [
  { name: "Who", type: "string" },
  { name: "N", type: "long" },
];

function opened(files: Readonly<Record<string, string | Uint8Array>>, schema?: readonly Column[]) {
  const folder = folderWith(files);
  return openTable("Mine", Object.keys(files).map((file) => join(folder, file)), schema);
}

function columnsOf(files: Readonly<Record<string, string>>): string {
  return opened(files).columns.map(({ name, type }) => `${name}: ${type}`).join(", ");
}

describe("a table of files", () => {
  test.each([
    ["t.ndjson", '{"Who":"ann","N":1}\n{"Who":"bob","N":2}\n'],
    ["t.jsonl", '{"Who":"ann","N":1}\n{"Who":"bob","N":2}\n'],
    ["t.JSON", '{"Who":"ann","N":1}\n{"Who":"bob","N":2}\n'],
    ["t.json", ' [ {"Who":"ann","N":1},\n{"Who":"bob","N":2} ]\n'],
    ["t.csv", "Who,N\nann,1\nbob,2\n"],
    ["t.csv.gz", gzipSync("Who,N\nann,1\nbob,2\n")],
    ["t.json.gz", gzipSync('[{"Who":"ann","N":1},{"Who":"bob","N":2}]')],
  ])("may be %s", (name, content) => {
    expect(encoded(opened({ [name]: content }, SCHEMA))).toEqual([["ann", 1], ["bob", 2]]);
  });

  test("may be one object over several lines", () => expect(encoded(opened({ "t.json": '{\n  "Who": "ann",\n  "N": 1\n}\n' }, SCHEMA))).toEqual([["ann", 1]]));

  test("may be a list on one line, however long", () => {
    expect(rowsOf(opened({ "t.json": `[{"Who":"${"x".repeat(17 * 1_048_576)}"},{"N":2}]` }, SCHEMA)).map((row) => row[1])).toEqual([null, 2n]);
  });

  test("is all its files, one after the other, and no more of them than are wanted", () => {
    const files = { "a.ndjson": '{"N":1}\n{"N":2}\n', "b.csv": "N\n3\n", "c.json": "not JSON" };
    expect(rowsOf(opened(files, SCHEMA), () => true, 3).map((row) => row[1])).toEqual([1n, 2n, 3n]);
  });

  test.each(["t.json", "t.ndjson", "t.csv"])("without a row is an empty one where its columns are known: %s", (name) => {
    expect(rowsOf(opened({ [name]: "" }, SCHEMA))).toEqual([]);
  });

  test("keeps of a list what Node's parser would lose", () => {
    expect(textsOf(opened({ "t.json": '[{"N":9007199254740993,"Who":1.0},{"N":1,"Who":2}]' }, SCHEMA))).toEqual([["1.0", "9007199254740993"], ["2", "1"]]);
  });

  test("answers a query", () => {
    const tables = new Map([["Mine", opened({ "t.csv": "Who,N\nann,1\nbob,2\nann,3\n" }, SCHEMA)]]);
    expect(run("Mine | where N > 0 | summarize sum(N) by Who | order by Who asc", { database: { tables } }).rows).toEqual([["ann", 4], ["bob", 2]]);
  });

  test.each([
    [{ "t.json": '[{"N":1}\n{"N":2}]' }, "t.json:2: is not JSON; write one list of objects, or one object a line"],
    [{ "t.json": '[{"N":1},3]' }, "t.json [1]: is 3, not an object; write a list of objects"],
    [{ "t.json": '[{"N":1},{"N":"x"}]' }, 't.json [1].N: "x" is not a long; write a whole number of 64 bits'],
    [{ "t.xlsx": "" }, "t.xlsx: is of no known kind; name it .ndjson, .jsonl, .json or .csv, or one of them with .gz after it"],
    [{ "t.csv.gz": "Who,N\n" }, "t.csv.gz: is not gzip data, or is cut short; pack it again, or name it without .gz"],
  ])("is refused for %j", (files, fault) => {
    expect(refusal(() => rowsOf(opened(files, SCHEMA)))).toEqual([fault]);
  });

  test("is refused where there is no file", () => {
    const folder = folderWith();
    mkdirSync(join(folder, "d.csv"));
    expect(refusal(() => openTable("Mine", [join(folder, "no.csv")], SCHEMA))).toEqual(["no.csv: does not exist; name a file of records"]);
    expect(refusal(() => openTable("Mine", [join(folder, "d.csv")], SCHEMA))).toEqual(["d.csv: is no regular file; name a file of records"]);
  });
});

describe("columns that no schema names", () => {
  test("have the types of their values, in JSON", () => {
    const text = '{"B":true,"L":1,"R":1.5,"T":"2026-11-20T09:00:00Z","D":{"a":1},"S":"x","E":""}\n{"B":null,"L":-2,"R":2,"Late":"007"}\n';
    expect(columnsOf({ "t.ndjson": text })).toBe("B: bool, L: long, R: real, T: datetime, D: dynamic, S: string, E: string, Late: string");
  });

  test("have the types of their texts, in CSV", () => {
    expect(columnsOf({ "t.csv": 'B,L,R,T,D,S,Z\nTrue,1,1.5,2026-11-20T09:00:00Z,"[1]",x,007\n,-2,2,,{},,1\n' })).toBe("B: bool, L: long, R: real, T: datetime, D: dynamic, S: string, Z: string");
  });

  test.each([
    ['{"A":1}\n{"A":"x"}\n', "A: string"],
    ['{"A":1}\n{"A":[1]}\n', "A: dynamic"],
    ['{"A":"2026-11-20T09:00:00Z"}\n{"A":"soon"}\n', "A: string"],
    ['{"A":true}\n{"A":1}\n', "A: string"],
    ['{"A":1e20}\n', "A: real"],
  ])("have one that holds all they hold: %j", (text, columns) => {
    expect(columnsOf({ "t.ndjson": text })).toBe(columns);
    expect(() => rowsOf(opened({ "t.ndjson": text }))).not.toThrow();
  });

  test("are those of all files", () => expect(columnsOf({ "a.ndjson": '{"A":1}\n', "b.csv": "A,B\n1.5,x\n" })).toBe("A: real, B: string"));

  test.each(["t.json", "t.ndjson", "t.csv"])("can't be told of an empty file: %s", (name) => {
    expect(refusal(() => opened({ [name]: "" }))).toEqual([`${name}: holds no records, and "Mine" is no table whose columns are known; give a file with records`]);
  });
});

describe("a table of records in memory", () => {
  const place = (index: number) => ({ file: "events.yaml", line: 10 + index });

  test("takes a dynamic as a value or as its JSON", () => {
    const columns: readonly Column[] = [{ name: "D", type: "dynamic" }];
    const records = [{ D: { a: [1, "x"] } }, { D: '[{"b":1}]' }, { D: "[not JSON" }, { D: "plain" }, { D: null }, {}];
    expect(encoded(sourceOfRecords(columns, records, place))).toEqual([[{ a: [1, "x"] }], [[{ b: 1 }]], ["[not JSON"], ["plain"], [null], [null]]);
  });

  test("says where a record is amiss", () => {
    expect(refusal(() => rowsOf(sourceOfRecords(SCHEMA, [{ N: 1 }, { N: true }], place)))).toEqual(["events.yaml:11 N: true is not a long; write a whole number of 64 bits"]);
  });
});
