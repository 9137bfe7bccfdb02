import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { removeAbandoned, STAGING } from "../../../cli/synth/abandoned-staging";
import { stage } from "../../../cli/synth/staging";
import { folderWith } from "../../support/folder-with-files";

const HOUR = 3_600_000;
const SOON_AFTER = (process.uptime() + 60) * 1000;
const ofProcess = (pid: number): string => STAGING.replace(/\d+-$/u, `${pid}-AbC123`);
const ended = (): number => spawnSync(process.execPath, ["--version"]).pid;

describe("staging folders in the output folder", () => {
  it.each<[string, () => string, number, boolean]>([
    ["of a process that has ended", () => ofProcess(ended()), 0, true],
    ["of a process that lives, however old", () => ofProcess(process.ppid), 48 * HOUR, false],
    ["of this process", () => ofProcess(process.pid), 0, false],
    ["of one that had this one's number before", () => ofProcess(process.pid), SOON_AFTER, true],
    ["of another machine, an hour old", () => ".staging-elsewhere-1-AbC123", HOUR, false],
    ["of another machine, two days old", () => ".staging-elsewhere-1-AbC123", 48 * HOUR, true],
    ["that don't say whose they are, an hour old", () => ".staging-AbC123", HOUR, false],
    ["that don't say whose they are, two days old", () => ".staging-AbC123", 48 * HOUR, true],
    ["that are none, two days old", () => "staging-of-ours", 48 * HOUR, false],
  ])("%s", (_whose, name, age, gone) => {
    const folder = join(folderWith(), name());
    mkdirSync(join(folder, "stacks"), { recursive: true });
    const at = new Date(Date.now() - age);
    utimesSync(folder, at, at);
    removeAbandoned(join(folder, ".."));
    expect(!existsSync(folder)).toBe(gone);
  });

  it("go at the start of a run, whose own is not taken for one", () => {
    const out = folderWith();
    mkdirSync(join(out, ofProcess(ended())));
    const first = stage(out);
    const second = stage(out);
    expect(readdirSync(out).map((name) => join(out, name)).sort()).toEqual([first.dir, second.dir].sort());
    rmSync(out, { recursive: true });
  });
});
