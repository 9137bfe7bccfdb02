import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..");
const ROOMS = ["catalogue", "findings", "kql", "hunt", "constructs", "cli"];
const CRUISER = join(PROJECT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

interface Cruised {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string } }[] };
}

/** By its command line: the cruiser is an ES module, which jest doesn't load. */
function cruise(dir: string, entries: readonly string[]): { modules: number; broken: string[] } {
  const ran = spawnSync(process.execPath, [CRUISER, "--config", join(PROJECT, ".dependency-cruiser.cjs"), "--output-type", "json", ...entries], { cwd: dir, encoding: "utf8", maxBuffer: 1 << 26 });
  const { modules, summary } = JSON.parse(ran.stdout) as Cruised;
  return { modules: modules.filter(({ source }) => ROOMS.some((room) => source.startsWith(`${room}/`))).length, broken: summary.violations.map(({ rule }) => rule.name) };
}

describe("imports go one way", () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "mailbox-baseline-layers-"));
    for (const part of [...ROOMS, "main.ts", "package.json", "tsconfig.json"]) cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("holds in the project, and the cruiser did see its modules", () => {
    const { modules, broken } = cruise(PROJECT, ["main.ts", ...ROOMS]);
    expect(broken).toEqual([]);
    expect(modules).toBeGreaterThan(70);
  });

  it.each([
    ["the catalogue imports a construct", "catalogue/planted.ts", 'import "../constructs/logical-id";', "catalogue-imports-one-way"],
    ["the evaluator imports a detection", "kql/engine/planted.ts", 'import "../../catalogue/detection";', "kql-knows-no-detections"],
    ["a value imports a function", "kql/values/planted.ts", 'import "../functions/call";', "kql-values-stand-alone"],
    ["kql imports findings", "kql/planted.ts", 'import "../findings/escape";', "kql-imports-one-way"],
    ["findings import the command line", "findings/planted.ts", 'import "../cli/io";', "findings-imports-one-way"],
    ["a type comes from upstairs", "catalogue/planted.ts", 'import type { Io } from "../cli/io";\nexport type X = Io;', "catalogue-imports-one-way"],
    ["the catalogue knows Terraform", "catalogue/planted.ts", 'import "cdktf";', "catalogue-knows-nothing-of-terraform"],
    ["somebody imports main", "cli/planted.ts", 'import "../main";', "nobody-imports-main"],
  ])("is broken when %s", (_what, file, code, rule) => {
    writeFileSync(join(copy, file), code);
    writeFileSync(join(copy, "main.ts"), `import "./${file.replace(/\.ts$/u, "")}";`);
    const { broken } = cruise(copy, ["main.ts"]);
    rmSync(join(copy, file));
    expect(broken).toContain(rule);
  });
});
