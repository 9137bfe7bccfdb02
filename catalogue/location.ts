import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package's folder, both from a checkout and from `dist/`, where the compiled code stands a level deeper. */
export function packageDir(): string {
  for (let dir = __dirname; ; dir = dirname(dir)) {
    if (existsSync(join(dir, "package.json")) && existsSync(join(dir, "catalogue", "connectors.yaml"))) return dir;
    if (dirname(dir) === dir) throw new Error(`the package's catalogue folder is missing above ${__dirname}: install mailbox-baseline again`);
  }
}

export function bundledCatalogueDir(): string {
  return join(packageDir(), "catalogue");
}

/** Version of the package, and so of the catalogue that comes with it. */
export function packageVersion(): string {
  version ??= (JSON.parse(readFileSync(join(packageDir(), "package.json"), "utf8")) as { version: string }).version;
  return version;
}

/** Read once: every resource of every tenant names it. */
let version: string | undefined;
