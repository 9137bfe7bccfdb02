import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformTool } from "../../terraform/run/find-terraform";
import { planJson } from "./plan";

/** What a step of the fake does: lines of sh. `$HERE` is its folder, `$OUT` the file that a plan is to be written to. */
export interface FakeSteps {
  readonly version?: string;
  readonly init?: string;
  readonly plan?: string;
  readonly show?: string;
}

export interface FakeTerraform {
  readonly tool: TerraformTool;
  /** The folder of a stack. */
  readonly stack: string;
  /** Command lines so far, with the plan's file left out. */
  readonly calls: () => readonly string[];
  /** What a step wrote to `$HERE/name`. */
  readonly wrote: (name: string) => string;
}

/** The first line of every `-json` output. */
const VERSION_LINE = JSON.stringify({ type: "version", terraform: "1.11.4", ui: "1.2" });

/** A program that stands for Terraform, in a folder that is there; and a stack's folder beside it. */
export function fakeTerraform(folder: string, steps: FakeSteps = {}, { version = "1.11.4", name = "Terraform" }: Partial<Pick<TerraformTool, "version" | "name">> = {}): FakeTerraform {
  const stack = join(folder, "stack");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(folder, "plan.json"), JSON.stringify(planJson()));
  const path = join(folder, "terraform");
  const { version: versionStep = `echo '${name} v${version}'`, init = "mkdir -p .terraform", plan = 'touch "$OUT"', show = 'cat "$HERE/plan.json"' } = steps;
  writeFileSync(
    path,
    [
      "#!/bin/sh",
      `HERE='${folder}'`,
      'OUT=""',
      'for word in "$@"; do case "$word" in -out=*) OUT="${word#-out=}";; esac; done',
      'echo "$*" >> "$HERE/calls"',
      'case "$1" in',
      `version) ${versionStep}\n;;`,
      `init) ${init}\n;;`,
      `plan) echo '${VERSION_LINE}'\n${plan}\n;;`,
      `show) ${show}\n;;`,
      "*) exit 99;;",
      "esac",
      "",
    ].join("\n"),
  );
  chmodSync(path, 0o755);
  return {
    tool: { path, name, version },
    stack,
    calls: () => linesOf(join(folder, "calls")).map((line) => line.replace(/-out=\S+/u, "-out=FILE").replace(/^(show .*) \S+$/u, "$1 FILE")),
    wrote: (file) => readFileSync(join(folder, file), "utf8"),
  };
}

/** A line of the `-json` output, as sh prints it: an error. */
export function errorLine(summary: string, detail = "", more: Readonly<Record<string, unknown>> = {}): string {
  return printed({ "@level": "error", "@message": `Error: ${summary}`, type: "diagnostic", diagnostic: { severity: "error", summary, detail, ...more } });
}

/** A line that says that a resource was refreshed. */
export function refreshedLine(address: string): string {
  return printed({ "@level": "info", type: "refresh_complete", hook: { resource: { addr: address } } });
}

function printed(value: unknown): string {
  return `cat <<'LINE'\n${JSON.stringify(value)}\nLINE\n`;
}

function linesOf(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line !== "") : [];
}
