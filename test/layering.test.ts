import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./support/command-line";
import { folderWith } from "./support/folder-with-files";

const ROOMS = ["catalogue", "findings", "kql", "terraform", "policies", "hunt", "constructs", "cli"];
const CRUISER = join(PROJECT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

interface Cruised {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}

/** By its command line: the cruiser is an ES module, which jest doesn't load. */
function cruise(dir: string, entries: readonly string[]): { modules: number; broken: readonly { readonly from: string; readonly rule: string }[] } {
  const ran = spawnSync(process.execPath, [CRUISER, "--config", join(PROJECT, ".dependency-cruiser.cjs"), "--output-type", "json", ...entries], { cwd: dir, encoding: "utf8", maxBuffer: 1 << 26 });
  const { modules, summary } = JSON.parse(ran.stdout) as Cruised;
  return { modules: modules.filter(({ source }) => ROOMS.some((room) => source.startsWith(`${room}/`))).length, broken: summary.violations.map(({ from, rule }) => ({ from, rule: rule.name })) };
}

/** What breaks a rule, the room it is planted in, its code, and the rule. */
const PLANTED = [
  ["the catalogue imports a construct", "catalogue", 'import "../constructs/logical-id";', "catalogue-imports-one-way"],
  ["the evaluator imports a detection", "kql/engine", 'import "../../catalogue/detection";', "kql-knows-no-detections"],
  ["a value imports a function", "kql/values", 'import "../functions/call";', "kql-values-stand-alone"],
  ["kql imports findings", "kql", 'import "../findings/escape";', "kql-imports-one-way"],
  ["findings import the command line", "findings", 'import "../cli/io";', "findings-imports-one-way"],
  ["a policy imports a construct", "policies", 'import "../constructs/logical-id";', "policies-imports-one-way"],
  ["the plan reader imports a policy", "terraform", 'import "../policies/policy";', "terraform-imports-one-way"],
  ["a type comes from upstairs", "catalogue", 'import type { Io } from "../cli/io";\nexport type X = Io;', "catalogue-imports-one-way"],
  ["the catalogue knows Terraform", "catalogue", 'import "cdktf";', "catalogue-knows-nothing-of-terraform"],
  ["somebody imports main", "cli", 'import "../main";', "nobody-imports-main"],
] as const;
const plantedFile = (index: number): string => `${PLANTED[index]?.[1] ?? ""}/planted-${index}.ts`;

describe("imports go one way", () => {
  it("holds in the project, and the cruiser did see its modules", () => {
    const { modules, broken } = cruise(PROJECT, ["main.ts", ...ROOMS]);
    expect(broken).toEqual([]);
    expect(modules).toBeGreaterThan(70);
  });

  describe("and is broken", () => {
    let broken: ReturnType<typeof cruise>["broken"];

    beforeAll(() => {
      // What they import stands there empty: the rules go by paths.
      const imported = PLANTED.flatMap(([, room, code]) => [...code.matchAll(/"(\.[^"]+)"/gu)].map(([, path = ""]) => [`${join(room, path)}.ts`, "export {};"]));
      const planted = PLANTED.map(([, , code], index) => [plantedFile(index), code]);
      const folder = folderWith({ "package.json": "{}", ...(Object.fromEntries([...imported, ...planted]) as Record<string, string>) });
      symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
      ({ broken } = cruise(folder, PLANTED.map((_, index) => plantedFile(index))));
    });

    it.each(PLANTED.map(([what, , , rule], index) => [what, plantedFile(index), rule] as const))("when %s", (_, from, rule) => {
      expect(broken.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(rule);
    });
  });
});
