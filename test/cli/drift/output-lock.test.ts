import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { lockOutputs } from "../../../cli/drift/output-lock";
import { folderWith } from "../../support/folder-with-files";
import { refusedWith } from "../../support/refusal";

const HOUR = 3_600_000;
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
/** A number that no process has any more. */
const DEAD = spawnSync(process.execPath, ["-e", ""]).pid;

function lockedBy(holder: object | string): { readonly file: string; readonly lock: string } {
  const folder = folderWith({ "drift.json.lock": typeof holder === "string" ? holder : JSON.stringify(holder) });
  return { file: join(folder, "drift.json"), lock: join(folder, "drift.json.lock") };
}

describe("an output that a run writes", () => {
  it("is locked by a file beside it, until it is released", () => {
    const file = join(folderWith(), "drift.json");
    const release = lockOutputs([file, file]);
    expect(JSON.parse(readFileSync(`${file}.lock`, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
    release();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it("can't be locked a second time, and what else the second run wanted is free again", () => {
    const folder = folderWith();
    const release = lockOutputs([join(folder, "b.json")]);
    expect(refusedWith(() => lockOutputs([join(folder, "a.json"), join(folder, "b.json")]))).toEqual([expect.stringMatching(/^is being written by another run \(process \d+ on ".+", since .+\); wait for it, name another file, or remove .+b\.json\.lock if no such run is there$/u)]);
    expect(readdirSync(folder)).toEqual(["b.json.lock"]);
    release();
  });

  it.each([
    ["a process that has ended", { pid: DEAD, host: hostname(), time: ago(1000) }],
    ["an earlier process of our number", { pid: process.pid, host: hostname(), time: ago(HOUR + process.uptime() * 1000) }],
    ["another machine, since days", { pid: 1, host: "elsewhere", time: ago(25 * HOUR) }],
  ])("is taken over from %s", (_, holder) => {
    const { file, lock } = lockedBy(holder);
    lockOutputs([file]);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid });
    expect(readdirSync(join(lock, ".."))).toEqual(["drift.json.lock"]);
  });

  it.each([
    ["a process that lives", { pid: process.ppid, host: hostname(), time: ago(48 * HOUR) }],
    ["another machine", { pid: DEAD, host: "elsewhere", time: ago(HOUR) }],
    ["somebody who is only about to say so", ""],
  ])("is not taken over from %s", (_, holder) => {
    const { file, lock } = lockedBy(holder);
    expect(refusedWith(() => lockOutputs([file]))).toEqual([expect.stringContaining("is being written by another run")]);
    expect(existsSync(lock)).toBe(true);
  });

  it("is taken over where the lock says nothing for a minute", () => {
    const { file, lock } = lockedBy("");
    utimesSync(lock, new Date(), new Date(Date.now() - 61_000));
    expect(() => lockOutputs([file])).not.toThrow();
  });

  it("says where nothing can be written", () => {
    expect(refusedWith(() => lockOutputs([join(folderWith(), "nowhere", "drift.json")]))).toEqual([expect.stringContaining("cannot be written: ENOENT")]);
  });
});
