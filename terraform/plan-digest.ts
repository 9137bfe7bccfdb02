import { createHash } from "node:crypto";
import { isMap } from "./block";
import type { Plan } from "./plan";

type Json = Readonly<Record<string, unknown>>;

/** The parts of a change that decide what an apply does. Masks, reasons and the provider's private data don't. */
const DECIDES = ["actions", "before", "after", "after_unknown", "replace_paths", "importing"];

/**
 * A fingerprint of what a plan does: its changes and outputs, whatever their order, without timestamps, the state it was made from and what Terraform
 * says of itself. The same configuration planned twice over the same state has the same digest.
 */
export function planDigest(plan: Plan): string {
  const hash = createHash("sha256");
  for (const [name, part] of [...changesByName(plan)].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(canonical([name, part])).update("\n");
  return `sha256:${hash.digest("hex")}`;
}

/** How a plan differs from the one that was approved. */
export interface PlanDifference {
  /** A resource's address, with the deposed object's key where it is one, or `output.NAME`. */
  readonly name: string;
  /** Names of attributes only: a value may be a secret. */
  readonly what: string;
}

/** Every difference that a digest would notice. */
export function planDifferences(approved: Plan, plan: Plan): readonly PlanDifference[] {
  const [before, after] = [changesByName(approved), changesByName(plan)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const what = difference(before.get(name), after.get(name));
    return what === undefined ? [] : [{ name, what }];
  });
}

function difference(before: Json | undefined, after: Json | undefined): string | undefined {
  if (before === undefined) return `is new: ${actionsOf(after)}`;
  if (after === undefined) return `is no longer there; it was ${actionsOf(before)}`;
  if (canonical(before) === canonical(after)) return undefined;
  if (actionsOf(before) !== actionsOf(after)) return `is ${actionsOf(after)} instead of ${actionsOf(before)}`;
  const parts = DECIDES.filter((part) => canonical(before[part]) !== canonical(after[part]));
  const attributes = [...new Set(parts.flatMap((part) => attributesThatDiffer(before[part], after[part])))].sort();
  return attributes.length === 0 ? `differs in ${parts.join(", ")}` : `differs in ${attributes.join(", ")}`;
}

function attributesThatDiffer(before: unknown, after: unknown): string[] {
  if (!isMap(before) || !isMap(after)) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => canonical(own(before, key)) !== canonical(own(after, key)));
}

function actionsOf(change: Json | undefined): string {
  const actions = change?.["actions"];
  return Array.isArray(actions) ? actions.join(" and ") : "nothing";
}

/** What is not touched decides nothing; but what is only moved or imported does. */
function changesByName({ json }: Plan): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const entry of Array.isArray(json["resource_changes"]) ? (json["resource_changes"] as unknown[]) : []) {
    if (!isMap(entry) || !isMap(entry["change"])) continue;
    const change = entry["change"];
    const moved = entry["previous_address"];
    if (actionsOf(change) === "no-op" && moved === undefined && change["importing"] === undefined) continue;
    const name = [entry["address"], ...(typeof entry["deposed"] === "string" ? [`(deposed ${entry["deposed"]})`] : [])].join(" ");
    found.set(found.has(name) ? `${name} (${found.size})` : name, { ...picked(change), ...(moved === undefined ? {} : { moved }) });
  }
  for (const [name, change] of Object.entries(isMap(json["output_changes"]) ? json["output_changes"] : {})) {
    if (isMap(change) && actionsOf(change) !== "no-op") found.set(`output.${name}`, picked(change));
  }
  return found;
}

function picked(change: Json): Json {
  return Object.fromEntries(DECIDES.map((key) => [key, own(change, key)]));
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isMap(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

function own(map: Json, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
