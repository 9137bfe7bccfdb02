import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepImports, keptImportsLines } from "../../../cli/synth/kept-imports";
import { commandLine } from "../../support/command-line";
import { fakeTerraform } from "../../support/fake-terraform";
import { folderWith } from "../../support/folder-with-files";
import { tenantText } from "../../support/tenant-file";
import { NOW } from "../../support/tenant-in-code";

type Stack = { import?: readonly { readonly to: string; readonly id: string }[]; resource: Record<string, object> };

describe("import blocks that wait for an apply", () => {
  const rule = { resource: { azurerm_x: { rule: {}, other: {} } } };
  const block = (to: string, id = "/id") => ({ to, id });
  const kept = (present: unknown, staged: object) => {
    const folder = folderWith({ "present.json": typeof present === "string" ? present : JSON.stringify(present), "staged.json": JSON.stringify(staged) });
    const told = keepImports("contoso", { present: join(folder, "present.json"), staged: join(folder, "staged.json") });
    return { told, stack: JSON.parse(readFileSync(join(folder, "staged.json"), "utf8")) as Stack };
  };

  it("go over into the stack that takes the place of theirs, where it declares what they import into", () => {
    const { told, stack } = kept({ import: [block("azurerm_x.rule"), block("azurerm_x.gone"), block("azurerm_y.rule")] }, rule);
    expect(stack).toEqual({ ...rule, import: [block("azurerm_x.rule")] });
    expect(told).toEqual({ tenant: "contoso", kept: 1, dropped: ["azurerm_x.gone", "azurerm_y.rule"] });
  });

  it("are not doubled, and a new one comes before the old", () => {
    const { stack } = kept({ import: [block("azurerm_x.rule", "/old"), block("azurerm_x.other")] }, { ...rule, import: [block("azurerm_x.rule", "/new")] });
    expect(stack.import).toEqual([block("azurerm_x.rule", "/new"), block("azurerm_x.other")]);
  });

  it.each([["a stack without any", rule], ["a file that is broken", "{"], ["what is no stack", "[]"]])("are none in %s, which leaves the new one as it is", (_, present) => {
    expect(kept(present, rule)).toEqual({ told: undefined, stack: rule });
  });

  it("are told in a line for all tenants", () => {
    const all = Array.from({ length: 12 }, (_, i) => ({ tenant: `t${i}`, kept: 2, dropped: i === 3 ? ["azurerm_x.gone"] : [] }));
    expect(keptImportsLines(all)).toBe(
      "import blocks of synth --import-existing are kept: 2 of t0, 2 of t1, 2 of t2, 2 of t3, 2 of t4, 2 of t5, 2 of t6, 2 of t7, 2 of t8, 2 of t9 and 2 more; once they are applied, synthesize without it\n" +
        "import blocks are gone with what they import into, which is declared no more: azurerm_x.gone of t3\n",
    );
    expect(keptImportsLines([])).toBe("");
  });

  it("survive drift, which synthesizes only to plan, and not another synth", () => {
    const folder = folderWith({ "tenants/contoso.yaml": tenantText({ backend: { local: {} } }) });
    const run = (command: string, stacks: string, ...args: readonly string[]) => commandLine([command, "--tenants", join(folder, "tenants"), stacks, join(folder, "out"), "--now", NOW.toISOString(), ...args]);
    const file = join(folder, "out", "stacks", "contoso", "cdk.tf.json");
    const stack = (): Stack => JSON.parse(readFileSync(file, "utf8")) as Stack;
    run("synth", "--out");
    const plain = readFileSync(file, "utf8");
    const [type = ""] = Object.keys(stack().resource);
    const to = `${type}.${Object.keys(stack().resource[type] ?? {})[0] ?? ""}`;
    writeFileSync(file, JSON.stringify({ ...stack(), import: [block(to)] }));
    const drift = run("drift", "--stacks", "--terraform", fakeTerraform(folder).tool.path);
    expect([drift.code, drift.err, stack().import]).toEqual([0, expect.stringContaining("import blocks of synth --import-existing are kept: 1 of contoso; once"), [block(to)]]);
    expect(readFileSync(file, "utf8").replace(/ {2}"import": \[[^]*?\n {2}\],\n/u, "")).toBe(plain);
    run("synth", "--out");
    expect(readFileSync(file, "utf8")).toBe(plain);
  });
});
