import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { InputError } from "../catalogue/fault";

/** Writes a file whole or not at all: what stood there stays until the new text is complete beside it, which whoever could read that may read, and nobody else. */
export function writeFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode;
    writeFileSync(draft, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new InputError([{ file, path: "", message: `cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}; name a file in a folder that you may write to` }]);
  }
}
