import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { InputError, shown } from "../../catalogue/fault";
import { atExit } from "../../terraform/run/at-exit";
import { processLives } from "../../terraform/run/process-lives";

/** Who writes an output file: said in a file beside it, so that two runs don't overwrite each other's results. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601: since when. */
  readonly time: string;
}

/** No run takes so long, in milliseconds: a lock of another machine, whose processes can't be asked after, is abandoned then. */
const OLD = 24 * 60 * 60 * 1000;
/** A lock that says nothing yet is one that is being written, for so long. */
const WRITING = 60 * 1000;

/** Locks files that a run will write; answers what unlocks them, which the end of the process does too. Throws {@link InputError} where another run holds one. */
export function lockOutputs(files: readonly string[]): () => void {
  const held: string[] = [];
  const unlock = (): void => held.splice(0).forEach((lock) => rmSync(lock, { force: true }));
  const forget = atExit(unlock);
  const release = (): void => {
    unlock();
    forget();
  };
  try {
    // In one order for all, so that of two runs one gets all of them.
    for (const file of [...new Set(files)].sort()) {
      take(file);
      held.push(lockOf(file));
    }
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

function take(file: string): void {
  const lock = lockOf(file);
  if (created(file)) return;
  const seen = textOf(lock);
  const holder = holderOf(seen);
  if (seen !== undefined && !isAbandoned(lock, holder)) throw refusal(file, holder);
  // Who else takes it over at the same moment moves another lock away than the one it saw, and puts it back.
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (textOf(aside) !== seen) linkSync(aside, lock);
  } catch {
    // Gone meanwhile, or taken: creating it tells.
  }
  rmSync(aside, { force: true });
  if (!created(file)) throw refusal(file, holderOf(textOf(lock)));
}

/** False where it is there already. */
function created(file: string): boolean {
  try {
    writeFileSync(lockOf(file), JSON.stringify({ pid: process.pid, host: hostname(), time: new Date().toISOString() } satisfies Holder), { flag: "wx" });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // Made, and not filled: it says nothing and holds for a while, and what the run finds is told before it fails to be written.
    if (code === "ENOSPC" || code === "EDQUOT") return true;
    throw new InputError([{ file, path: "", message: `cannot be written: ${code ?? String(error)} for ${lockOf(file)}; name a file in a folder that you may write to` }]);
  }
}

function textOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return undefined;
  }
}

function holderOf(text: string | undefined): Holder | undefined {
  try {
    const { pid, host, time } = JSON.parse(text ?? "") as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === "number" && typeof host === "string" && typeof time === "string" && !Number.isNaN(Date.parse(time)) ? { pid, host, time } : undefined;
  } catch {
    return undefined;
  }
}

function isAbandoned(lock: string, holder: Holder | undefined): boolean {
  if (holder === undefined) return age(statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > WRITING;
  const began = Date.parse(holder.time);
  if (holder.host !== hostname()) return age(began) > OLD;
  // In containers every run may have the same number: what is older than this process was another's.
  if (holder.pid === process.pid) return began < Date.now() - process.uptime() * 1000;
  return !processLives(holder.pid);
}

function age(since: number): number {
  return Date.now() - since;
}

function refusal(file: string, holder: Holder | undefined): InputError {
  const whom = holder === undefined ? "another run" : `another run (process ${holder.pid} on ${shown(holder.host)}, since ${holder.time})`;
  return new InputError([{ file, path: "", message: `is being written by ${whom}; wait for it, name another file, or remove ${lockOf(file)} if no such run is there` }]);
}
