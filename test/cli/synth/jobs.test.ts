import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, PROJECT, type Ran } from "../../support/command-line";
import { folderWith } from "../../support/folder-with-files";
import { tenantText } from "../../support/tenant-file";

const NOW = "2026-11-20T09:00:00Z";
const EXPIRED = { exceptions: [{ detection: "mailbox-full-access-granted", entity: "a@contoso.com", value: "FullAccess", reason: "r", owner: "o", granted: "2026-01-01", expires: "2026-02-01" }] };

function tenant(i: number, changes: Readonly<Record<string, unknown>> = {}): string {
  const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
  return tenantText({ name: `t${i}`, tenantId: id, subscriptionId: id, ...changes });
}

function synth(folder: string, ...args: string[]): Ran {
  const { code, out, err } = commandLine(["synth", "--now", NOW, "--tenants", join(folder, "tenants"), "--out", join(folder, "cdktf.out"), ...args]);
  return { code, out: out.replaceAll(`${folder}/`, ""), err: err.replaceAll(`${folder}/`, "") };
}

/** Every file below a folder with its text. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.sort().map((file) => [file.slice(folder.length), readFileSync(file, "utf8")]));
}

describe("synth --jobs", () => {
  it("writes and prints the same whether one process does the work or three share it", () => {
    const folder = folderWith(Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`tenants/t${i}.yaml`, tenant(i, i === 4 ? EXPIRED : {})])));
    const runs = ["1", "3"].map((jobs) => {
      rmSync(join(folder, "cdktf.out"), { recursive: true, force: true });
      return { ran: synth(folder, "--jobs", jobs), files: contents(join(folder, "cdktf.out")) };
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]?.ran.code).toBe(1);
    expect(Object.keys(runs[0]?.files ?? {})).toHaveLength(7);
  });

  it("tells every fault that any of the processes found in one message, in the order of the files, and writes nothing", () => {
    const folder = folderWith({
      "tenants/a.yaml": tenant(1, { alerting: "pigeon" }),
      "tenants/b.yaml": tenant(2),
      "tenants/c.yaml": tenant(3, { loction: "x" }),
      "tenants/d.yaml": tenant(2, { name: "other" }),
    });
    const alone = synth(folder, "--jobs", "1");
    expect(synth(folder, "--jobs", "2")).toEqual(alone);
    expect(alone.code).toBe(2);
    expect(alone.err.split("\n").map((line) => line.split(":")[0])).toEqual(["tenants/a.yaml", "tenants/c.yaml", "tenants/d.yaml", "3 faults; nothing was written", ""]);
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
  });

  it("writes the chosen tenants only", () => {
    const folder = folderWith(Object.fromEntries([1, 2, 3].map((i) => [`tenants/t${i}.yaml`, tenant(i)])));
    expect(synth(folder, "--jobs", "2", "--tenant", "t3", "t1").code).toBe(0);
    expect(readdirSync(join(folder, "cdktf.out", "stacks")).sort()).toEqual(["t1", "t3"]);
  });

  it.each(["0", "-1", "two", "1.5", "257"])("refuses %s", (jobs) => {
    const { code, err } = commandLine(["synth", "--jobs", jobs]);
    expect([code, err]).toEqual([2, `error: option '--jobs <number>' argument '${jobs}' is invalid. It is no number from 1 to 256.\n`]);
  });

  it("leaves no folder behind when a process is killed as the stacks are written", () => {
    const folder = folderWith({ "out/mine": "", ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`tenants/t${i}.yaml`, tenant(i)])) });
    const script = `
      const childProcess = require("node:child_process");
      const { fork } = childProcess;
      const children = [];
      childProcess.fork = (...args) => { const child = fork(...args); children.push(child); return child; };
      const { readdirSync } = require("node:fs");
      const { synthesize } = require(${JSON.stringify(join(PROJECT, "dist", "cli", "synth", "synthesize.js"))});
      const aborted = () => { if (readdirSync("out").length > 1) children[0].kill("SIGKILL"); return false; };
      const io = { err: () => {}, out: () => {}, interactive: false, now: () => new Date(), aborted };
      synthesize({ tenants: "tenants", out: "out", format: "text", jobs: 2 }, io).catch((error) => process.stdout.write(error.message));`;
    const ran = spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8", timeout: 30_000 });
    expect(ran.stdout).toContain("--jobs: one of the processes that share the work was ended by SIGKILL");
    expect(readdirSync(join(folder, "out"))).toEqual(["mine"]);
  });

  it("leaves what was there when the user presses Ctrl-C, and no process and no folder behind", () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`tenants/t${i}.yaml`, tenant(i)])));
    mkdirSync(join(folder, "cdktf.out", "stacks", "t1"), { recursive: true });
    writeFileSync(join(folder, "cdktf.out", "stacks", "t1", "mine"), "");
    const before = contents(join(folder, "cdktf.out"));
    // Pressed as soon as stacks are being written: their folder is there.
    const script = `
      const { readdirSync } = require("node:fs");
      const { synthesize } = require(${JSON.stringify(join(PROJECT, "dist", "cli", "synth", "synthesize.js"))});
      const io = { err: (text) => process.stderr.write(text), out: () => {}, interactive: false, now: () => new Date(), aborted: () => readdirSync("cdktf.out").some((name) => name.startsWith(".staging-")) };
      synthesize({ tenants: "tenants", out: "cdktf.out", format: "text", jobs: 2 }, io).then((code) => { process.exitCode = code; });`;
    const ran = spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8", timeout: 30_000 });
    expect(ran.stderr).toMatch(/^interrupted after \d+ of 40 stacks synthesized; cdktf\.out is as it was\n$/u);
    expect(ran.status).toBe(130);
    expect(contents(join(folder, "cdktf.out"))).toEqual(before);
  });
});
