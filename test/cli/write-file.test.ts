import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../../cli/write-file";
import { folderWith } from "../support/folder-with-files";
import { refusedWith } from "../support/refusal";

describe("a file that is written whole", () => {
  it("replaces what a symbolic link leads to, in its own folder and with its rights, and leaves the link", () => {
    const folder = folderWith({ "kept/real.json": "old" });
    chmodSync(join(folder, "kept", "real.json"), 0o600);
    symlinkSync(join("kept", "real.json"), join(folder, "link.json"));
    writeFile(join(folder, "link.json"), "new");
    expect(lstatSync(join(folder, "link.json")).isSymbolicLink()).toBe(true);
    expect([readFileSync(join(folder, "kept", "real.json"), "utf8"), statSync(join(folder, "kept", "real.json")).mode & 0o777]).toEqual(["new", 0o600]);
    expect([readdirSync(folder), readdirSync(join(folder, "kept"))]).toEqual([["kept", "link.json"], ["real.json"]]);
  });

  it("is made by a link that leads nowhere yet", () => {
    const folder = folderWith();
    symlinkSync("real.json", join(folder, "link.json"));
    writeFile(join(folder, "link.json"), "new");
    expect([lstatSync(join(folder, "link.json")).isSymbolicLink(), readFileSync(join(folder, "real.json"), "utf8")]).toEqual([true, "new"]);
  });

  it("says where it can't be written, and leaves nothing", () => {
    const folder = folderWith();
    mkdirSync(join(folder, "there"));
    expect(refusedWith(() => writeFile(join(folder, "there"), "x"))).toEqual([expect.stringContaining("cannot be written: ")]);
    expect(refusedWith(() => writeFile(join(folder, "nowhere", "f"), "x"))).toEqual([expect.stringContaining("cannot be written: ENOENT")]);
    expect(readdirSync(folder)).toEqual(["there"]);
  });
});
