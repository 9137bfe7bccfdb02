import { closeSync, existsSync, openSync, readSync, renameSync } from "node:fs";
import { InputError } from "../../catalogue/fault";
import { readText } from "../../catalogue/text-file";
import { forTerminal } from "../../findings/escape";
import { isMap } from "../../terraform/block";
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
 * The results of the run before. Where this run's own output is damaged, it is moved aside, said, and counts for nothing: undefined, as where there is none yet.
 * Throws {@link InputError} for a file that can't be read, is something else, or is of a newer version; and where it was named, if it isn't there or is damaged:
 * what is only to be read is never touched.
 */
export function readPrevious({ file, named, now }: PreviousProps, io: Io): DriftResults | undefined {
  if (!existsSync(file)) {
    if (named) throw fault(file, "does not exist; leave --previous out, or name by --results where results are kept: that file may be missing the first time");
    return undefined;
  }
  const json = parsed(readable(file));
  refuseOther(file, json);
  const results = asResults(json);
  if (results !== undefined) return results;
  if (named) throw fault(file, "is damaged, or no results of `drift`; name other results, or leave --previous out");
  setAside(file, now, io);
  return undefined;
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

/** What is not ours is not ours to move or overwrite, whole or not. */
function refuseOther(file: string, json: unknown): void {
  if (!isMap(json)) {
    if (!beginsLikeOurs(beginningOf(file))) throw fault(file, "is something else than results of `drift`; name another file");
    return;
  }
  const { formatVersion, tenants } = json;
  if (typeof formatVersion === "number" && formatVersion > FORMAT_VERSION) throw fault(file, `is of format ${formatVersion}, which a newer version of mailbox-baseline wrote; this one reads ${FORMAT_VERSION}: upgrade, or name another file`);
  if (formatVersion === undefined || !Array.isArray(tenants)) throw fault(file, "is JSON of something else than results of `drift`; name another file");
}

/** As asJson writes it, cut off anywhere; or nothing, and where a disk lost what was written, zero bytes. */
function beginsLikeOurs(beginning: string): boolean {
  const text = beginning.replace(/\s/gu, "");
  return /^\0*$/u.test(text) || text.startsWith(OUR_BEGINNING) || OUR_BEGINNING.startsWith(text);
}

const OUR_BEGINNING = '{"formatVersion":';
/** Whether a file is, or was, results of `drift`, by how it begins. */
export function isOfResults(file: string): boolean {
  return beginningOf(file).replace(/\s/gu, "").startsWith(OUR_BEGINNING);
}

/** Bytes: enough for it, however it is laid out. */
const LOOKED_AT = 64;

/** What may be no text of UTF-8. */
function beginningOf(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(LOOKED_AT);
    return bytes.toString("latin1", 0, readSync(descriptor, bytes, 0, LOOKED_AT, 0));
  } finally {
    closeSync(descriptor);
  }
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
