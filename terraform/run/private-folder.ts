import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./at-exit";

/** Gives a folder that only this user can read (mkdtemp makes it with mode 0700), and removes it with all that is in it, also when the process ends meanwhile. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-plan-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(remove);
  try {
    return await work(folder);
  } finally {
    remove();
    forget();
  }
}
