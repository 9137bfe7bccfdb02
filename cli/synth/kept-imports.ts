import { readFileSync, writeFileSync } from "node:fs";
import { stableJson } from "../../constructs/stable-json";
import { forTerminal } from "../../findings/escape";
import { isMap, mapsOf } from "../../terraform/block";

type Json = Readonly<Record<string, unknown>>;

/** What became of the `import` blocks that a tenant's stack had. */
export interface KeptImports {
  readonly tenant: string;
  readonly kept: number;
  /** Addresses that the new stack doesn't declare, so that Terraform would refuse to import into them. */
  readonly dropped: readonly string[];
}

/**
 * Takes the `import` blocks of the stack that stands there over into the one that replaces it, where that declares their resource and has none of its own: what is
 * synthesized only to be planned must not undo `synth --import-existing`, whose import may not be applied yet. Undefined where there is none.
 */
export function keepImports(tenant: string, { present, staged }: { readonly present: string; readonly staged: string }): KeptImports | undefined {
  const blocks = mapsOf(readStack(present)?.["import"]);
  if (blocks.length === 0) return undefined;
  const text = readFileSync(staged, "utf8");
  const stack = JSON.parse(text) as Json;
  const own = mapsOf(stack["import"]);
  const taken = new Set(own.map(({ to }) => to));
  const kept = blocks.filter(({ to }) => declares(stack, to) && !taken.has(to));
  const dropped = blocks.filter(({ to }) => !declares(stack, to)).map(({ to }) => String(to));
  if (kept.length > 0) writeFileSync(staged, written({ ...stack, import: [...own, ...kept] }, text, stack));
  return { tenant, kept: kept.length, dropped };
}

function declares({ resource }: Json, to: unknown): boolean {
  const [, type = "", name = ""] = /^([\w-]+)\.([\w-]+)/u.exec(String(to)) ?? [];
  return mapsOf(resource).some((types) => mapsOf(types[type]).some((names) => Object.hasOwn(names, name)));
}

/** As the file was written: what is empty can be written in two ways. */
function written(stack: Json, before: string, unchanged: Json): string {
  return stableJson(stack, stableJson(unchanged, "closed") === before ? "closed" : "open");
}

function readStack(file: string): Json | undefined {
  try {
    const stack: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isMap(stack) ? stack : undefined;
  } catch {
    // Absent, or broken by someone else: there is nothing in it to keep.
    return undefined;
  }
}

/** A line for a run of what was kept, and one of what was not, however many its tenants; empty where no stack had any. */
export function keptImportsLines(all: readonly KeptImports[]): string {
  const kept = all.filter((one) => one.kept > 0).map((one) => `${one.kept} of ${one.tenant}`);
  const dropped = all.flatMap((one) => one.dropped.map((to) => `${to} of ${one.tenant}`));
  const parts = [
    ...(kept.length === 0 ? [] : [`import blocks of synth --import-existing are kept: ${few(kept)}; once they are applied, synthesize without it`]),
    ...(dropped.length === 0 ? [] : [`import blocks are gone with what they import into, which is declared no more: ${few(dropped)}`]),
  ];
  return parts.map((part) => `${forTerminal(part)}\n`).join("");
}

const MOST_NAMED = 10;

function few(texts: readonly string[]): string {
  return texts.length <= MOST_NAMED ? texts.join(", ") : `${texts.slice(0, MOST_NAMED).join(", ")} and ${texts.length - MOST_NAMED} more`;
}
