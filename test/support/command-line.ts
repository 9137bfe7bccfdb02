import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

export const PROJECT = resolve(__dirname, "..", "..");
const MAIN = join(PROJECT, "dist", "cli", "main.js");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** Milliseconds after which it is ended. */
  readonly timeout?: number;
}

/** Runs the built command line with no terminal and no colours: in a thread that is there already, or, where it is to run in another folder, in a process of its own. */
export function commandLine(args: readonly string[], options: Options & { readonly cwd?: string } = {}): Ran {
  if (options.cwd !== undefined && options.cwd !== PROJECT) return startedCommandLine(args, options);
  const { env = {}, input = "", timeout = 60_000 } = options;
  const { code, out, err } = runCommandLine({ args, env: { ...ownEnvironment(), ...env }, input: Buffer.from(input), timeout });
  return { code, out, err };
}

/** Runs the built command line in a process of its own, as a user or a pipeline does: what cli/main.ts makes of streams, terminals and colours, and what ends a process. */
export function startedCommandLine(args: readonly string[], { cwd = PROJECT, env = {}, input = "", timeout = 60_000 }: Options & { readonly cwd?: string } = {}): Ran {
  const ran = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: "utf8", env: { ...ownEnvironment(), ...env }, input, maxBuffer: 1 << 26, timeout });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** cdktf, when it runs the tests, names its own folder of output. */
function ownEnvironment(): Record<string, string | undefined> {
  const { CDKTF_OUTDIR: _, ...env } = process.env;
  return env;
}

/** Of test/environment/, in which every test runs. */
declare function runCommandLine(request: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string | undefined>>; readonly input: Buffer; readonly timeout: number }): Ran;
