import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";

/**
 * Microsoft's parser takes some two seconds to load, nearly all of it to set up its symbols. A start-up snapshot of Node holds them set up: a process that
 * starts from it has the parser in a fifth of a second. It fits one version of Node and of the parser, and one kind of processor, and stands beside the built code.
 */
export function snapshotFile(): string {
  const { version } = createRequire(__filename)("@kusto/language-service-next/package.json") as { readonly version: string };
  // V8's tag tells its version, its flags and what the processor can do: Node refuses a snapshot of another one.
  const tag = cachedDataVersionTag().toString(16);
  return join(__dirname, `kusto-${version}-node-${process.version}-${process.platform}-${process.arch}-${tag}.blob`);
}

export function hasSnapshot(): boolean {
  return existsSync(snapshotFile());
}

/** Runs without modules of ours: a snapshot's script may require nothing but Node's own. It warms what the first query would otherwise set up. */
const ENTRY = `
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
for (const filename of process.env.KUSTO_SCRIPTS.split("\\n")) runInThisContext(readFileSync(filename, "utf8"), { filename });
const { KustoCode, GlobalState } = globalThis.Kusto.Language;
KustoCode.ParseAndAnalyze("print a = 1 | where a > 0 | join kind=inner (print a = 1) on a | summarize count() by a", GlobalState.Default);
`;

/** Builds the snapshot, unless it is there. Answers why it could not be built; without it all works, and starts more slowly. */
export function buildSnapshot(): string | undefined {
  const blob = snapshotFile();
  if (existsSync(blob)) return undefined;
  const require = createRequire(__filename);
  const scripts = ["bridge.min.js", "Kusto.Language.Bridge.min.js"].map((name) => require.resolve(`@kusto/language-service-next/${name}`));
  const entry = join(__dirname, "snapshot-entry.js");
  const made = `${blob}.${process.pid}`;
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, ENTRY);
  try {
    const { status, stderr } = spawnSync(process.execPath, ["--no-warnings", "--snapshot-blob", made, "--build-snapshot", entry], {
      encoding: "utf8",
      env: { ...process.env, KUSTO_SCRIPTS: scripts.join("\n"), NODE_OPTIONS: "" },
      timeout: 120_000,
    });
    if (status !== 0) return stderr.trim().split("\n")[0] ?? "Node gave no reason";
    renameSync(made, blob);
    return undefined;
  } finally {
    rmSync(entry, { force: true });
    rmSync(made, { force: true });
  }
}
