import { existsSync, renameSync } from "node:fs";
import { InputError } from "../../catalogue/fault";
import { readText } from "../../catalogue/text-file";
import { forTerminal } from "../../findings/escape";
import type { Io } from "../io";
import { FORMAT_VERSION, type DriftResults } from "./results";
import { asResults } from "./results-schema";

/** A thousand tenants with a changed query each have some 50 MB. */
const MOST_BYTES = 400_000_000;

export interface PreviousProps {
  readonly file: string;
  /** Named by --previous; else it is this run's own output, and there is none at first. */
  readonly named: boolean;
  readonly now: Date;
}

/**
 * The results of the run before. What is damaged is moved aside, said, and counts for nothing: undefined, as where there is none yet.
 * Throws {@link InputError} for a file that isn't there though it was named, can't be read, is something else, or is of a newer version.
 */
export function readPrevious({ file, named, now }: PreviousProps, io: Io): DriftResults | undefined {
  if (!existsSync(file)) {
    if (named) throw fault(file, "does not exist; leave --previous out, or name by --results where results are kept: that file may be missing the first time");
    return undefined;
  }
  const json = parsed(readable(file));
  refuseOther(file, json);
  const results = asResults(json);
  if (results === undefined) setAside(file, now, io);
  return results;
}

/** Undefined where it is no text of UTF-8 either: a disk may have filled it with anything. */
function readable(file: string): string | undefined {
  try {
    return readText(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof InputError && error.faults.some(({ message }) => message.startsWith("is not UTF-8"))) return undefined;
    throw error;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is whole, and not ours, is not ours to move or overwrite. */
function refuseOther(file: string, json: unknown): void {
  if (typeof json !== "object" || json === null || Array.isArray(json) || Object.keys(json).length === 0) return;
  const { formatVersion, tenants } = json as { readonly formatVersion?: unknown; readonly tenants?: unknown };
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) throw fault(file, `is of format ${formatVersion}, which a newer version of mailbox-baseline wrote; this one reads ${FORMAT_VERSION}: upgrade, or name another file`);
  if (!Array.isArray(tenants)) throw fault(file, "is JSON of something else than results of `drift`; name another file");
}

function setAside(file: string, now: Date, io: Io): void {
  const aside = freeName(`${file}.corrupt-${now.toISOString().replace(/[:.]/gu, "-")}`);
  try {
    renameSync(file, aside);
  } catch (error) {
    throw fault(file, `is damaged and can't be moved aside: ${(error as NodeJS.ErrnoException).code ?? String(error)}; move it away`);
  }
  io.err(`${forTerminal(file)} is damaged: it was moved to ${forTerminal(aside)}, and this run is compared with none before it\n`);
}

function freeName(name: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(free)) return free;
  }
}

function fault(file: string, message: string): InputError {
  return new InputError([{ file, path: "", message }]);
}
