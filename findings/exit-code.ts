import type { Finding } from "./finding";

/** Exit codes of every command, in their order of precedence: 2 before 1 before 3. */
export const EXIT = {
  clean: 0,
  findings: 1,
  /** Usage, malformed or unreadable input: nothing was judged. */
  couldNotRun: 2,
  /** Ran, but something could not be evaluated. */
  unknown: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a shell reports of a command that Ctrl-C ended: 128 and SIGINT's number. */
export const INTERRUPTED = 130;
/** The same of one that SIGTERM ended, as a scheduler or a container sends it. */
export const TERMINATED = 143;

export function exitCode(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ verdict }) => verdict === "fail")) return EXIT.findings;
  return findings.some(({ verdict }) => verdict === "unknown") ? EXIT.unknown : EXIT.clean;
}
