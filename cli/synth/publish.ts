import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError, type Fault } from "../../catalogue/fault";
import { makeDir } from "../make-dir";
import { unwritable, type Staging } from "./staging";

/** Which files of an output folder are ours, by tenant: what we may replace and remove. Nothing else there is touched. */
interface OutputManifest {
  readonly formatVersion: 1;
  readonly tenants: Readonly<Record<string, readonly string[]>>;
}

const MANIFEST = "mailbox-baseline.json";
export const CDKTF_MANIFEST = "manifest.json";

export interface Published {
  /** Tenants whose files were removed, since they have no tenant file any more. */
  readonly removed: readonly string[];
  /** Tenants that are gone too, but whose folder holds Terraform state. */
  readonly kept: readonly string[];
}

/** cdktf's list of stacks, as each App writes it for its own. */
export interface CdktfManifest {
  readonly version: string;
  readonly stacks: Readonly<Record<string, unknown>>;
}

/**
 * Moves the staged stacks into place, or, if a single file can't be moved, puts everything back as it was.
 * @param synthesized cdktf's manifest of each tenant just staged, by name
 * @param existing names of all tenants that have a file: of the others, our files are removed
 */
export function publish(out: string, staging: Staging, synthesized: ReadonlyMap<string, CdktfManifest>, existing: ReadonlySet<string>): Published {
  const previous = readManifest(out);
  const files = [...synthesized.keys()].map((name) => [name, [stackFile(name)]] as const);
  refuseForeign(out, [...synthesized.keys()].filter((name) => previous.tenants[name] === undefined));
  const gone = Object.keys(previous.tenants).filter((name) => !existing.has(name));
  const kept = gone.filter((name) => holdsState(join(out, "stacks", name)));
  const removed = gone.filter((name) => !kept.includes(name));
  const stay = Object.entries(previous.tenants).filter(([name]) => !removed.includes(name));
  const tenants = Object.fromEntries([...stay, ...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  try {
    writeFileSync(join(staging.dir, MANIFEST), `${JSON.stringify({ formatVersion: 1, tenants } satisfies OutputManifest, undefined, 2)}\n`);
    writeFileSync(join(staging.dir, CDKTF_MANIFEST), `${JSON.stringify(mergedManifest(out, [...synthesized.values()], new Set(Object.keys(tenants).filter((name) => existing.has(name)))), undefined, 2)}\n`);
    swap(out, staging.dir, [...files.flatMap(([, paths]) => paths), CDKTF_MANIFEST, MANIFEST]);
  } catch (error) {
    throw unwritable(out, error);
  }
  for (const name of removed) remove(out, previous.tenants[name] ?? []);
  return { removed, kept };
}

/** What somebody else put where a stack goes is not ours to overwrite; a stack of that name that cdktf wrote is what we write too. */
function refuseForeign(out: string, tenants: readonly string[]): void {
  const faults = tenants.filter((name) => isForeign(join(out, stackFile(name)), name)).map((name): Fault => ({ file: join(out, stackFile(name)), path: "", message: "was not written by this tool; move it away, or name another folder by --out" }));
  if (faults.length > 0) throw new InputError(faults);
}

function isForeign(file: string, tenant: string): boolean {
  if (!existsSync(file)) return false;
  const stack = readJson(file) as { "//"?: { metadata?: { stackName?: unknown } } } | undefined;
  return stack?.["//"]?.metadata?.stackName !== tenant;
}

function stackFile(tenant: string): string {
  return join("stacks", tenant, "cdk.tf.json");
}

/** The stacks just made, and of those of the previous run the ones that still belong: an App knows only its own and overwrites the file. */
function mergedManifest(out: string, made: readonly CdktfManifest[], belong: ReadonlySet<string>): CdktfManifest {
  const previous = readJson(join(out, CDKTF_MANIFEST)) as Partial<CdktfManifest> | undefined;
  const stacks = Object.assign({}, previous?.stacks, ...made.map((m) => m.stacks)) as Record<string, unknown>;
  return { version: made[0]?.version ?? "", stacks: Object.fromEntries(Object.entries(stacks).filter(([name]) => belong.has(name)).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A manifest that can't be read lists nothing, so nothing is removed by it. */
function readManifest(out: string): OutputManifest {
  const value = readJson(join(out, MANIFEST)) as Partial<OutputManifest> | undefined;
  const tenants = Object.entries(value?.tenants ?? {}).filter(([name, files]) => Array.isArray(files) && files.every((file) => file === stackFile(name)));
  return { formatVersion: 1, tenants: Object.fromEntries(tenants) };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Absent, or broken by someone else: either way there is nothing in it to go by.
    return undefined;
  }
}

function swap(out: string, staged: string, files: readonly string[]): void {
  const undo: (() => void)[] = [];
  try {
    files.forEach((file, i) => {
      const target = join(out, file);
      const aside = join(staged, `.previous-${i}`);
      if (moveFolder(out, staged, dirname(file))) {
        undo.push(() => renameSync(dirname(target), join(staged, dirname(file))));
        return;
      }
      makeDir(dirname(target));
      if (existsSync(target)) {
        renameSync(target, aside);
        undo.push(() => renameSync(aside, target));
      }
      renameSync(join(staged, file), target);
      undo.push(() => rmSync(target, { force: true }));
    });
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** A stack that is new is moved with its folder: of a thousand, half the work. Answers whether it was. */
function moveFolder(out: string, staged: string, folder: string): boolean {
  if (folder === "." || existsSync(join(out, folder))) return false;
  makeDir(dirname(join(out, folder)));
  renameSync(join(staged, folder), join(out, folder));
  return true;
}

function remove(out: string, files: readonly string[]): void {
  for (const file of files) {
    rmSync(join(out, file), { force: true });
    const folder = dirname(join(out, file));
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** State in the folder itself, in workspaces, or the record of a remote backend under .terraform. */
function holdsState(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.some((name) => /\.tfstate(?:\.|$)/u.test(name) || /(?:^|[\\/])terraform\.tfstate\.d(?:[\\/]|$)/u.test(name));
}
