import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cdktfCommandsIn, reachesCdktf, testFiles } from "./environment/reaches-cdktf.cjs";
import { commandLine, PROJECT } from "./support/command-line";
import { folderWith } from "./support/folder-with-files";

/** In two parts, so that this file is no such test itself. */
const CDKTF = ["cd", "ktf"].join("");
const SYNTH = ["syn", "th"].join("");
const TEXT_OF_TEST = `import { commandLine } from "../support/command-line";\n`;

describe("a test file is run on cdktn as well", () => {
  it.each([
    ["when it imports cdktf", `import { App } from "${CDKTF}";`],
    ["when it imports over lines", `import {\n  App,\n} from "${CDKTF}";`],
    ["when it hands cdktf on", `export * from "${CDKTF}/lib/app";`],
    ["when it imports one of the bindings", `import { Provider } from "@${CDKTF}/provider-azurerm/lib/provider";`],
    ["when it requires cdktf late", `const app = () => require("${CDKTF}");`],
    ["when it imports the package", `import { TenantBaseline } from "mailbox-baseline";`],
    ["when what it imports does, and late", `import { other } from "./other";`],
    ["when it starts a command that does", `${TEXT_OF_TEST}commandLine(["${SYNTH}"]);`],
    ["when it starts a process with such a command", `import { spawn } from "node:child_process";\nspawn("node", ["main.js", "${SYNTH}"]);`],
  ])("%s", (_, text) => expect(found(text)).toBe(true));

  it.each([
    ["imports of it only types", `import type { App } from "${CDKTF}";`],
    ["only has a text that imports it", `const planted = 'import "${CDKTF}";';`],
    ["starts another command", `${TEXT_OF_TEST}commandLine(["check"]);`],
    ["starts a command whose part has such a name", `${TEXT_OF_TEST}commandLine(["kql", "explain"]);`],
    ["names such a command and starts none", `const word = "${SYNTH}";`],
  ])("not when it %s", (_, text) => expect(found(text)).toBe(false));

  it("and such a command is synth, but not check", () => {
    expect(cdktfCommandsIn(`commandLine(["${SYNTH}"]); started("check"); node main.js kql explain`)).toEqual([SYNTH]);
  });
});

describe("a test file that is not run on cdktn", () => {
  it("can load neither cdktf nor its bindings", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be found
    expect(() => require(CDKTF) as unknown).toThrow("this test loads cdktf");
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be found
    expect(() => require(`@${CDKTF}/provider-azurerm/lib/resource-group`) as unknown).toThrow("this test loads cdktf");
  });

  it("can start no command that does", () => {
    expect(commandLine([SYNTH, "--now", "2026-11-20"])).toMatchObject({ code: 2, err: expect.stringContaining("this test loads cdktf") as string });
    expect(() => spawnSync(process.execPath, ["dist/cli/main.js", SYNTH])).toThrow("this test starts what loads cdktf");
    expect(() => spawnSync(process.execPath, ["dist/main.js"])).toThrow("this test starts what loads cdktf");
  });

  it("is one of either kind", () => {
    const reaching = testFiles().filter(reachesCdktf);
    expect(reaching).toContain(join(PROJECT, "test", "constructs", "tenant-stack.test.ts"));
    expect(reaching).not.toContain(__filename);
  });
});

function found(text: string): boolean {
  const folder = folderWith({ "a.test.ts": text, "other.ts": `export const other = () => import("${CDKTF}");` });
  return reachesCdktf(join(folder, "a.test.ts"));
}
