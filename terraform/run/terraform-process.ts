import { type ChildProcess, spawn } from "node:child_process";
import { atExit } from "./at-exit";
import type { Env } from "./environment";

/** Terraform's own time to stop and to release its locks: a lease in Azure needs a request or two. */
export const GRACE_MS = 20_000;
/** Of the grace: between SIGTERM and SIGKILL, and for output that somebody else still holds open after the exit. */
const LAST_GRACE = 0.25;
/** After that long, what was to stop is gone. */
export const LONGEST_STOP_MS = GRACE_MS * (1 + LAST_GRACE);

export interface ProcessProps {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Env;
  /** Ends the process: by SIGINT, after the grace by SIGTERM, then by SIGKILL of its whole group. */
  readonly stop: AbortSignal;
  readonly graceMs: number;
  readonly onOut: (chunk: Buffer) => void;
  readonly onError: (chunk: Buffer) => void;
  /** Output beyond that many bytes ends the process at once. */
  readonly mostBytes?: number;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Where it could not be started: `ENOENT`. */
  readonly error?: string;
  readonly isTooLong: boolean;
}

/**
 * Runs a program to its end, and whatever it started to theirs: none outlives it, or us where we end by `process.exit`.
 *
 * It is the leader of a group (and session) of its own, so that Ctrl-C in a terminal doesn't reach it beside our SIGINT: a second interrupt makes Terraform give up
 * at once, without releasing the state's lock. SIGTERM is an interrupt to it, too, so it comes after the grace (hashicorp/terraform: signal_unix.go, commands.go).
 */
export function runProcess({ path, args, cwd, env, stop, graceMs, onOut, onError, mostBytes = Infinity }: ProcessProps): Promise<ProcessEnd> {
  if (stop.aborted) return Promise.resolve({ code: null, signal: null, isTooLong: false });
  return new Promise((resolve) => {
    const child = started(() => spawn(path, args, { cwd, env: { ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"], windowsHide: true }));
    if (typeof child === "string") {
      resolve({ code: null, signal: null, error: child, isTooLong: false });
      return;
    }
    const forget = atExit(() => killGroup(child));
    const timers: NodeJS.Timeout[] = [];
    const later = (ms: number, act: () => void): void => void timers.push(setTimeout(act, ms));
    const interrupt = (): void => {
      signalTo(child, "SIGINT");
      later(graceMs, () => signalTo(child, "SIGTERM"));
      later(graceMs * (1 + LAST_GRACE), () => killGroup(child));
    };
    stop.addEventListener("abort", interrupt, { once: true });
    let bytes = 0;
    let error: string | undefined;
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      stop.removeEventListener("abort", interrupt);
      timers.forEach(clearTimeout);
      forget();
      resolve({ code, signal, ...(error === undefined ? {} : { error }), isTooLong: bytes > mostBytes });
    };
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) onOut(chunk);
      else killGroup(child);
    });
    child.stderr.on("data", onError);
    child.on("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
      error = code;
      if (child.pid === undefined) end(null, null);
    });
    child.on("exit", () => {
      // What it left behind holds its output open, or works on.
      killGroup(child);
      later(graceMs * LAST_GRACE, () => {
        child.stdout.destroy();
        child.stderr.destroy();
      });
    });
    child.on("close", end);
  });
}

/** Some reasons why a process can't be started are thrown, others come as an event: an environment that is too big, E2BIG, is thrown. */
function started<T>(start: () => T): T | string {
  try {
    return start();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function signalTo(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}

/** Windows has no groups: there only the process itself can be ended, and Terraform's plugins end when it is gone. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}
