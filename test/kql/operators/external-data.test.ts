import { run } from "../support/run";

const FILES: Readonly<Record<string, string>> = {
  "https://files.example/list.csv?sig=secret": '\ufeffname,n\r\n"a ""quoted"", cell",1\r\n\r\nplain,\r\nshort',
  "https://files.example/list.tsv": "a\t1\nb\t2\n",
  "https://files.example/list": "x,1",
  "https://files.example/list.txt": "one, line\nand another\n",
  "https://files.example/lines.json": '{"name": "a", "n": 1, "more": {"x": [1]}}\n{"n": "2"}',
  "https://files.example/array.json": '[{"name": "a}"},\n {"name": "b"}]',
  "https://files.example/broken.json": "no json",
};
const read = (file: string, schema = "name: string, n: long", properties = ""): unknown =>
  run(`externaldata(${schema})[@"https://files.example/${file}"] ${properties}`, { database: { externalData: (uri) => FILES[uri] } }).rows;

// https://learn.microsoft.com/en-us/kusto/query/externaldata-operator
describe("externaldata", () => {
  test("reads delimited files by their extension, and CSV where there is none", () => {
    expect(read("list.csv?sig=secret", undefined, "with (ignoreFirstRecord=true)")).toEqual([['a "quoted", cell', 1], ["plain", null], ["short", null]]);
    expect(read("list.tsv")).toEqual([["a", 1], ["b", 2]]);
    expect(read("list")).toEqual([["x", 1]]);
  });

  test("reads a format that is named, whatever the extension", () => {
    expect(read("list.csv?sig=secret", "line: string", "with (format='txt', ignoreFirstRecord=true) | take 1")).toEqual([['"a ""quoted"", cell",1']]);
    expect(read("list.tsv", "all: string", "with (format='raw')")).toEqual([["a\t1\nb\t2\n"]]);
    expect(read("list.txt", "line: string")).toEqual([["one, line"], ["and another"]]);
  });

  test("reads JSON by its columns' names", () => {
    expect(read("lines.json", "n: long, name: string, more: dynamic")).toEqual([[1, "a", { x: [1] }], [2, "", null]]);
    expect(read("array.json", "name: string", "with (format='multijson')")).toEqual([["a}"], ["b"]]);
    expect(() => read("broken.json")).toThrow("the file https://files.example/broken.json holds a record that is no JSON object");
  });

  test("reads several files one after another", () => {
    const externalData = (uri: string): string | undefined => FILES[uri];
    expect(run('externaldata(a: string)["https://files.example/list.tsv", "https://files.example/list"] | count', { database: { externalData } }).rows).toEqual([[3]]);
  });

  test("says of what it can't have only the host, for an address may hold a key", () => {
    expect(() => read("gone.csv?sig=secret")).toThrow(/^unsupported: externaldata from files\.example, no such file was given at 1:1$/u);
    expect(() => run('externaldata(a: string)["https://user:secret@files.example/list.csv"]')).toThrow(/^unsupported: externaldata from files\.example, no such file was given at 1:1$/u);
    expect(() => read("list.parquet", undefined, "with (format='parquet')")).toThrow("unsupported: externaldata of format parquet");
    expect(() => read("list.csv", undefined, "with (ingestionMapping='[]')")).toThrow("unsupported: externaldata with ingestionmapping");
  });
});
