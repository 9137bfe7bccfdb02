import { createHash } from "node:crypto";
import { isMap } from "./block";
import type { Plan } from "./plan";
import { PlanConfiguration } from "./plan-configuration";
import { modulesOf, providersOf, sourcesOf, variablesOf } from "./plan-sources";

type Json = Readonly<Record<string, unknown>>;

/** The parts of a change that decide what an apply does. Masks, reasons and the provider's private data don't. */
const DECIDES = ["actions", "before", "after", "after_unknown", "replace_paths", "importing"];

/**
 * A fingerprint of what a plan does: its changes and outputs, whatever their order, and what their unknown values and their tenant come from: expressions,
 * modules, variables and providers. Without timestamps, the state it was made from and what Terraform says of itself: the same configuration planned twice
 * over the same state has the same digest.
 */
export function planDigest(plan: Plan): string {
  const hash = createHash("sha256");
  for (const [name, part] of [...partsByName(plan)].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(canonical([name, part])).update("\n");
  return `sha256:${hash.digest("hex")}`;
}

/** How a plan differs from the one that was approved. */
export interface PlanDifference {
  /** A resource's address, with the deposed object's key where it is one, `output.NAME`, or `the plan`. */
  readonly name: string;
  /** Names of attributes only: a value may be a secret. */
  readonly what: string;
}

/** Every difference that a digest would notice. */
export function planDifferences(approved: Plan, plan: Plan): readonly PlanDifference[] {
  const [before, after] = [partsByName(approved), partsByName(plan)];
  // Where one of them changes nothing, there is nothing that the two share.
  const nothing = before.size === 0 || after.size === 0;
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !nothing || !name.startsWith(SHARED)).sort();
  return names.flatMap((name) => {
    const what = name.startsWith(SHARED) ? sharedDifference(name.slice(SHARED.length), before.get(name), after.get(name)) : difference(before.get(name), after.get(name));
    return what === undefined ? [] : [{ name: name.startsWith(SHARED) ? "the plan" : name, what }];
  });
}

function difference(before: Json | undefined, after: Json | undefined): string | undefined {
  if (before === undefined) return `is new: ${actionsOf(after)}`;
  if (after === undefined) return `is no longer there; it was ${actionsOf(before)}`;
  if (canonical(before) === canonical(after)) return undefined;
  if (actionsOf(before) !== actionsOf(after)) return `is ${actionsOf(after)} instead of ${actionsOf(before)}`;
  const parts = DECIDES.filter((part) => canonical(before[part]) !== canonical(after[part]));
  const attributes = [...new Set(parts.flatMap((part) => attributesThatDiffer(before[part], after[part])))].sort();
  const named = attributes.length > 0 ? attributes : parts;
  const told = [...named, ...sourcesThatDiffer(before["sources"], after["sources"], attributes)];
  return `differs in ${(told.length === 0 ? ["where it was"] : told).join(", ")}`;
}

function sourcesThatDiffer(before: unknown, after: unknown, told: readonly string[]): string[] {
  if (!isMap(before) || !isMap(after)) return [];
  const expressions = attributesThatDiffer(before["expressions"], after["expressions"]).filter((name) => !told.includes(name)).sort();
  const calls = attributesThatDiffer(before["calls"], after["calls"]).sort();
  return [
    ...(expressions.length === 0 ? [] : [`the expressions of ${expressions.join(", ")}`]),
    ...calls.map((path) => `what is given to ${path}`),
    ...(before["provider"] === after["provider"] ? [] : ["its provider"]),
  ];
}

function sharedDifference(name: string, before: Json = {}, after: Json = {}): string | undefined {
  const parts = attributesThatDiffer(before, after).sort();
  if (parts.length === 0) return undefined;
  return `differs in ${name}: ${parts.join(", ")}`;
}

function attributesThatDiffer(before: unknown, after: unknown): string[] {
  if (!isMap(before) || !isMap(after)) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => canonical(own(before, key)) !== canonical(own(after, key)));
}

function actionsOf(change: Json | undefined): string {
  const actions = change?.["actions"];
  return Array.isArray(actions) ? actions.join(" and ") : "nothing";
}

/** In front of the names of what all changes share, where no address begins with it. */
const SHARED = "\0";

/** What is not touched decides nothing; but what is only moved or imported does. */
function partsByName({ json }: Plan): Map<string, Json> {
  const configuration = new PlanConfiguration(json["configuration"]);
  const found = new Map<string, Json>();
  const entries = (Array.isArray(json["resource_changes"]) ? (json["resource_changes"] as unknown[]) : []).filter(isMap).filter(counts);
  for (const entry of entries) {
    const change = entry["change"] as Json;
    const moved = entry["previous_address"];
    const name = [entry["address"], ...(typeof entry["deposed"] === "string" ? [`(deposed ${entry["deposed"]})`] : [])].join(" ");
    found.set(found.has(name) ? `${name} (${found.size})` : name, { ...picked(change), sources: sourcesOf(entry, configuration), ...(moved === undefined ? {} : { moved }) });
  }
  const outputs = configuration.moduleOf("")?.json["outputs"];
  for (const [name, change] of Object.entries(isMap(json["output_changes"]) ? json["output_changes"] : {})) {
    const output = isMap(outputs) ? own(outputs, name) : undefined;
    if (isMap(change) && actionsOf(change) !== "no-op") found.set(`output.${name}`, { ...picked(change), sources: { expressions: isMap(output) ? { value: output["expression"] } : {} } });
  }
  if (found.size > 0) addShared(json, entries, configuration, found);
  return found;
}

function addShared(json: Json, entries: readonly Json[], configuration: PlanConfiguration, found: Map<string, Json>): void {
  for (const [key, provider] of providersOf(entries, configuration)) found.set(`${SHARED}provider ${key}`, provider);
  for (const [path, module] of modulesOf(configuration)) found.set(`${SHARED}${path}`, module);
  found.set(`${SHARED}the variables`, Object.fromEntries(variablesOf(json, configuration)));
}

function counts(entry: Json): boolean {
  const change = entry["change"];
  return isMap(change) && (actionsOf(change) !== "no-op" || entry["previous_address"] !== undefined || change["importing"] !== undefined);
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
