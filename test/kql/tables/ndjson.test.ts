import fc from "fast-check";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ndjsonSource } from "../../../kql/tables/ndjson-source";
import { textOf } from "../../../kql/values/text";
import type { Column } from "../../../kql/values/value";
import { folderWith } from "../../support/folder-with-files";
import { refusal } from "../../support/refusal";
import { encoded, rowsOf, textsOf } from "../support/rows-of";

const COLUMNS: readonly Column[] = [
  { name: "At", type: "datetime" },
  { name: "Who", type: "string" },
  { name: "N", type: "long" },
  { name: "D", type: "dynamic" },
];

function source(content: string | Uint8Array, columns = COLUMNS, name = "t.ndjson") {
  return ndjsonSource(join(folderWith({ [name]: content }), name), columns);
}

describe("a file of one object a line", () => {
  test("gives its rows by the columns' types, whatever the order of its keys, and passes over keys that are no columns", () => {
    const text = '{"D":{"a":1},"Who":"ann","Other":1,"At":"2026-11-20T09:00:00Z","N":"12"}\n{"N":-3,"D":"[1,2]","At":""}\n';
    expect(encoded(source(text))).toEqual([
      ["2026-11-20T09:00:00.0000000Z", "ann", 12, { a: 1 }],
      [null, "", -3, [1, 2]],
    ]);
  });

  test("leaves columns that nobody wants unread, even where their values are amiss", () => {
    expect(encoded(source('{"At":"never","Who":"ann"}\n'), (name) => name === "Who")).toEqual([[null, "ann", null, null]]);
  });

  test("is read no further than rows are wanted", () => {
    expect(rowsOf(source('{"N":1}\n{"N":2}\nnot JSON\n'), () => true, 2)).toHaveLength(2);
  });

  test.each([
    ["\ufeff", '{"N":1}\n{"N":2}\n'],
    ["", '{"N":1}\r\n{"N":2}\r\n'],
    ["", '\n{"N":1}\n \t\n\n{"N":2}'],
  ])("may begin with a mark, end its lines as Windows does, and hold blank lines: %j%j", (mark, text) => {
    expect(encoded(source(mark + text)).map((row) => row[2])).toEqual([1, 2]);
  });

  test("may be packed", () => expect(encoded(source(gzipSync('{"N":1}\n'), COLUMNS, "t.ndjson.gz"))).toEqual([[null, "", 1, null]]));

  test("keeps what Node's parser would lose: 64 bits, reals that are whole, the order of keys", () => {
    const text = '{"N":9007199254740993,"D":{"b":1.0,"10":2,"9":9223372036854775807}}\n{"Who":1.0,"D":5}\n{"Who":50126,"N":5.0,"D":1e2}\n{"D":[1,9223372036854775807,{"a":1}]}\n';
    expect(textsOf(source(text))).toEqual([
      ["", "", "9007199254740993", '{"b":1.0,"10":2,"9":9223372036854775807}'],
      ["", "1.0", "", "5"],
      ["", "50126", "5", "100.0"],
      ["", "", "", '[1,9223372036854775807,{"a":1}]'],
    ]);
  });

  test("has no columns by inheritance", () => {
    const columns: readonly Column[] = ["constructor", "__proto__", "toString"].map((name) => ({ name, type: "string" }));
    expect(encoded(source('{"__proto__":"x","toString":"y"}\n{"a":1}\n', columns))).toEqual([["", "x", "y"], ["", "", ""]]);
  });

  test("tells names apart by case", () => expect(encoded(source('{"who":"x","N":1}\n'), (name) => name === "Who")).toEqual([[null, "", null, null]]));

  test.each([
    ['{"N":1}\n{"N":\n', 't.ndjson:2: "{\\"N\\":" is not JSON; write one object a line'],
    ["[1]\n", "t.ndjson:1: is a list of 1, not an object; write one JSON object a line"],
    ['{"who":"x"}\n', `t.ndjson:1: has none of the table's columns, such as At, but "who"; is it a file of this table, written in the same case?`],
    ["\nnull\n", "t.ndjson:2: is null, not an object; write one JSON object a line"],
    ['{"At":"yesterday"}\n', 't.ndjson:1 At: "yesterday" is not a datetime; write one such as 2026-11-20T09:00:00Z'],
    ['{"At":"3/4/2026"}\n', 't.ndjson:1 At: "3/4/2026" is not a datetime; write one such as 2026-11-20T09:00:00Z'],
    ['{"N":1.5}\n', "t.ndjson:1 N: 1.5 is not a long; write a whole number of 64 bits"],
    ['{"N":9223372036854775808}\n', "t.ndjson:1 N: 9223372036854776000 is not a long; write a whole number of 64 bits"],
    ['{"N":{"a":1}}\n', "t.ndjson:1 N: a map is not a long; write a whole number of 64 bits"],
  ])("is refused for %j", (text, fault) => {
    expect(refusal(() => rowsOf(source(text)))).toEqual([fault]);
  });

  test("is refused where it is not UTF-8, with the line", () => {
    const bytes = Buffer.concat([Buffer.from('{"N":1}\n{"Who":"'), Buffer.from([0xe9]), Buffer.from('"}\n{"N":2}\n')]);
    expect(refusal(() => rowsOf(source(bytes)))).toEqual(["t.ndjson:2: is not UTF-8 text; save it as UTF-8"]);
  });

  test("is refused where a line has no end", () => {
    expect(refusal(() => rowsOf(source(`{"N":1}\n{"Who":"${"x".repeat(17 * 1_048_576)}"}\n`)))).toEqual(["t.ndjson:2: is a line of more than 16 MiB; write one record a line"]);
  });

  test("is refused where it nests without end", () => {
    expect(refusal(() => rowsOf(source(`{"D":${"[".repeat(5000)}1${"]".repeat(5000)}}\n`)))).toEqual(["t.ndjson:1 D: a list of 1 is not a dynamic: it nests too deep"]);
  });

  test("gives back whatever was written, over the borders of what is read at once", () => {
    const record = fc.record({ Who: fc.string({ unit: "grapheme", maxLength: 40 }), N: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), pad: fc.nat(3000) });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 60 }), (records) => {
        const text = records.map(({ Who, N, pad }) => `{"Who":${JSON.stringify(Who)},"N":${N},"pad":"${"é".repeat(pad)}"}`).join("\n");
        expect(rowsOf(source(text)).map((row) => [row[1], row[2]])).toEqual(records.map(({ Who, N }) => [Who, N]));
      }),
      { numRuns: 60 },
    );
  });

  test("gives back whatever JSON a dynamic holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const [row] = rowsOf(source(JSON.stringify({ D: [json] })));
        expect(JSON.parse(textOf(row?.[3] ?? null))).toEqual(JSON.parse(JSON.stringify([json])));
      }),
    );
  });
});
