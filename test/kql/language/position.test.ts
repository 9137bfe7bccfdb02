import fc from "fast-check";
import { positions } from "../../../kql/language/position";

describe("A position", () => {
  test("counts lines and columns from 1", () => {
    const positionOf = positions("ab\nc\n\nd");
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((offset) => { const { line, column } = positionOf(offset); return `${line}:${column}`; })).toEqual(["1:1", "1:2", "1:3", "2:1", "2:2", "3:1", "4:1", "4:2"]);
  });

  test("takes \\r\\n for the end of one line", () => {
    const positionOf = positions("ab\r\nc");
    expect([positionOf(3), positionOf(4)]).toEqual([{ line: 1, column: 4 }, { line: 2, column: 1 }]);
  });

  test("is 1:1 in an empty text, and may be the text's end", () => {
    expect(positions("")(0)).toEqual({ line: 1, column: 1 });
    expect(positions("a\n")(2)).toEqual({ line: 2, column: 1 });
  });

  test("counts columns in UTF-16 units", () => expect(positions("😀x")(2)).toEqual({ line: 1, column: 3 }));

  test("is where as many lines begin before it, and as many characters after that", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r\n") }), fc.nat(), (text, seed) => {
      const offset = seed % (text.length + 1);
      const before = text.slice(0, offset).split("\n");
      expect(positions(text)(offset)).toEqual({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
    }));
  });
});
