#!/usr/bin/env node
import { isColorSupported } from "picocolors";
import { INTERRUPTED } from "../findings/exit-code";
import type { Io } from "./io";
import { restart, shouldRestart } from "./restart";
import { writeNow } from "./write-now";

/** The process around a command: its streams, its clock, its Ctrl-C. */
export async function main(args: readonly string[]): Promise<number> {
  let interrupts = 0;
  const interrupt = (): void => {
    interrupts += 1;
    // A second Ctrl-C is meant.
    if (interrupts > 1) process.exit(INTERRUPTED);
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // Whoever reads us may leave early, as `| head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stream: (text) => writeNow(process.stdout.fd, text),
    input: () => process.stdin,
    width: isTerminal(process.stdout) ? Math.min(process.stdout.columns, 100) : 80,
    color: isColorSupported && isTerminal(process.stdout),
    terminal: isTerminal(process.stdout),
    interactive: isTerminal(process.stdin) && isTerminal(process.stderr),
    env: process.env,
    now: () => new Date(),
    aborted: () => interrupts > 0,
    endOnInterrupt: () => {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
  // Not before: a process that only starts another one needs nothing of the commands.
  const { run } = await import("./program.js");
  return run(args, io);
}

/** Where there is no terminal, isTTY is undefined and not false, which picocolors would take for "not said". */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

if (require.main === module) {
  const args = process.argv.slice(2);
  void (shouldRestart(args) ? restart(__filename, args) : main(args)).then((code) => {
    process.exitCode = code;
  });
}
