import { packageVersion } from "../../catalogue/location";
import { exitCode, INTERRUPTED, type ExitCode } from "../../findings/exit-code";
import type { Io } from "../io";
import { synthReport, type ReportOptions, type SynthResult } from "./report";
import { writeStacks, type StackOptions } from "./write-stacks";

export interface SynthOptions extends StackOptions, ReportOptions {
  readonly format: "text" | "json";
}

/** Writes every chosen tenant's stack and prints what it made, or, where anything fails, leaves the previous output as it was. */
export async function synthesize(options: SynthOptions, io: Io): Promise<ExitCode | typeof INTERRUPTED> {
  const now = options.now ?? io.now();
  const written = await writeStacks(options, now, io);
  if (written === undefined) return INTERRUPTED;
  const { result } = written;
  // Only now, that nothing is left to tidy up: where nobody can be told, the process ends at once.
  io.out(options.format === "json" ? json(result, now) : synthReport(result, options, io));
  return exitCode(result.findings);
}

function json(result: SynthResult, now: Date): string {
  return `${JSON.stringify({ formatVersion: 1, version: packageVersion(), now: now.toISOString(), ...result }, undefined, 2)}\n`;
}
