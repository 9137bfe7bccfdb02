import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

/** What each of several command lines in one process had loaded at its end of the parser and of the evaluator's functions. */
function loadedBy(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const script = `
    const { main } = require(process.argv[1]);
    (async () => {
      for (const line of JSON.parse(process.argv[2])) {
        await main(line);
        console.error("loaded " + JSON.stringify(Object.keys(require.cache)));
      }
    })();`;
  const ran = spawnSync(process.execPath, ["-e", script, join(PROJECT, "dist", "cli", "main.js"), JSON.stringify(lines)], { cwd: PROJECT, encoding: "utf8", maxBuffer: 1 << 26 });
  const loaded = [...ran.stderr.matchAll(/^loaded (.*)$/gmu)].map(([, files = ""]) => JSON.parse(files) as string[]);
  return loaded.map((files) => files.filter((file) => file.includes("language-service-next") || file.includes(join("dist", "kql", "functions"))));
}

describe("Microsoft's parser, which takes seconds to load,", () => {
  const folder = temporaryFolder();
  const without = [["list"], ["explain", "mailbox-audit-bypassed"], ["kql", "run", "--help"], ["synth", "--tenant", "contoso", "--now", "2026-11-20", "--jobs", "1", "--out"]] as const;
  let loaded: readonly (readonly string[])[];

  beforeAll(() => {
    loaded = loadedBy([...without.map((line) => (line.at(-1) === "--out" ? [...line, folder()] : line)), ["kql", "run", "print 1"]]);
  });

  it.each(without.map((line, index) => [line, index] as const))("is not loaded by %j", (_, index) => expect(loaded[index]).toEqual([]));

  it("is loaded by kql run, so that this would be seen", () => expect(loaded.at(-1)?.length).toBeGreaterThan(1));
});
