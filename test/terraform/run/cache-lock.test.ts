import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { withLock } from "../../../terraform/run/cache-lock";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the lock of a plugin cache", () => {
  const folder = temporaryFolder();
  const cache = (): string => mkdtempSync(join(folder(), "cache-"));
  const lockOf = (dir: string): string => join(dir, ".mailbox-baseline.lock");
  const { signal } = new AbortController();
  const inTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const deadPid = (): number => spawnSync("true").pid;

  it("lets one in after the other, and is gone afterwards", async () => {
    const dir = cache();
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      for (let i = 0; i < 5; i += 1) await inTurn();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => withLock(dir, { signal, wait: inTurn }, work)));
    expect(most).toBe(1);
    expect(readdirSync(dir)).toEqual([]);
  });

  it("is given back where the work fails", async () => {
    const dir = cache();
    await expect(withLock(dir, { signal, wait: inTurn }, () => Promise.reject(new Error("odd")))).rejects.toThrow("odd");
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each<[string, (file: string) => void]>([
    ["a process that died", (file) => writeFileSync(file, JSON.stringify({ pid: deadPid(), host: hostname(), id: "x" }))],
    ["another machine, untouched for long", (file) => untouched(file, JSON.stringify({ pid: 1, host: "elsewhere", id: "x" }))],
    ["nobody, untouched for long", (file) => untouched(file, "")],
  ])("of %s is taken over", async (_, leave) => {
    const dir = cache();
    leave(lockOf(dir));
    let waits = 0;
    const wait = async (): Promise<void> => {
      if ((waits += 1) > 3) throw new Error("waits on");
      await inTurn();
    };
    const holder = await withLock(dir, { signal, wait }, () => Promise.resolve(JSON.parse(readFileSync(lockOf(dir), "utf8")) as unknown));
    expect(holder).toMatchObject({ pid: process.pid, host: hostname() });
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each<[string, object]>([
    ["a living process", { pid: process.pid, host: hostname(), id: "x" }],
    ["another machine", { pid: deadPid(), host: "elsewhere", id: "x" }],
  ])("of %s is waited for, until the run ends", async (_, holder) => {
    const dir = cache();
    writeFileSync(lockOf(dir), JSON.stringify(holder));
    const controller = new AbortController();
    let waits = 0;
    const wait = async (): Promise<void> => {
      if ((waits += 1) === 20) controller.abort();
      await inTurn();
    };
    expect(await withLock(dir, { signal: controller.signal, wait }, () => Promise.resolve(controller.signal.aborted))).toBe(true);
    expect(waits).toBe(20);
    expect(JSON.parse(readFileSync(lockOf(dir), "utf8"))).toEqual(holder);
  });

  it("is not missed where there is no folder for it", async () => {
    const dir = join(cache(), "none");
    expect(await withLock(dir, { signal, wait: inTurn }, () => Promise.resolve(1))).toBe(1);
    expect(existsSync(dir)).toBe(false);
  });
});

function untouched(file: string, text: string): void {
  writeFileSync(file, text);
  const long = new Date(Date.now() - 600_000);
  utimesSync(file, long, long);
}
