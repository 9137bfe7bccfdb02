import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../catalogue/fault";
import { makeDir } from "../make-dir";
import { removeAbandoned, STAGING } from "./abandoned-staging";

/** A folder beside the final files, on the same disk, that a run fills before anything of the previous run is touched. */
export interface Staging {
  readonly dir: string;
  discard(): void;
}

/** Makes the output folder and a staging folder in it, and removes those of runs that were killed. Throws {@link InputError} where that can't be written. */
export function stage(out: string): Staging {
  const existed = existsSync(out);
  try {
    makeDir(out);
    removeAbandoned(out);
    const dir = mkdtempSync(join(out, STAGING));
    const discard = (): void => {
      rmSync(dir, { recursive: true, force: true });
      if (!existed && readdirSync(out).length === 0) rmdirSync(out);
    };
    try {
      // cdktf makes it too where it is missing, but of several processes that do so at once only one would succeed.
      mkdirSync(join(dir, "stacks"));
    } catch (error) {
      discard();
      throw error;
    }
    return { dir, discard };
  } catch (error) {
    throw unwritable(out, error);
  }
}

/** What the disk refused as a fault of the output folder; any other error as it is. */
export function unwritable(out: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new InputError([{ file: out, path: "", message: `cannot be written: ${code}; --out names another folder` }]);
}
