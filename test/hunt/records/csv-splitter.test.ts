import { CsvSplitter, headerOf } from "../../../hunt/records/csv-splitter";
import { LONGEST_RECORD } from "../../../hunt/records/place";

function found(text: string, pieceLength = text.length): unknown[] {
  const splitter = new CsvSplitter(text);
  const records = [];
  for (let at = 0; at < text.length; at += pieceLength) records.push(...splitter.feed(text.slice(at, at + pieceLength)));
  records.push(...splitter.end());
  return records.map((record) => ("skipped" in record ? `${record.place.line} ${record.skipped}` : [record.place.line, { ...record.json }]));
}

describe("CsvSplitter", () => {
  it.each([
    ["rows by their number below the header", "a,b\r\n1,2\r\n3,4\r\n", [[1, { a: "1", b: "2" }], [2, { a: "3", b: "4" }]]],
    ["a last row without a line end, and empty cells", "a,b\n,2\n3,", [[1, { a: "", b: "2" }], [2, { a: "3", b: "" }]]],
    ["commas, quotes and line ends in quotes", 'a,b\n"1,""x""\n2","\r\n"\n', [[1, { a: '1,"x"\n2', b: "\r\n" }]]],
    ["semicolons, as Excel writes them where a comma is the decimal point", "sep=;\na;b\n1,5;2\n", [[1, { a: "1,5", b: "2" }]]],
    ["tabs, as Excel's Unicode text has them", "a\tb\n1\t2,3\n", [[1, { a: "1", b: "2,3" }]]],
    ["what Export-Csv of Windows PowerShell writes", '#TYPE Selected.System.Object\r\n"a","b"\r\n"1","2"\r\n', [[1, { a: "1", b: "2" }]]],
    ["the portal's names of times", "TimeGenerated [UTC],b\n1,2\n", [[1, { TimeGenerated: "1", b: "2" }]]],
    ["lines with nothing on them, which are no rows", "a,b\n\n1,2\n\n\n3,4\n\n", [[1, { a: "1", b: "2" }], [2, { a: "3", b: "4" }]]],
    ["text after a closing quote, and quotes inside a cell without any", 'a,b\n"1"x,2"3"\n', [[1, { a: "1x", b: '2"3"' }]]],
    ["a column named __proto__", "__proto__,constructor\n1,2\n", [[1, JSON.parse('{"__proto__":"1","constructor":"2"}')]]],
  ])("reads %s", (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
    for (const length of [1, 2, 3, 7]) expect(found(text, length)).toEqual(expected);
  });

  it("skips a row with more or fewer cells than the header", () => {
    expect(found("a,b\n1\n2,3,4\n5,6\n")).toEqual(["1 has not as many cells as the header", "2 has not as many cells as the header", [3, { a: "5", b: "6" }]]);
  });

  it("says of a row whose quote is never closed that it is cut short", () => {
    expect(found('a,b\n1,2\n3,"{""Id"":""x')).toEqual([[1, { a: "1", b: "2" }], "2 is cut short"]);
  });

  it("skips a row that is longer than any record", () => {
    expect(found(`a\n1\n"${"x".repeat(LONGEST_RECORD + 2_000_000)}"\n3\n`, 1_000_000)).toEqual([[1, { a: "1" }], "2 is longer than 16 MiB", [3, { a: "3" }]]);
  });

  it("reads a row over many pieces without beginning it anew with each", () => {
    const began = performance.now();
    expect(found(`a,b\n1,"${"x".repeat(8_000_000)}"\n`, 4096)).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("headerOf", () => {
  it("names the columns, whatever stands before them", () => {
    expect(headerOf('\n#TYPE X\n"RecordId", AuditData \n1,2')).toEqual(["RecordId", "AuditData"]);
    expect(headerOf("no header at all")).toEqual(["no header at all"]);
  });
});
