import { App, type TerraformStack } from "cdktf";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack's file, and the list of stacks as it is read from cdktf's own file. */
export interface Files {
  readonly text: string;
  readonly manifest: unknown;
}

/** What cdktf writes by itself of a stack. */
export function writtenByCdktf(outdir: string, make: (app: App) => TerraformStack): Files {
  const app = new App({ outdir });
  const stack = make(app);
  app.synth();
  return { text: stackText(outdir, stack.node.id), manifest: JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) };
}

export function stackText(outdir: string, name: string): string {
  return readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
}
