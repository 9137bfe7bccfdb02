import { readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { processLives } from "../../terraform/run/process-lives";

const PREFIX = ".staging-";
const HOST = hostname().replace(/[^\w.]/gu, "_");
/** What the name of a staging folder begins with: it says whose it is, a process's of a machine that may share the disk with others. */
export const STAGING = `${PREFIX}${HOST}-${process.pid}-`;

/** No run takes so long, in milliseconds: a folder of a process that can't be asked after was left by one that was killed. */
const OLD = 24 * 60 * 60 * 1000;

/** Removes the staging folders of runs that were killed, never one of a process that lives. */
export function removeAbandoned(out: string): void {
  for (const name of readdirSync(out)) {
    const folder = join(out, name);
    try {
      if (name.startsWith(PREFIX) && isAbandoned(name, statSync(folder).mtimeMs)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or not ours to remove: it is in nobody's way.
    }
  }
}

function isAbandoned(name: string, changed: number): boolean {
  const [, host, pid] = /^\.staging-([\w.]+)-(\d+)-\w+$/u.exec(name) ?? [];
  if (host !== HOST) return Date.now() - changed > OLD;
  // In containers every run may have the same number: what is older than this one was another's.
  if (Number(pid) === process.pid) return changed < Date.now() - process.uptime() * 1000;
  return !processLives(Number(pid));
}
