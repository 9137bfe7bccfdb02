import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "../support/command-line";

const NOOP = join(PROJECT, "test", "fixtures", "plans", "noop.json");
const PARTS = { cdktf: /node_modules[\\/](?:@?cdktf|constructs)[\\/]/u, "the parser": /language-service-next/u, "what runs Terraform": /dist[\\/]terraform[\\/]run[\\/]/u } as const;

/** The heavy parts that a command line loads. */
function loadedBy(args: readonly string[]): string[] {
  const script = "require(process.argv[1]).main(JSON.parse(process.argv[2])).then(() => process.stderr.write('\\n' + JSON.stringify(Object.keys(require.cache))))";
  const ran = spawnSync(process.execPath, ["-e", script, join(PROJECT, "dist", "cli", "main.js"), JSON.stringify(args)], { cwd: PROJECT, encoding: "utf8", maxBuffer: 1 << 26 });
  const files = JSON.parse(ran.stderr.trim().split("\n").at(-1) ?? "") as string[];
  return Object.entries(PARTS).flatMap(([part, pattern]) => (files.some((file) => pattern.test(file)) ? [part] : []));
}

describe("a light command loads neither cdktf, nor Microsoft's parser, nor what runs Terraform:", () => {
  it.each([[["list"]], [["review", NOOP]], [["drift", "--help"]], [["synth", "--help"]]])("%j", (args) => {
    expect(loadedBy(args)).toEqual([]);
  });

  it("drift of a plan without a changed query needs neither of the first two", () => {
    expect(loadedBy(["drift", "--plan", NOOP])).toEqual(["what runs Terraform"]);
  });

  it("and would be seen to", () => {
    expect(loadedBy(["drift", "--plan", join(PROJECT, "test", "fixtures", "plans", "weaken.json")])).toContain("the parser");
  });
});
