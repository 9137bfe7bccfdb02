import { basename, relative } from "node:path";
import { formatFault, InputError } from "../../catalogue/fault";

/** The faults with which an action is refused, as the user reads them, each file by its path inside the folder (or its name). */
export function refusal(action: () => unknown, folder?: string): string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map((fault) => formatFault({ ...fault, file: folder === undefined ? basename(fault.file) : relative(folder, fault.file) }));
  }
  throw new Error("nothing was refused");
}

/** The same without file and line: `path: message`. */
export function refusedWith(action: () => unknown): string[] {
  return refusal(action).map((line) => line.replace(/^[^\s:]+(?::\d+)?:? /u, ""));
}
