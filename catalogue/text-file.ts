import { readFileSync, statSync } from "node:fs";
import { InputError } from "./fault";

/** Tenant files, rules and queries are written by hand; a megabyte of one is a mistake or an attack. */
const MAX_BYTES = 1_000_000;

/** The text of a file in UTF-8, of at most a megabyte where nothing else is said. */
export function readText(file: string, mostBytes = MAX_BYTES): string {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new InputError([{ file, path: "", message: "is no regular file; write a file of that name, or name another" }]);
    const { size } = stat;
    if (size > mostBytes) {
      throw new InputError([{ file, path: "", message: `is ${(size / 1e6).toFixed(1)} MB; at most ${mostBytes / 1e6} MB is read: is this the right file?` }]);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw new InputError([{ file, path: "", message: "is not UTF-8 text; save it as UTF-8" }]);
    throw new InputError([{ file, path: "", message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  }
}
