import fc from "fast-check";
import { changeDiff, changeLine, diffLines, sideText } from "../../../cli/drift/value-change";
import type { Side } from "../../../terraform/drift/difference";

const value = (of: unknown): Side => ({ value: of });
const line = (from: unknown, to: unknown, room = 60): string => changeLine({ from: value(from), to: value(to) }, room);

describe("a change of a value", () => {
  it.each([
    [true, false, "true -> false"],
    ["High", "Low", '"High" -> "Low"'],
    [null, [], "null -> []"],
    [{ a: 1 }, {}, '{"a":1} -> {}'],
  ])("of %j to %j is a line", (from, to, text) => expect(line(from, to)).toBe(text));

  it("shows what may not be seen by its reason", () => {
    expect((["sensitive", "known only after apply", "absent"] as const).map((hidden) => sideText({ hidden }))).toEqual(["(sensitive)", "(known only after apply)", "(absent)"]);
  });

  it("is cut so that the place is seen where the two part", () => {
    const same = "x".repeat(100);
    expect(line(`${same}one${same}`, `${same}two${same}`, 64)).toBe('…xxxxxxxxxxxxonexxxxxxxxxxxxx… -> …xxxxxxxxxxxxtwoxxxxxxxxxxxxx…');
    expect(line("short", "y".repeat(100), 40)).toBe(`"short" -> "${"y".repeat(27)}…`);
  });

  it("fits the room that it has, and differs where the values do", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 10 }), fc.string({ maxLength: 200 }), fc.integer({ min: 40, max: 120 }), (head, middle, tail, room) => {
        const said = line(`${head}${middle}${tail}`, `${head}${tail}`, room);
        expect(said.length).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe("a change of many lines", () => {
  it("of a query is a diff without a heading", () => {
    expect(changeDiff({ from: value("A\n| where x\n"), to: value("A\n| where y\n") })).toBe("@@ -1,2 +1,2 @@\n A\n-| where x\n+| where y");
  });

  it("of a list has an item a line", () => {
    expect(changeDiff({ from: value(["a", "b"]), to: value(["a"]) })).toBe('@@ -1,4 +1,3 @@\n [\n-  "a",\n-  "b"\n+  "a"\n ]');
  });

  it.each([
    [value("a"), value("b")],
    [value(true), value(false)],
    [value(null), value("a\nb")],
    [{ hidden: "sensitive" } as const, value("a\nb")],
  ])("is none of %j to %j", (from, to) => expect(changeDiff({ from, to })).toBeUndefined());

  it("is cut to so many lines and columns, and says how many are left", () => {
    const diff = ["@@ -1 +1 @@", ...Array.from({ length: 30 }, (_, i) => `+${i} ${"z".repeat(100)}`)].join("\n");
    const lines = diffLines(diff, 4, 20);
    expect(lines).toEqual(["@@ -1 +1 @@", `+0 ${"z".repeat(16)}…`, `+1 ${"z".repeat(16)}…`, `+2 ${"z".repeat(16)}…`, "… 27 more lines"]);
    expect(diffLines("+\u001b[31m", 4, 20)).toEqual(["+\\u001b[31m"]);
  });

  it("is cut so that what changed in a long line is seen", () => {
    const same = "x".repeat(100);
    expect(diffLines(["-first", `-${same}one${same}`, "+first!", `+${same}two${same}`, ` ${same}`].join("\n"), 9, 30)).toEqual(["-first", "-…xxxxxxxxxxxxonexxxxxxxxxxxx…", "+first!", "+…xxxxxxxxxxxxtwoxxxxxxxxxxxx…", ` ${"x".repeat(28)}…`]);
    expect(diffLines([`-${same}one`, "+a", `+${same}two`].join("\n"), 9, 30)[0]).toBe(`-${"x".repeat(28)}…`);
  });
});
