import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { hasSnapshot, snapshotFile } from "../kql/language/snapshot";

/** The commands that need Microsoft's parser. */
const PARSING = new Set(["check", "hunt", "kql", "replay", "test"]);

/** Whether the process should be another one, that starts with the parser set up. Options of Node's may be such that it refuses a snapshot made without them. */
export function shouldRestart(args: readonly string[]): boolean {
  const plain = process.execArgv.length === 0 && (process.env["NODE_OPTIONS"] ?? "") === "";
  return PARSING.has(args[0] ?? "") && plain && !("Kusto" in globalThis) && hasSnapshot();
}

/** A child of `restart` says that it runs. */
export function sayStarted(): void {
  if ("Kusto" in globalThis) process.send?.("started");
}

/** Signals of a process that fell over. */
const CRASHES: ReadonlySet<NodeJS.Signals | null> = new Set<NodeJS.Signals>(["SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGTRAP"]);

/**
 * Runs the same command in a process that starts from the parser's snapshot, with our streams; answers its exit code. Undefined if Node couldn't start from the
 * snapshot, one that was cut short in copying for one: then the snapshot is removed, and the command has not run.
 */
export async function restart(main: string, args: readonly string[], snapshot = snapshotFile()): Promise<number | undefined> {
  const child = spawn(process.execPath, ["--snapshot-blob", snapshot, main, ...args], { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  const said: unknown[] = [];
  child.on("message", (message) => said.push(message));
  // A terminal sends Ctrl-C to both; the child decides what comes of it. Who asks us alone to end means the child.
  const interrupt = (): void => undefined;
  const terminate = (): boolean => child.kill("SIGTERM");
  process.on("SIGINT", interrupt).on("SIGTERM", terminate);
  const { code, signal } = await endOf(child);
  process.off("SIGINT", interrupt).off("SIGTERM", terminate);
  if (said.length === 0 && (signal === null || CRASHES.has(signal))) {
    discard(snapshot);
    return undefined;
  }
  if (signal !== null) process.kill(process.pid, signal);
  return code ?? 1;
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Its last message may come after its exit, but not after its disconnection. */
function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.on("error", () => resolve({ code: null, signal: null }));
    child.on("exit", (code, signal) => {
      const end = (): void => resolve({ code, signal });
      if (child.connected) child.once("disconnect", end);
      else end();
    });
  });
}

function discard(snapshot: string): void {
  try {
    rmSync(snapshot, { force: true });
  } catch {
    // Where nothing may be written, each start tries it anew.
  }
}
