import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml, readText, readYaml } from "../../catalogue/yaml-document";
import { refusal } from "../support/refusal";
import { temporaryFolder } from "../support/temporary-folder";

const parsed = (text: string): unknown => parseYaml("a.yaml", text).value;
const refused = (text: string): string[] => refusal(() => parseYaml("a.yaml", text));

/** A file of this size that holds nothing and takes no room on the disk. */
function sparse(bytes: number): string {
  const file = join(temporaryFolder(), "big.yaml");
  writeFileSync(file, "");
  truncateSync(file, bytes);
  return file;
}

/** Node's decoder throws the TypeError of Node itself, which jest's sandbox tells from its own. */
function decodersTypeError(): TypeErrorConstructor {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.of(0xff));
  } catch (error) {
    return (error as TypeError).constructor as TypeErrorConstructor;
  }
  throw new Error("decoded");
}

describe("a YAML file", () => {
  it("is read as its value", () => {
    expect(parsed("name: contoso\nlist: [1, two, true, null]\n")).toEqual({ name: "contoso", list: [1, "two", true, null] });
  });

  it("may begin with a byte order mark", () => {
    const document = readYaml(join(temporaryFolder({ "a.yaml": "\uFEFFname: contoso\n" }), "a.yaml"));
    expect(document.value).toEqual({ name: "contoso" });
    expect(parsed("\uFEFFname: contoso\n")).toEqual({ name: "contoso" });
  });

  it.each(["", "\n", "# nothing but a comment\n", "\uFEFF"])("that is empty holds nothing: %j", (text) => {
    expect(parsed(text)).toBeNull();
  });

  it("keeps a day as it is written, and no other type than text, number, yes and no", () => {
    expect(parsed("a: 2026-02-30\nb: 2026-01-01T00:00:00Z\nc: yes\nd: 0o14\n")).toEqual({ a: "2026-02-30", b: "2026-01-01T00:00:00Z", c: "yes", d: 12 });
  });

  it("changes no prototype by a key such as __proto__ or constructor", () => {
    const value = parsed('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n"nested": { __proto__: { polluted: true } }\n') as Record<string, object>;
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(value)).toEqual(["__proto__", "constructor", "nested"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value["nested"]!)).toEqual(["__proto__"]);
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
  const { lineOf } = parseYaml("a.yaml", "# first\nname: x\nlist:\n  - a: 1\n    b: 2\n  - c:\n      d: 3\nflow: { e: [4, 5],\n  f: 6 }\n");

  it.each([
    [["name"], 2],
    [["list"], 3],
    [["list", 0], 4],
    [["list", 0, "b"], 5],
    [["list", 1, "c", "d"], 7],
    [["flow", "e", 1], 8],
    [["flow", "f"], 9],
  ])("%j is its own", (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it.each([
    [["list", 0, "missing"], 4],
    [["list", 7], 3],
    [["name", "below", "a scalar"], 2],
    [["missing"], 2],
    [[], 2],
  ])("%j, which is not there, is that of the nearest place on the way", (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it("of an empty file is the first", () => {
    expect(parseYaml("a.yaml", "").lineOf(["name"])).toBe(1);
  });

  it("of a number as a key is found by its text", () => {
    expect(parseYaml("a.yaml", "a: 1\n1: x\n", {}).lineOf(["1"])).toBe(2);
  });
});

describe("a YAML file is refused", () => {
  it("when it has 50 MB, without being read", () => {
    const before = process.memoryUsage().rss;
    expect(refusal(() => readText(sparse(50_000_000)))).toEqual(["big.yaml: is 50.0 MB; at most 1 MB is read: is this the right file?"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(25_000_000);
  });

  it("when it has a byte more than a megabyte, and not at a megabyte", () => {
    expect(readText(sparse(1_000_000))).toHaveLength(1_000_000);
    expect(refusal(() => readText(sparse(1_000_001)))).toEqual(["big.yaml: is 1.0 MB; at most 1 MB is read: is this the right file?"]);
  });

  it("when it is indented with a tab", () => {
    expect(refused("a:\n\tb: 1\n")).toEqual(["a.yaml:2: is indented with a tab; YAML allows blanks only"]);
  });

  it.each(["a: 1\nb: 2\na: 3\n", "a: 1\nb: 2\n'a': 3\n"])("when a map has a key twice: %j", (text) => {
    expect(refused(text)).toEqual(["a.yaml:3: has this key twice in one map; keep one of them"]);
  });

  it("when a key is a map", () => {
    expect(refused("a: 1\n? { b: 2 }\n: 3\n")).toEqual(["a.yaml:2: has a key that is not plain text; write a word"]);
  });

  it("when its aliases explode", () => {
    const levels = [...Array(9).keys()].map((i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
    expect(refused(`l0: &l0 [lol]\n${levels.join("\n")}\n`)).toEqual(["a.yaml: uses more than 50 YAML aliases, or one that is not defined; write the values out, or share them with extends:"]);
  });

  it("when an alias stands for nothing", () => {
    expect(refused("a: *nothing\n")).toEqual(["a.yaml: uses more than 50 YAML aliases, or one that is not defined; write the values out, or share them with extends:"]);
  });

  it("when it is nested more than 40 levels deep, and not at 40", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(() => parsed(nested(40))).not.toThrow();
    expect(refused(nested(42))).toEqual(["a.yaml: is nested more than 40 levels deep; flatten it"]);
  });

  it.each([
    ["lists", "[".repeat(10_000)],
    ["closed lists", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["maps", "{a: ".repeat(10_000)],
    ["block lists", "- ".repeat(10_000)],
  ])("when 10,000 %s stand in one another, with one plain sentence and no crash", (_, text) => {
    const faults = refused(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((fault) => /^a\.yaml(?::\d+)?: is (?:nested|not well-formed)/u.test(fault))).toBe(true);
  });

  it("when it is not UTF-8", () => {
    const folder = temporaryFolder({ "a.yaml": Uint8Array.from([0x61, 0x3a, 0x20, 0xff, 0xfe]) });
    const own = globalThis.TypeError;
    globalThis.TypeError = decodersTypeError();
    try {
      expect(refusal(() => readYaml(join(folder, "a.yaml")))).toEqual(["a.yaml: is not UTF-8 text; save it as UTF-8"]);
    } finally {
      globalThis.TypeError = own;
    }
  });

  it("when it is missing, or a folder", () => {
    const folder = temporaryFolder({ "b.yaml/c.yaml": "" });
    expect(refusal(() => readYaml(join(folder, "a.yaml")))).toEqual(["a.yaml: cannot be read: ENOENT"]);
    expect(refusal(() => readYaml(join(folder, "b.yaml")))).toEqual(["b.yaml: cannot be read: EISDIR"]);
  });

  it("when it is not well-formed, with the first five places only", () => {
    const faults = refused("a: [1\nb: 'x\n");
    expect(faults[0]).toMatch(/^a\.yaml:\d+: is not well-formed YAML: /u);
    expect(refused("a: 1\n".repeat(20))).toHaveLength(5);
  });

  it("when it holds two documents", () => {
    expect(refused("a: 1\n---\nb: 2\n")).toEqual(["a.yaml:2: is not well-formed YAML: Source contains multiple documents; please use YAML.parseAllDocuments()"]);
  });
});
