import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

/** What a command line loaded of the parser and of the evaluator's functions. */
function loadedBy(args: readonly string[]): string[] {
  const script = `require(process.argv[1]).main(JSON.parse(process.argv[2])).then(() => console.error(JSON.stringify(Object.keys(require.cache))))`;
  const ran = spawnSync(process.execPath, ["-e", script, join(PROJECT, "dist", "cli", "main.js"), JSON.stringify(args)], { cwd: PROJECT, encoding: "utf8", maxBuffer: 1 << 26 });
  const files = JSON.parse(ran.stderr.trim().split("\n").at(-1) ?? "") as string[];
  return files.filter((file) => file.includes("language-service-next") || file.includes(join("dist", "kql", "functions")));
}

describe("Microsoft's parser, which takes seconds to load,", () => {
  const folder = temporaryFolder();

  it.each([[["list"]], [["explain", "mailbox-audit-bypassed"]], [["kql", "run", "--help"]]])("is not loaded by %j", (args) => {
    expect(loadedBy(args)).toEqual([]);
  });

  it("is not loaded by synth", () => {
    expect(loadedBy(["synth", "--out", folder(), "--now", "2026-11-20"])).toEqual([]);
  });

  it("is loaded by kql run, so that this would be seen", () => {
    expect(loadedBy(["kql", "run", "print 1"]).length).toBeGreaterThan(1);
  });
});
