import { chmodSync, existsSync, lstatSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InputError } from "../catalogue/fault";

/**
 * Writes a file whole or not at all: what stood there stays until the new text is complete beside it, which whoever could read that may read, and nobody else. A symbolic link stays one:
 * what it leads to is replaced.
 */
export function writeFile(file: string, text: string): void {
  let draft: string | undefined;
  try {
    const real = realPath(file);
    draft = `${real}.${process.pid}.draft`;
    const mode = statSync(file, { throwIfNoEntry: false })?.mode;
    writeFileSync(draft, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, real);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw new InputError([{ file, path: "", message: `cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}; name a file in a folder that you may write to` }]);
  }
}

/** Where a file is, or will be, at the end of its links. */
function realPath(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? resolve(dirname(file), readlinkSync(file)) : file;
}
