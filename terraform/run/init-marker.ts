import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformTool } from "./find-terraform";
import { LOCK_FILE, sha256, textOfFile, type StackFacts } from "./stack-facts";

/** Beside what `init` puts there, and thrown away with it. */
const MARKER = join(".terraform", "mailbox-baseline.json");

interface Marked {
  readonly digest: string;
  /** Resources that the last plan refreshed. */
  readonly refreshed?: number;
}

/** What an `init` of a stack depends on: Terraform itself, providers, backend and modules, the lock file, and the environment's own say in these. */
export function initDigest(dir: string, facts: StackFacts, { name, version }: TerraformTool, env: Readonly<Record<string, string>>): string {
  const own = ["TF_WORKSPACE", "TF_CLI_ARGS_init", "TF_CLI_CONFIG_FILE"].map((variable) => env[variable] ?? "");
  return sha256(JSON.stringify([name, version, facts.digest, textOfFile(join(dir, LOCK_FILE)) ?? "", own]));
}

/** What the last run of ours noted in the stack's folder; undefined where none did, or all of it is gone. */
export function readMarker(dir: string): Marked | undefined {
  try {
    const json = JSON.parse(textOfFile(join(dir, MARKER)) ?? "null") as Partial<Marked> | null;
    if (typeof json?.digest !== "string" || !existsSync(join(dir, ".terraform"))) return undefined;
    return { digest: json.digest, ...(typeof json.refreshed === "number" ? { refreshed: json.refreshed } : {}) };
  } catch {
    return undefined;
  }
}

export function writeMarker(dir: string, marked: Marked): void {
  try {
    mkdirSync(join(dir, ".terraform"), { recursive: true });
    writeFileSync(join(dir, MARKER), JSON.stringify(marked));
  } catch {
    // The next run initialises once more.
  }
}

/** Before the folder is initialised: an `init` that breaks off leaves it half done. */
export function removeMarker(dir: string): void {
  try {
    rmSync(join(dir, MARKER), { force: true });
  } catch {
    // Where nothing can be removed, init can't write either, and says so.
  }
}
