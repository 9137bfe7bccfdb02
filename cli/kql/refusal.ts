import { EXIT, type ExitCode } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import { KqlError } from "../../kql/engine/errors";
import type { Io } from "../io";

/** Says why a query gave no answer; throws on what is not about the query. */
export function refuse(name: string, error: unknown, io: Io): ExitCode {
  if (!(error instanceof KqlError)) throw error;
  io.err(`${forTerminal(`${name}: ${error.message}`)}\n`);
  return error.kind === "unsupported" ? EXIT.unknown : EXIT.couldNotRun;
}
