import { accessSync, constants, existsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { InputError, shown } from "../../catalogue/fault";
import { environmentFor, type Env } from "./environment";
import { runProcess } from "./terraform-process";

export interface TerraformTool {
  /** Absolute. */
  readonly path: string;
  readonly name: "Terraform" | "OpenTofu";
  readonly version: string;
}

/** What the stacks ask for: their `removed` blocks are of 1.7, in OpenTofu too. */
const LEAST_VERSION = [1, 7] as const;
const ANSWER_MS = 15_000;
const MOST_BYTES = 1_000_000;
const NAMES = ["terraform", "tofu"] as const;
const INSTALL =
  "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install), 1.7 or newer, " +
  "or name it: --terraform PATH";

/**
 * Terraform or OpenTofu as it is installed. Throws {@link InputError} where there is none, where it doesn't answer, or is older than 1.7.
 * @param path a path, or a name on PATH; undefined for terraform on PATH, else tofu
 */
export async function findTerraform(path: string | undefined, env: Env, { answerMs = ANSWER_MS, temporary = tmpdir() } = {}): Promise<TerraformTool> {
  const found = path === undefined ? onPath(NAMES, env) : executable(path, env);
  if (found === undefined) throw fault("terraform", `is not on PATH, nor is tofu; ${INSTALL}`);
  const printed = await versionOf(found, env, { answerMs, temporary });
  const [, name, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/mu.exec(printed) ?? /^\{[^]*"(terraform)_version"\s*:\s*"(\d+\.\d+\.\d+[^"]*)"/u.exec(printed) ?? [];
  if (name === undefined || version === undefined) {
    throw fault(found, `answers \`version\` with ${shown(printed.trim())}, so it is neither Terraform nor OpenTofu; ${INSTALL}`);
  }
  if (isTooOld(version)) throw fault(found, `is ${name === "OpenTofu" ? name : "Terraform"} ${version}; the stacks need 1.7 or newer: ${INSTALL}`);
  return { path: found, name: name === "OpenTofu" ? name : "Terraform", version };
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]);
}

function executable(path: string, env: Env): string {
  if (path === "") throw fault("--terraform", "names nothing; name the program, or leave it out for the one on PATH");
  if (!/[\\/]/u.test(path)) {
    const found = onPath([path], env);
    if (found === undefined) throw fault(path, `is not on PATH; ${INSTALL}`);
    return found;
  }
  // From each stack's folder a relative path would lead elsewhere.
  const absolute = resolve(path);
  try {
    if (!statSync(absolute).isFile()) throw fault(path, "is no file; name the program terraform or tofu itself");
    accessSync(absolute, constants.X_OK);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw fault(path, code === "EACCES" ? `is not executable; \`chmod +x\` it, or ${INSTALL}` : `cannot be found: ${code ?? String(error)}; ${INSTALL}`);
  }
  return absolute;
}

function onPath(names: readonly string[], env: Env): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  const files = names.flatMap((name) => folders.flatMap((folder) => endings.map((ending) => resolve(join(folder, `${name}${ending}`)))));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

async function versionOf(path: string, env: Env, { answerMs, temporary }: { readonly answerMs: number; readonly temporary: string }): Promise<string> {
  const chunks: Buffer[] = [];
  // Where no stack lies: in one it would name the providers too. A folder that is missing looks like a program that is.
  const cwd = [temporary, "/"].find((folder) => existsSync(folder)) ?? process.cwd();
  const end = await runProcess({
    path,
    args: ["version"],
    cwd,
    env: environmentFor(env, undefined),
    stop: AbortSignal.timeout(answerMs),
    graceMs: Math.min(answerMs, 1000),
    mostBytes: MOST_BYTES,
    onOut: (chunk) => void chunks.push(chunk),
    onError: () => undefined,
  });
  if (end.error !== undefined) throw fault(path, `cannot be run: ${end.error}; ${INSTALL}`);
  if (end.signal !== null) throw fault(path, `does not answer \`version\` within ${answerMs / 1000} s; ${INSTALL}`);
  if (end.code !== 0) throw fault(path, `does not answer \`version\`: it ends with ${end.code ?? "nothing"}; ${INSTALL}`);
  return Buffer.concat(chunks).toString("utf8");
}

function fault(file: string, message: string): InputError {
  return new InputError([{ file, path: "", message }]);
}
