import { App, TerraformResource } from "cdktf";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { commandLine, startedCommandLine } from "./support/command-line";
import { temporaryFolder } from "./support/temporary-folder";

/** The project of jest.config.cjs in which this runs. */
declare const testProject: "cdktf" | "cdktn";

interface Manifest {
  readonly version: string;
}

describe("a test that loads cdktf", () => {
  const folder = temporaryFolder();
  // As Node finds it, which knows nothing of what jest puts in its stead.
  const { version } = createRequire(__filename)(`${testProject}/package.json`) as Manifest;
  const synthesizedBy = (): string => (JSON.parse(readFileSync(join(folder(), "manifest.json"), "utf8")) as Manifest).version;

  it("runs on the package that its project is named after", () => {
    new App({ outdir: folder() }).synth();
    expect(synthesizedBy()).toBe(version);
  });

  it("has the bindings run on it too", () => {
    expect(Object.getPrototypeOf(ResourceGroup)).toBe(TerraformResource);
  });

  it.each([
    ["a thread", commandLine],
    ["a process", startedCommandLine],
  ])("runs the command line on it in %s", (_, run) => {
    expect(run(["synth", "--tenant", "contoso", "--now", "2026-11-20", "--out", folder()]).code).toBe(0);
    expect(synthesizedBy()).toBe(version);
  });

});
