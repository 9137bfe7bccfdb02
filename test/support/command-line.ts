import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

export const PROJECT = resolve(__dirname, "..", "..");
const MAIN = join(PROJECT, "dist", "cli", "main.js");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line in a process of its own, as a user or a pipeline does: no terminal, no colours. */
export function commandLine(args: readonly string[], options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string | Buffer; readonly timeout?: number } = {}): Ran {
  const { CDKTF_OUTDIR: _, ...env } = process.env;
  const ran = spawnSync(process.execPath, [MAIN, ...args], { cwd: options.cwd ?? PROJECT, encoding: "utf8", env: { ...env, ...options.env }, input: options.input ?? "", maxBuffer: 1 << 26, timeout: options.timeout ?? 60_000 });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
