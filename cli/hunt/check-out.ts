import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, sep } from "node:path";
import { InputError } from "../../catalogue/fault";

/** Says before a long hunt what would come to nothing after it: a file that can't be written, or one of the logs that would be overwritten. Throws InputError. */
export function checkOut(out: string, files: readonly string[]): void {
  const refuse = (message: string): never => {
    throw new InputError([{ file: out, path: "", message }]);
  };
  try {
    // Ending as a folder's name does, so that a file there is refused too.
    accessSync(`${dirname(out)}${sep}`, constants.W_OK);
  } catch (error) {
    refuse(`cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}; name a file in a folder that you may write to`);
  }
  const stands = statSync(out, { throwIfNoEntry: false });
  if (stands?.isDirectory() === true) refuse("is a folder; name a file in it");
  if (stands !== undefined && files.some((file) => statSync(file, { throwIfNoEntry: false }) !== undefined && realpathSync(file) === realpathSync(out))) refuse("is one of the logs, which it would overwrite; name another file");
}
