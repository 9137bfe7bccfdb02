import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

describe("the sample tenants", () => {
  const folder = temporaryFolder();
  let said: string;

  beforeAll(() => {
    const ran = commandLine(["synth", "--now", "2026-11-20T09:00:00Z", "--out", folder()]);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    said = ran.out.replaceAll(folder(), "OUT");
  });

  it("are three without a finding, and each has a stack", () => {
    expect(readdirSync(join(folder(), "stacks"))).toEqual(["contoso", "fabrikam", "northwind"]);
  });

  it("print what each stack holds", () => {
    expect(said).toMatchSnapshot();
  });

  it.each(["contoso", "fabrikam", "northwind"])("%s has this Terraform", (tenant) => {
    const stack: unknown = JSON.parse(readFileSync(join(folder(), "stacks", tenant, "cdk.tf.json"), "utf8"));
    expect(withoutMetadata(stack)).toMatchSnapshot();
  });
});

/** Without cdktf's own notes, which name its version; queries as lines, which a diff can show. */
function withoutMetadata(node: unknown): unknown {
  if (typeof node === "string") return node.includes("\n") ? node.split("\n") : node;
  if (Array.isArray(node)) return node.map(withoutMetadata);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== "//").map(([key, value]) => [key, withoutMetadata(value)]));
}
