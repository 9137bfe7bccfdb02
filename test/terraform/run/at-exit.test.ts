import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fakeTerraform } from "../../support/fake-terraform";
import { temporaryFolder } from "../../support/temporary-folder";

const PROJECT = resolve(__dirname, "..", "..", "..");

describe("a process that ends while Terraform runs", () => {
  const folder = temporaryFolder();

  /** Runs stacks in a process of its own, in which something happens as soon as Terraform plans. */
  const ended = (whenPlanning: string) => {
    const here = mkdtempSync(join(folder(), "run-"));
    const { tool, stack, wrote } = fakeTerraform(here, { plan: `trap '' INT TERM\n(trap '' INT TERM; sleep 60) & echo $! > "$HERE/child"\necho $$ > "$HERE/self"; mv "$HERE/self" "$HERE/pid"\nwhile :; do sleep 60; done` });
    const script = join(here, "script.cjs");
    const runner = { tool, env: { PATH: process.env["PATH"] }, refreshOnly: false, timeoutMs: 60_000, lockTimeoutSeconds: 0, graceMs: 60_000 };
    writeFileSync(
      script,
      `const { existsSync } = require("node:fs");
       const { stackRunner } = require(${JSON.stringify(join(PROJECT, "terraform", "run", "plan-stack.ts"))});
       void stackRunner({ ...${JSON.stringify(runner)}, signal: new AbortController().signal, pluginCache: undefined }).plan(${JSON.stringify(stack)}, () => undefined);
       setInterval(() => { if (existsSync(${JSON.stringify(join(here, "pid"))})) { ${whenPlanning} } }, 20);`,
    );
    const temporary = mkdtempSync(join(here, "tmp-"));
    const { status, signal } = spawnSync(process.execPath, ["--require", join(PROJECT, "test", "environment", "run-typescript.cjs"), script], { env: { ...process.env, TMPDIR: temporary }, timeout: 20_000 });
    return { status, signal, temporary, processes: [wrote("pid"), wrote("child")] };
  };

  /** Whoever adopts an orphan waits for it at once, or a moment later. */
  const areGone = async (pids: readonly string[]): Promise<boolean> => {
    for (let i = 0; i < 100; i += 1) {
      if (!pids.some(isAlive)) return true;
      await sleep(20);
    }
    return false;
  };

  const isAlive = (pid: string): boolean => {
    try {
      return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid.trim()}/status`, "utf8"));
    } catch {
      return false;
    }
  };

  it.each([
    ["process.exit", "process.exit(7)", 7],
    ["an error that nobody catches", 'throw new Error("odd")', 1],
  ])("by %s takes it along, and its children, and the plan's folder", async (_, whenPlanning, code) => {
    const { status, temporary, processes } = ended(whenPlanning);
    expect(status).toBe(code);
    expect(processes.every((pid) => /^\d+\n$/u.test(pid))).toBe(true);
    expect(await areGone(processes)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
