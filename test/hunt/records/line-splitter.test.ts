import { LineSplitter } from "../../../hunt/records/line-splitter";
import { LONGEST_RECORD } from "../../../hunt/records/place";

function found(...texts: readonly string[]): unknown[] {
  const splitter = new LineSplitter();
  const records = [...texts.flatMap((text) => splitter.feed(text)), ...splitter.end()];
  return records.map(({ place: { line, element }, ...rest }) => {
    const place = element === undefined ? line : `${line}/${element}`;
    return "skipped" in rest ? `${place} ${rest.skipped}` : [place, rest.json];
  });
}

describe("LineSplitter", () => {
  it("reads an object a line, by its line, wherever the text is cut and whichever line ends it has", () => {
    expect(found('{"a":1}\r\n\n{"a"', ':2}\n{"a":3}')).toEqual([[1, { a: 1 }], [3, { a: 2 }], [4, { a: 3 }]]);
  });

  it("reads the records of a line that holds a list of them, as consumers of Event Hubs write it", () => {
    expect(found('{"records":[{"a":1},{"a":2}]}\n[{"a":3},4]\n')).toEqual([["1/1", { a: 1 }], ["1/2", { a: 2 }], ["2/1", { a: 3 }], "2/2 is no JSON object"]);
  });

  it("doesn't take an object for a list whose field of that name holds something else", () => {
    expect(found('{"value":[1,2]}\n{"records":"many"}\n')).toEqual([[1, { value: [1, 2] }], [2, { records: "many" }]]);
  });

  it("reads a list that has a record a line, whose commas and brackets are left over", () => {
    expect(found('[\n{"a":1},\n{"a":2}\n]\n')).toEqual([[2, { a: 1 }], [3, { a: 2 }]]);
  });

  it("skips what is no JSON, and says of the last line that it is cut", () => {
    expect(found('nonsense\n{"a":1}\n17\n{"a":', '"x')).toEqual(["1 is no JSON", [2, { a: 1 }], "3 is no JSON object", "4 is cut short"]);
  });

  it("skips a line that is longer than any record, and reads the next", () => {
    const part = "x".repeat(LONGEST_RECORD / 2);
    expect(found('{"a":"', part, part, part, '"}\n{"a":2}\n')).toEqual(["1 is longer than 16 MiB", [2, { a: 2 }]]);
  });

  it("reads a record of 5 MB", () => {
    expect(found(`{"a":"${"x".repeat(5_000_000)}"}\n`)).toHaveLength(1);
  });
});
