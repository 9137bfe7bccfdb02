import { join } from "node:path";
import { parseYaml, readYaml } from "../../catalogue/yaml-document";
import { refusal } from "../support/refusal";
import { folderWith } from "../support/folder-with-files";

const parsed = (text: string): unknown => parseYaml("a.yaml", text).value;
const refused = (text: string): string[] => refusal(() => parseYaml("a.yaml", text));

describe("a YAML file", () => {
  it("is read as its value", () => {
    expect(parsed("name: contoso\nlist: [1, two, true, null]\n")).toEqual({ name: "contoso", list: [1, "two", true, null] });
  });

  it("may begin with a byte order mark", () => {
    const document = readYaml(join(folderWith({ "a.yaml": "\uFEFFname: contoso\n" }), "a.yaml"));
    expect(document.value).toEqual({ name: "contoso" });
    expect(parsed("\uFEFFname: contoso\n")).toEqual({ name: "contoso" });
  });

  it.each(["", "\n", "# nothing but a comment\n", "\uFEFF"])("that is empty holds nothing: %j", (text) => {
    expect(parsed(text)).toBeNull();
  });

  it("keeps a day as it is written, and no other type than text, number, yes and no", () => {
    expect(parsed("a: 2026-02-30\nb: 2026-01-01T00:00:00Z\nc: yes\nd: 0o14\n")).toEqual({ a: "2026-02-30", b: "2026-01-01T00:00:00Z", c: "yes", d: 12 });
  });

  it("may share its parts by a few aliases", () => {
    expect(parsed("a: &x [1]\nb: *x\nc: *x\n")).toEqual({ a: [1], b: [1], c: [1] });
  });

  it("takes the last of two equal keys only where it is asked to", () => {
    const text = "query: old\nname: x\nquery: new\n";
    expect(parseYaml("a.yaml", text, { lastKeyWins: true }).value).toEqual({ query: "new", name: "x" });
    expect(refused(text)).toEqual(["a.yaml:3: has this key twice in one map; keep one of them"]);
  });
});

describe("the line of a place in a YAML file", () => {
  const document = parseYaml("a.yaml", "# first\nname: x\nlist:\n  - a: 1\n    b: 2\n  - c:\n      d: 3\nflow: { e: [4, 5],\n  f: 6 }\n");

  it.each([
    [["name"], 2],
    [["list"], 3],
    [["list", 0], 4],
    [["list", 0, "b"], 5],
    [["list", 1, "c", "d"], 7],
    [["flow", "e", 1], 8],
    [["flow", "f"], 9],
  ])("%j is its own", (path, line) => {
    expect(document.lineOf(path)).toBe(line);
  });

  it.each([
    [["list", 0, "missing"], 4],
    [["list", 7], 3],
    [["name", "below", "a scalar"], 2],
    [["missing"], 2],
    [[], 2],
  ])("%j, which is not there, is that of the nearest place on the way", (path, line) => {
    expect(document.lineOf(path)).toBe(line);
  });

  it("of an empty file is the first", () => {
    expect(parseYaml("a.yaml", "").lineOf(["name"])).toBe(1);
  });

  it("of a number as a key is found by its text", () => {
    expect(parseYaml("a.yaml", "a: 1\n1: x\n", {}).lineOf(["1"])).toBe(2);
  });
});
