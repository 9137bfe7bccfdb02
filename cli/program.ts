import { Command, CommanderError } from "commander";
import { InputError, formatFault } from "../catalogue/fault";
import { packageVersion } from "../catalogue/location";
import { forTerminal } from "../findings/escape";
import { EXIT } from "../findings/exit-code";
import { checkCommand } from "./check";
import { coverageCommand } from "./coverage";
import { driftCommand } from "./drift";
import { explainCommand } from "./explain";
import { huntCommand } from "./hunt";
import { initCommand } from "./init";
import type { Io } from "./io";
import { kqlCommand } from "./kql";
import { listCommand } from "./list";
import { replayCommand } from "./replay";
import { reviewCommand } from "./review";
import { synthCommand } from "./synth";
import { testCommand } from "./test";

const COMMANDS = [synthCommand, checkCommand, reviewCommand, driftCommand, testCommand, huntCommand, replayCommand, initCommand, listCommand, explainCommand, coverageCommand, kqlCommand];
/** More faults than these are a pattern, not a list to work through. */
const MOST_FAULTS_SHOWN = 50;

/** Runs one command line and returns its exit code. Never throws for what a user can cause. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean;
  const exit = (given: number): void => {
    code = given;
  };
  const program = new Command("mailbox-baseline")
    .description("Microsoft 365 mailbox security as code: one tenant file in, one Terraform stack out.")
    .version(packageVersion())
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings, 2 could not run,\n3 something could not be evaluated.");
  for (const make of COMMANDS) program.addCommand(make(io, exit));
  for (const command of withSubcommands(program)) {
    command
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text), getOutHelpWidth: () => io.width, getErrHelpWidth: () => io.width });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return failure(error, io, ["synth", "init", "review"].includes(args[0] ?? ""));
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** @param writes whether the command writes files: then its faults say that none was */
function failure(error: unknown, io: Io, writes: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.couldNotRun;
  if (error instanceof InputError) {
    const { faults } = error;
    io.err(`${faults.slice(0, MOST_FAULTS_SHOWN).map((fault) => forTerminal(formatFault(fault))).join("\n")}\n`);
    if (faults.length > MOST_FAULTS_SHOWN) io.err(`and ${faults.length - MOST_FAULTS_SHOWN} more\n`);
    io.err(`${faults.length} fault${faults.length === 1 ? "" : "s"}${writes ? "; nothing was written" : ""}\n`);
    return EXIT.couldNotRun;
  }
  // A defect of ours, or a machine in trouble: either way nothing was judged, and exit code 1 would say that something was.
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  io.err(`unexpected: ${forTerminal(message)}\n`);
  io.err(io.env["MAILBOX_BASELINE_DEBUG"] === undefined ? "set MAILBOX_BASELINE_DEBUG=1 to see where, and report it\n" : `${stack ?? ""}\n`);
  return EXIT.couldNotRun;
}
