import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `it` where the terraform binary is there; where it is missing the test is shown as skipped. */
export const itWithTerraform = spawnSync("terraform", ["version"]).status === 0 ? it : it.skip;

/** What `terraform apply` makes of a module that has only outputs, with these templates for values. */
export function appliedOutputs(templates: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-"));
  try {
    const output = Object.fromEntries(templates.map((value, i) => [`o${i}`, { value }]));
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ output }));
    terraform(folder, "init", "-input=false");
    terraform(folder, "apply", "-auto-approve", "-input=false");
    const outputs = JSON.parse(terraform(folder, "output", "-json")) as Record<string, { value: string }>;
    return templates.map((_, i) => outputs[`o${i}`]!.value);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function terraform(folder: string, ...args: string[]): string {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" };
  const { status, stdout, stderr } = spawnSync("terraform", args, { cwd: folder, env, encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`terraform ${args.join(" ")}: ${stderr}`);
  return stdout;
}
