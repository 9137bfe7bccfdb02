import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { constants } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { InputError } from "../../catalogue/fault";
import { fail } from "./read-fault";

/** What is read from a file at once. Larger ones are slower: what they become no longer fits where the garbage collector moves things cheaply. */
const CHUNK = 65_536;
/** What a file may hold that has to be in memory whole: one that is compressed, or one JSON document. */
export const MOST_IN_MEMORY = Math.min(512 * 1_048_576, constants.MAX_STRING_LENGTH);

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`;
}

/** The bytes of a file, unpacked where its name ends in .gz. */
export function* chunksOf(file: string): Generator<Buffer> {
  if (!file.toLowerCase().endsWith(".gz")) yield* plainChunks(file);
  else {
    const bytes = unpacked(file);
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  }
}

function* plainChunks(file: string): Generator<Buffer> {
  const descriptor = opened(file);
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = readSync(descriptor, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Throws InputError where there is no such file. A directory can be opened too, and a pipe would wait for ever. */
export function checkFile(file: string): void {
  accessed(file, () => {
    if (!statSync(file).isFile()) fail({ file }, "is no regular file; name a file of records");
  });
}

function opened(file: string): number {
  checkFile(file);
  return accessed(file, () => openSync(file, "r"));
}

/** Whole, since Node unpacks piece by piece only asynchronously. */
function unpacked(file: string): Buffer {
  checkFile(file);
  return accessed(file, () => gunzipSync(readFileSync(file), { maxOutputLength: MOST_IN_MEMORY }));
}

function accessed<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT") fail({ file }, "does not exist; name a file of records");
    if (code === "ERR_BUFFER_TOO_LARGE") fail({ file }, `unpacks to more than ${mebibytes(MOST_IN_MEMORY)}; unpack it first`);
    if (code.startsWith("Z_")) fail({ file }, "is not gzip data, or is cut short; pack it again, or name it without .gz");
    return fail({ file }, `cannot be read: ${code || String(error)}`);
  }
}
