import { spawn } from "node:child_process";
import { hasSnapshot, snapshotFile } from "../kql/language/snapshot";

/** The commands that need Microsoft's parser. */
const PARSING = new Set(["check", "kql"]);

/** Whether the process should be another one, that starts with the parser set up. Options of Node's may be such that it refuses a snapshot made without them. */
export function shouldRestart(args: readonly string[]): boolean {
  const plain = process.execArgv.length === 0 && (process.env["NODE_OPTIONS"] ?? "") === "";
  return PARSING.has(args[0] ?? "") && plain && !("Kusto" in globalThis) && hasSnapshot();
}

/** Runs the same command in a process that starts from the parser's snapshot, with our streams; answers its exit code. */
export function restart(main: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ["--snapshot-blob", snapshotFile(), main, ...args], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both; the child decides what comes of it. Who asks us alone to end means the child.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (signal === null) resolve(code ?? 1);
      else {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      }
    });
  });
}
