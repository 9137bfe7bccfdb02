import { join } from "node:path";
import * as v from "valibot";
import { bundledCatalogueDir } from "./location";
import { map, matching, text } from "./shape";
import { readValid } from "./read-valid";

const words = text("text", "write a few words");
const number = matching(/^\d+$/u, "a version of ATT&CK in quotes", 'write its number, such as "18"');
const techniqueId = matching(/^T\d{4}(?:\.\d{3})?$/u, "an ATT&CK technique", "write one such as T1098.002");
const AttackShape = map({
  version: number,
  domain: words,
  next: map({ version: number, note: words }),
  techniques: v.record(techniqueId, map({ name: words, next: v.optional(techniqueId) })),
});

/** MITRE ATT&CK at the version whose ids the detections name. */
export type Attack = v.InferOutput<typeof AttackShape>;

let loaded: Attack | undefined;

/** `attack.yaml`, read once. */
export function loadAttack(): Attack {
  return (loaded ??= readValid(join(bundledCatalogueDir(), "attack.yaml"), AttackShape));
}

/** T1098 of T1098.002; undefined for what is no sub-technique. */
export function parentTechnique(id: string): string | undefined {
  return id.includes(".") ? id.slice(0, id.indexOf(".")) : undefined;
}

/** `Account Manipulation: Additional Cloud Roles`, as ATT&CK's pages are headed. Undefined for a technique that `attack.yaml` doesn't name: a community rule's, say. */
export function techniqueTitle(id: string): string | undefined {
  const { techniques } = loadAttack();
  const parent = parentTechnique(id);
  const names = [...(parent === undefined ? [] : [techniques[parent]?.name]), techniques[id]?.name];
  return names.every((name) => name !== undefined) ? names.join(": ") : undefined;
}
