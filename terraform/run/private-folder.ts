import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./at-exit";
import { processLives } from "./process-lives";
import { sha256 } from "./stack-facts";

const PREFIX = "mailbox-baseline-plan-";
/** Containers may share the folder, and the numbers of their processes mean something else in each. */
const HOST = sha256(hostname()).slice(0, 8);

/** Gives a folder that only this user can read (mkdtemp makes it with mode 0700), and removes it with all that is in it, also when the process ends meanwhile. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${HOST}-${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(remove);
  try {
    return await work(folder);
  } finally {
    remove();
    forget();
  }
}

/** Removes what processes of this user on this machine left that were killed outright: a plan holds secrets in clear. What can't be removed stays. */
export function sweepPrivateFolders(temporary = tmpdir()): void {
  for (const name of namesIn(temporary)) {
    const [, host, pid] = /^mailbox-baseline-plan-([0-9a-f]{8})-(\d+)-/u.exec(name) ?? [];
    if (host === HOST && !processLives(Number(pid))) removeOwn(join(temporary, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeOwn(folder: string): void {
  try {
    if (statSync(folder).uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another run was faster, or it is not ours to remove.
  }
}
