import { DocumentSplitter } from "../../../hunt/records/document-splitter";
import { LONGEST_RECORD } from "../../../hunt/records/place";

/** What is found in a text that comes in pieces of a length. */
function found(text: string, pieceLength = text.length): unknown[] {
  const splitter = new DocumentSplitter();
  const records = [];
  for (let at = 0; at < text.length; at += pieceLength) records.push(...splitter.feed(text.slice(at, at + pieceLength)));
  records.push(...splitter.end());
  return records.map((record) => ("skipped" in record ? `${record.place.line} ${record.skipped}` : [record.place.line, record.json]));
}

const BROKEN = "is broken, and not read with what comes before the next that could be told";

describe("DocumentSplitter", () => {
  it.each([
    ["a list, by their element", '[{"a":1},{"a":{"b":[2]}}]', [[1, { a: 1 }], [2, { a: { b: [2] } }]]],
    ["a list over several lines", '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n', [[1, { a: 1 }], [2, { a: 2 }]]],
    ["a page of Graph, whose link to the next comes before or after its records", '{"@odata.nextLink":"https://x/?$skip=[2]","value":[{"a":1}],"count":{"value":[{"a":2}]}}', [[1, { a: 1 }]]],
    ["a message of Event Hubs", '{"records": [{"a":1}, {"a":2}]}', [[1, { a: 1 }], [2, { a: 2 }]]],
    ["objects one after the other, by the line on which they begin", '{\n"a":1\n}\n{"a":2}{"a":3}\n', [[1, { a: 1 }], [4, { a: 2 }], [4, { a: 3 }]]],
    ["an answer of Log Analytics' API", '{"tables":[{"name":"PrimaryResult","columns":[{"name":"a","type":"int"},{"name":"b","type":"string"}],"rows":[[1,"x"],[2,null]]}]}', [[1, { a: 1, b: "x" }], [2, { a: 2, b: null }]]],
    ["an object that has lists of its own, and one named records in another", '{"a":{"records":[{"b":1}]},"list":[1]}', [[1, { a: { records: [{ b: 1 }] }, list: [1] }]]],
    ["brackets and quotes in texts", '[{"a":"]},{\\"[\\\\"},{"a":"}"}]', [[1, { a: ']},{"[\\' }], [2, { a: "}" }]]],
  ])("reads %s", (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
    // Wherever the text is cut into pieces.
    for (const length of [1, 2, 3, 7]) expect(found(text, length)).toEqual(expected);
  });

  it("skips an element that is no object, and counts it", () => {
    expect(found('[1, {"a":1}, "x", [{"a":2}], null, {"a":3}]')).toEqual(["1 is no JSON object", [2, { a: 1 }], "3 is no JSON object", "4 is no JSON object", "5 is no JSON object", [6, { a: 3 }]]);
  });

  it("skips an element whose brackets match but that is no JSON", () => {
    expect(found('[{"a":1,},{"a":2}]')).toEqual(["1 is no JSON", [2, { a: 2 }]]);
  });

  it.each([
    ["a text that does not end, on a line of its own", '[\n{"a":1},\n{"a":"x},\n{"a":3}\n]\n', [[1, { a: 1 }], `2 ${BROKEN}`, [3, { a: 3 }]]],
    ["a text that does not end, all on one line", '[{"a":1},{"a":"x},{"a":3},{"a":4}]', [[1, { a: 1 }], `2 ${BROKEN}`, [3, { a: 3 }], [4, { a: 4 }]]],
    ["a text that does not end, over several lines", '[\n  {\n    "a": "x,\n    "b": {\n "c": 1 }\n  },\n  {\n    "a": 2\n  }\n]', [`1 ${BROKEN}`, [2, { a: 2 }]]],
    ["an object that is not closed", '[{"a":1,"b":{"c":2},{"a":2},{"a":3}]', [`1 ${BROKEN}`, [2, { a: 2 }], [3, { a: 3 }]]],
    ["a list that is closed as an object", '{"value":[{"a":[1}},{"a":2}]}', [`1 ${BROKEN}`, [2, { a: 2 }]]],
    ["a broken object between objects over several lines", '{\n"a":"x\n}\n{\n"a":2\n}\n', [`1 ${BROKEN}`, [4, { a: 2 }]]],
  ])("goes on at the next record after %s", (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
    for (const length of [1, 2, 3, 7]) expect(found(text, length)).toEqual(expected);
  });

  it("says that the rest is lost where no other record can be told", () => {
    const splitter = new DocumentSplitter();
    expect(splitter.feed('[{"a":1},{"a":"x},{"b":2},{"b":3}]')).toHaveLength(2);
    expect(splitter.end()).toEqual([]);
    expect(splitter.damage).toBe("is broken at element 2: what comes after is lost");
  });

  it("says that the rest is lost where a list that is not closed holds the records behind it", () => {
    const splitter = new DocumentSplitter();
    expect(splitter.feed('[{"a":[1,{"a":2},{"a":3}]')).toEqual([]);
    expect(splitter.end()).toMatchObject([{ place: { line: 1 }, skipped: BROKEN }]);
    expect(splitter.damage).toBe("is broken at element 1: what comes after is lost");
  });

  it("takes no time out of proportion where every record is broken", () => {
    const began = performance.now();
    expect(found(`[${'{"a":"x},'.repeat(100_000)}`).length).toBeGreaterThan(1);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it.each([
    ["in a record", '[{"a":1},{"a":', [[1, { a: 1 }], "2 is cut short"]],
    ["in a text", '[{"a":1},{"a":"b', [[1, { a: 1 }], "2 is cut short"]],
    ["between records", '[{"a":1},', [[1, { a: 1 }], "2 is cut short"]],
    ["in an object alone", '{"a":', ["1 is cut short"]],
  ])("says that a document is cut %s", (_where, text, expected) => expect(found(text)).toEqual(expected));

  it("skips a record that is longer than any, and reads the next", () => {
    expect(found(`[{"a":"${"x".repeat(LONGEST_RECORD)}"},{"a":2}]`, 65_536)).toEqual(["1 is longer than 16 MiB", [2, { a: 2 }]]);
  });

  it("takes an empty list and an empty file for what they are", () => {
    expect(found("[]")).toEqual([]);
    expect(found('{"value":[]}')).toEqual([]);
    expect(found(" \n ")).toEqual([]);
  });

  it("goes on after brackets that nothing opened, and after noise between documents", () => {
    expect(found(']}"noise {"a":1}\n')).toEqual([[1, { a: 1 }]]);
  });
});
