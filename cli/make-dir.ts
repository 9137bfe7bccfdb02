import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Makes a folder and its missing parents, one by one: Node's own recursive mkdir never returns for a path such as /proc/x/y. */
export function makeDir(dir: string): void {
  const path = resolve(dir);
  if (existsSync(path)) return;
  makeDir(dirname(path));
  mkdirSync(path);
}
