import { createColors } from "picocolors";
import { tableRows } from "../../../cli/kql/table";
import type { Column, Row } from "../../../kql/values/value";

function printed(columns: readonly Column[], rows: Iterable<Row>, width?: number): string {
  let text = "";
  const writer = tableRows(columns, (part) => ((text += part), true), { width, colors: createColors(false) });
  for (const row of rows) writer.row(row);
  writer.end();
  return text;
}

const columns = (...names: string[]): Column[] => names.map((name) => ({ name, type: "string" }));

describe("a result as a table", () => {
  it("is as wide as its values where there is no terminal", () => {
    expect(printed(columns("A", "B"), [["x".repeat(200), "y"]])).toBe(`A${" ".repeat(201)}B\n${"-".repeat(200)}  -\n${"x".repeat(200)}  y\n1 row\n`);
  });

  it("fits a terminal: the widest columns give way, and show that they do", () => {
    const said = printed(columns("A", "B", "C"), [["x".repeat(200), "short", "z".repeat(50)]], 80);
    const half = (letter: string): string => `${letter.repeat(34)}…`;
    expect(said.split("\n")[2]).toBe(`${half("x")}  short  ${half("z")}`);
    for (const line of said.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("is a block a row where so many columns can't stand beside each other", () => {
    const names = Array.from({ length: 20 }, (_, i) => `Column${i}`);
    const said = printed(columns(...names), [names.map((name) => `${name} `.repeat(30))], 80);
    expect(said.split("\n")[0]).toBe("row 1");
    expect(said.split("\n")[1]).toMatch(/^ {2}Column0 {3}Column0 Column0 .*…$/u);
    for (const line of said.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("prints the rows after the first hundreds as they come", () => {
    let lines = 0;
    const writer = tableRows(columns("A"), (text) => ((lines += text.split("\n").length - 1), true), { width: 80, colors: createColors(false) });
    for (let i = 0; i < 499; i++) writer.row(["a"]);
    expect(lines).toBe(0);
    for (let i = 0; i < 2; i++) writer.row(["a"]);
    expect(lines).toBe(503);
  });

  it("lets a later row take the room that is left, rather than cut it", () => {
    const rows = [...Array<Row>(500).fill([1n, "a"]), [123_456n, "b"], [123_456n, "x".repeat(100)]];
    const said = printed([{ name: "N", type: "long" }, { name: "S", type: "string" }], rows, 20).split("\n");
    expect(said.slice(501, 504)).toEqual(["1  a", "123456  b", `123456  ${"x".repeat(11)}…`]);
  });

  it("shows no control character", () => {
    expect(printed(columns("\u001b[31m"), [["\u001b]0;title\u0007\u202e\n"]], 80)).not.toMatch(/[\u001b\u0007\u202e]/u);
  });

  it("says how many rows there are, none included", () => {
    expect(printed(columns("A"), [])).toBe("A\n-\n0 rows\n");
  });
});
