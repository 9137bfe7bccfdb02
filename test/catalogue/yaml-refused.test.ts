import { spawnSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "../../catalogue/text-file";
import { parseYaml, readYaml } from "../../catalogue/yaml-document";
import { folderWith } from "../support/folder-with-files";
import { refusal } from "../support/refusal";

const parsed = (text: string): unknown => parseYaml("a.yaml", text).value;
const refused = (text: string): string[] => refusal(() => parseYaml("a.yaml", text));

/** A file of this size that holds nothing and takes no room on the disk. */
function sparse(bytes: number): string {
  const file = join(folderWith(), "big.yaml");
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
    expect(refused(`l0: &l0 [lol]\n${levels.join("\n")}\n`)).toEqual(["a.yaml:2: uses more than 50 YAML aliases, or few that explode; write the values out, or share them with extends:"]);
  });

  it("when an alias stands for nothing", () => {
    expect(refused("a: *nothing\n")).toEqual(["a.yaml:1: uses a YAML alias (*name) that no anchor (&name) defines; write the value out"]);
  });

  it("when a list has more than 40 levels below it, and not at 40", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(() => parsed(nested(41))).not.toThrow();
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

  const FORBIDDEN = "has a key that no file may have: __proto__, constructor and prototype are refused; remove it";

  it.each(["a: 1\n__proto__: { polluted: true }\n", "a:\n  constructor: x\n", "a:\n  - b: { prototype: {} }\n", 'a: 1\n"__proto__": x\n'])("when a key means something else to JavaScript: %j", (text) => {
    expect(refused(text)).toEqual([`a.yaml:2: ${FORBIDDEN}`]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("when such a key comes twice, at one of the two", () => {
    expect(refused("a: 1\nconstructor: 1\nb:\n  constructor: 2\n")).toHaveLength(1);
  });

  it("when such a key comes twice, at the first", () => {
    expect(refused("a: 1\nconstructor: 1\nb:\n  constructor: 2\n")).toEqual([`a.yaml:2: ${FORBIDDEN}`]);
  });

  it("when it is not UTF-8", () => {
    const folder = folderWith({ "a.yaml": Uint8Array.from([0x61, 0x3a, 0x20, 0xff, 0xfe]) });
    const own = globalThis.TypeError;
    globalThis.TypeError = decodersTypeError();
    try {
      expect(refusal(() => readYaml(join(folder, "a.yaml")))).toEqual(["a.yaml: is not UTF-8 text; save it as UTF-8"]);
    } finally {
      globalThis.TypeError = own;
    }
  });

  it("when it is missing, or a folder", () => {
    const folder = folderWith({ "b.yaml/c.yaml": "" });
    expect(refusal(() => readYaml(join(folder, "a.yaml")))).toEqual(["a.yaml: cannot be read: ENOENT"]);
    expect(refusal(() => readYaml(join(folder, "b.yaml")))).toEqual(["b.yaml: is no regular file; write a file of that name, or name another"]);
  });

  it("when it is a pipe, which would never end", () => {
    const folder = folderWith({ "keep.yaml": "" });
    expect(spawnSync("mkfifo", [join(folder, "a.yaml")]).status).toBe(0);
    expect(refusal(() => readYaml(join(folder, "a.yaml")))).toEqual(["a.yaml: is no regular file; write a file of that name, or name another"]);
  });

  it.each([
    ["brackets", "[".repeat(400)],
    ["braces on later lines", `a: 1\n${"{ b: ".repeat(400)}`],
    ["dashes", "- ".repeat(400)],
  ])("when %s open by the hundred, before the parser recurses into them", (_what, text) => {
    expect(refusal(() => parseYaml("a.yaml", text))).toEqual([expect.stringMatching(/^a\.yaml:[12]: is nested more than 40 levels deep; flatten it$/u)]);
  });

  it("when it is not well-formed, with the first five places only", () => {
    const faults = refused("a: [1\nb: 'x\n");
    expect(faults[0]).toMatch(/^a\.yaml:\d+: is not well-formed YAML: /u);
    expect(refused("a: 1\n".repeat(20))).toHaveLength(5);
  });

  it("when it holds two documents", () => {
    expect(refused("a: 1\n---\nb: 2\n")).toEqual(["a.yaml:2: begins a second YAML document (---); keep one"]);
  });
});
