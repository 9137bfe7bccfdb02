import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { processLives } from "./process-lives";

const LOCK = ".mailbox-baseline.lock";
const LOOK_EVERY_MS = 250;
/** Its holder shows that it lives by touching the lock; one that doesn't for so long is dead, or on a machine that is. */
const TOUCH_EVERY_MS = 15_000;
const STALE_AFTER_MS = 120_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly id: string;
}

export interface LockWait {
  readonly signal: AbortSignal;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Does something while no other process of ours, on this machine or another one that shares the folder, does it in the same folder. The lock of a process that
 * died is taken over. Where the folder can't be written, there is nothing to protect. Stops waiting at the signal: `work` must look at it.
 */
export async function withLock<T>(folder: string, { signal, wait }: LockWait, work: () => Promise<T>): Promise<T> {
  const file = join(folder, LOCK);
  const own: Holder = { pid: process.pid, host: hostname(), id: randomUUID() };
  let taken = take(file, own);
  while (taken === "held" && !signal.aborted) {
    await wait(LOOK_EVERY_MS, signal);
    takeOverStale(file);
    taken = take(file, own);
  }
  if (taken !== "taken") return work();
  const touch = setInterval(() => touched(file), TOUCH_EVERY_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if (holderOf(file)?.id === own.id) rmSync(file, { force: true });
  }
}

function take(file: string, own: Holder): "taken" | "held" | "nowhere" {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: "wx" });
    return "taken";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Made, but not written.
    if (code === "ENOSPC" || code === "EDQUOT") rmSync(file, { force: true });
    return code === "EEXIST" ? "held" : "nowhere";
  }
}

/** Moves the lock of a dead process away. Between looking and moving another one may have done so and taken the lock itself: then it is put back. */
function takeOverStale(file: string): void {
  const seen = staleHolder(file);
  if (seen === undefined) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (holderOf(aside)?.id !== seen.id) linkSync(aside, file);
  } catch {
    // Somebody else was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

function staleHolder(file: string): Partial<Holder> | undefined {
  try {
    const holder = holderOf(file);
    const age = Date.now() - statSync(file).mtimeMs;
    // A lock that says nothing is being written, unless it stays so.
    const isDead = holder !== undefined && holder.host === hostname() && !processLives(holder.pid);
    return isDead || age > STALE_AFTER_MS ? (holder ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function touched(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Taken over, or the folder is gone: at the end it shows.
  }
}
