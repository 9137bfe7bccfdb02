#!/usr/bin/env node
import { isColorSupported } from "picocolors";
import { INTERRUPTED, TERMINATED } from "../findings/exit-code";
import type { Io } from "./io";
import { restart, sayStarted, shouldRestart } from "./restart";
import { writeNow } from "./write-now";

/** The process around a command: its streams, its clock, its Ctrl-C. */
export async function main(args: readonly string[]): Promise<number> {
  let ended: typeof INTERRUPTED | typeof TERMINATED | undefined;
  const interrupt = (signal: NodeJS.Signals): void => {
    // A second Ctrl-C is meant.
    if (ended !== undefined) process.exit(ended);
    ended = signal === "SIGTERM" ? TERMINATED : INTERRUPTED;
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // Whoever reads us may leave early, as `| head` does.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") process.stderr.write(`standard output: cannot be written: ${code ?? "unknown"}\n`);
    process.exit(code === "EPIPE" ? 0 : 2);
  });
  // What complains of a reader that left has nobody to complain to.
  process.stderr.on("error", () => undefined);
  // A terminal that doesn't know its width says 0.
  const columns = isTerminal(process.stdout) ? process.stdout.columns || 80 : undefined;
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stream: (text) => writeNow(process.stdout.fd, text),
    input: () => process.stdin,
    width: Math.min(columns ?? 80, 100),
    color: isColorSupported && isTerminal(process.stdout),
    columns,
    interactive: isTerminal(process.stdin) && isTerminal(process.stderr),
    env: process.env,
    now: () => new Date(),
    aborted: () => ended !== undefined,
    endOnInterrupt: () => {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
  // Not before: a process that only starts another one needs nothing of the commands.
  const { run } = await import("./program.js");
  const code = await run(args, io);
  return code === INTERRUPTED ? (ended ?? code) : code;
}

/** Where there is no terminal, isTTY is undefined and not false, which picocolors would take for "not said". */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

if (require.main === module) {
  const args = process.argv.slice(2);
  void start(args).then((code) => {
    process.exitCode = code;
  });
}

async function start(args: readonly string[]): Promise<number> {
  sayStarted();
  return (shouldRestart(args) ? await restart(__filename, args) : undefined) ?? main(args);
}
