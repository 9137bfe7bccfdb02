import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { readLayered } from "../../catalogue/extends";
import { refusal } from "../support/refusal";
import { folderWith } from "../support/folder-with-files";

function layered(files: Readonly<Record<string, string>>, first = "a.yaml"): unknown {
  return readLayered(join(folderWith(files), first)).value;
}

function refused(files: Readonly<Record<string, string>>, first = "a.yaml"): string[] {
  const folder = folderWith(files);
  return refusal(() => readLayered(join(folder, first)), folder);
}

describe("a file that extends another", () => {
  it("takes over its keys, and keeps its own where both have one", () => {
    expect(layered({ "a.yaml": "extends: b.yaml\nname: own\n", "b.yaml": "name: base\ncloud: public\n" })).toEqual({ extends: "b.yaml", name: "own", cloud: "public" });
  });

  it("merges maps at every depth", () => {
    const files = { "a.yaml": "extends: b.yaml\nm: { x: { p: 1 }, y: 2 }\n", "b.yaml": "m: { x: { p: 0, q: 3 }, z: 4 }\n" };
    expect(layered(files)).toMatchObject({ m: { x: { p: 1, q: 3 }, y: 2, z: 4 } });
  });

  it.each([
    ["a list", "[1]"],
    ["an empty list", "[]"],
    ["text", "word"],
    ["null", "null"],
  ])("replaces a base's list by %s", (_, own) => {
    const value = layered({ "a.yaml": `extends: b.yaml\nl: ${own}\n`, "b.yaml": "l: [2, 3]\n" });
    expect(value).toEqual({ extends: "b.yaml", l: own === "[1]" ? [1] : own === "[]" ? [] : own === "null" ? null : own });
  });

  it("replaces a base's map by what is no map", () => {
    expect(layered({ "a.yaml": "extends: b.yaml\nm: off\n", "b.yaml": "m: { x: 1 }\n" })).toMatchObject({ m: "off" });
  });

  it("may do so through others, the nearest of which wins", () => {
    const files = { "a.yaml": "extends: b.yaml\n", "b.yaml": "extends: c.yaml\nx: b\n", "c.yaml": "x: c\ny: c\n" };
    expect(layered(files)).toEqual({ extends: "b.yaml", x: "b", y: "c" });
  });

  it("knows file and line of every value, wherever it came from", () => {
    const folder = folderWith({ "a.yaml": "extends: b.yaml\nm:\n  own: 1\n", "b.yaml": "# base\n\nm:\n  x: 0\n  own: 0\nl:\n  - 1\n" });
    const { locate } = readLayered(join(folder, "a.yaml"));
    expect(locate(["m", "own"])).toEqual({ file: join(folder, "a.yaml"), line: 3 });
    expect(locate(["m", "x"])).toEqual({ file: join(folder, "b.yaml"), line: 4 });
    expect(locate(["l", 0])).toEqual({ file: join(folder, "b.yaml"), line: 7 });
    expect(locate(["m", "missing"])).toEqual({ file: join(folder, "a.yaml"), line: 2 });
    expect(locate(["missing"])).toEqual({ file: join(folder, "a.yaml"), line: 1 });
  });

  it("may be a list or empty, and then extends nothing", () => {
    expect(layered({ "a.yaml": "- extends: b.yaml\n" })).toEqual([{ extends: "b.yaml" }]);
    expect(layered({ "a.yaml": "" })).toBeNull();
  });
});

describe("a file is refused", () => {
  it.each(["- a list", "text", ""])("for extending one that is no map: %j", (base) => {
    expect(refused({ "a.yaml": "extends: b.yaml\n", "b.yaml": base })).toEqual(["b.yaml: is extended but is not a map; write `key: value` lines"]);
  });

  it("that extends itself", () => {
    expect(refused({ "a.yaml": "name: x\nextends: a.yaml\n" })).toEqual(['a.yaml:2 extends: "a.yaml" is extended already; a file can\'t extend itself, not even through another']);
  });

  it("that extends itself through another file, at the place where the ring closes", () => {
    const files = { "a.yaml": "extends: b.yaml\n", "b.yaml": "\nextends: c.yaml\n", "c.yaml": "extends: a.yaml\n" };
    expect(refused(files)).toEqual(['c.yaml:1 extends: "a.yaml" is extended already; a file can\'t extend itself, not even through another']);
  });

  it.each(["../b.yaml", "/etc/b.yaml", "sub/b.yaml", "..\\b.yaml", "C:\\b.yaml", "b.txt", "b", "", ".."])("that extends %j, which is no YAML file of its folder", (name) => {
    expect(refused({ "a.yaml": `extends: '${name}'\n`, "sub/b.yaml": "", b: "", "b.txt": "" })).toEqual([
      `a.yaml:1 extends: ${JSON.stringify(name)} is not a file of this folder; write the name of a .yaml file beside this one`,
    ]);
  });

  it.each(["[b.yaml]", "{ a: b }", "3", "null"])("whose extends is %s, no name", (value) => {
    expect(refused({ "a.yaml": `extends: ${value}\n` })).toEqual(["a.yaml:1 extends: is not a file name; write one such as _common.yaml"]);
  });

  it("that extends a missing file", () => {
    expect(refused({ "a.yaml": "extends: b.yaml\n" })).toEqual(["a.yaml:1 extends: \"b.yaml\" can't be read beside this file: ENOENT; write the name of a file of this folder"]);
  });

  it("that extends a link to a file outside the folder", () => {
    const outside = folderWith({ "secret.yaml": "password: hunter2\n" });
    const folder = folderWith({ "a.yaml": "extends: b.yaml\n" });
    symlinkSync(join(outside, "secret.yaml"), join(folder, "b.yaml"));
    expect(refusal(() => readLayered(join(folder, "a.yaml")), folder)).toEqual(['a.yaml:1 extends: "b.yaml" links to a file outside this folder; copy it here']);
  });

  it("that extends a link into a folder below", () => {
    const folder = folderWith({ "a.yaml": "extends: b.yaml\n", "sub/c.yaml": "x: 1\n" });
    symlinkSync(join(folder, "sub", "c.yaml"), join(folder, "b.yaml"));
    expect(refusal(() => readLayered(join(folder, "a.yaml")), folder)).toEqual(['a.yaml:1 extends: "b.yaml" links to a file outside this folder; copy it here']);
  });

  it("that extends a link to a file of the same folder, and that is allowed", () => {
    const folder = folderWith({ "a.yaml": "extends: b.yaml\n", "c.yaml": "x: 1\n" });
    symlinkSync("c.yaml", join(folder, "b.yaml"));
    expect(readLayered(join(folder, "a.yaml")).value).toEqual({ extends: "b.yaml", x: 1 });
  });

  it("that is the first of six in a row, and not of five", () => {
    const row = (count: number) => Object.fromEntries([...Array(count).keys()].map((i) => [`${"abcdef"[i]}.yaml`, i === count - 1 ? "x: 1\n" : `extends: ${"abcdef"[i + 1]}.yaml\n`]));
    expect(layered(row(5))).toMatchObject({ x: 1 });
    expect(refused(row(6))).toEqual(["e.yaml:1 extends: is the 5th file in a row; extend at most 4"]);
  });

  it("whose base has a key such as __proto__, by the base's name", () => {
    expect(refused({ "a.yaml": "extends: b.yaml\n", "b.yaml": "__proto__: { polluted: true }\n" })).toEqual(["b.yaml:1: has a key that no file may have: __proto__, constructor and prototype are refused; remove it"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("whose base is malformed, by the base's name", () => {
    expect(refused({ "a.yaml": "extends: b.yaml\n", "b.yaml": "x: 1\nx: 2\n" })).toEqual(["b.yaml:2: has this key twice in one map; keep one of them"]);
  });
});
