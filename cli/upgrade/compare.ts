import type { RecordedAttributes, RecordedStack, RecordedValue } from "../../catalogue/releases";
import { holdsVersion, recordStack, type TerraformJson } from "./record";
import { replaces } from "./replaces";

/** A stack of the version at hand: what it declares, and what its `moved` and `removed` blocks say of what it no longer does. */
export interface NewStack {
  readonly resources: RecordedStack;
  /** Old address to new address, step by step. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that Terraform forgets: the resource stays. */
  readonly forgotten: ReadonlySet<string>;
  /** Addresses of which a replacement is created before the old one is destroyed. */
  readonly createdFirst: ReadonlySet<string>;
}

export interface AttributeChange {
  readonly attribute: string;
  /** As recorded; absent where the attribute was not set. */
  readonly old?: RecordedValue;
  /** Absent where it is not set any more. */
  readonly new?: RecordedValue;
}

/** `changed` is said of what no plan can do in place or replace (a check, a provider), or where that isn't known. */
export type Effect = "added" | "destroyed" | "forgotten" | "removed" | "moved" | "in place" | "replaced" | "replaced, created first" | "changed";

export interface ResourceChange {
  /** The new one where it moves. */
  readonly address: string;
  readonly effect: Effect;
  readonly movedFrom?: string;
  readonly attributes: readonly AttributeChange[];
}

/** What of a resource changes with every version, because it holds the version. */
export interface VersionChange {
  readonly address: string;
  readonly attribute: string;
}

export interface Comparison {
  readonly changes: readonly ResourceChange[];
  readonly versioned: readonly VersionChange[];
}

export function newStack(terraform: TerraformJson, version: string): NewStack {
  const moved = blocks(terraform["moved"]).map(({ from, to }): [string, string] => [String(from), String(to)]);
  const removed = blocks(terraform["removed"]);
  const byType = Object.entries((terraform["resource"] ?? {}) as Record<string, Record<string, { lifecycle?: { create_before_destroy?: boolean } }>>);
  return {
    resources: recordStack(terraform, version),
    moved: new Map(moved),
    forgotten: new Set(removed.filter(({ lifecycle }) => blocks(lifecycle).some(({ destroy }) => destroy === false)).map(({ from }) => String(from))),
    createdFirst: new Set(byType.flatMap(([type, named]) => Object.entries(named).flatMap(([name, { lifecycle }]) => (lifecycle?.create_before_destroy === true ? [`${type}.${name}`] : [])))),
  };
}

/** What becomes of everything that an older version declared, and what comes new. */
export function compareStacks(old: RecordedStack, now: NewStack): Comparison {
  const pairs = Object.keys(old).map((from) => ({ from, to: movedTo(from, now) }));
  const reached = new Set(pairs.map(({ to }) => to));
  const kept = pairs.filter(({ to }) => now.resources[to] !== undefined);
  const gone = pairs.filter(({ to }) => now.resources[to] === undefined).map(({ from }): ResourceChange => ({ address: from, effect: effectOfGoing(from, now), attributes: [] }));
  const added = Object.keys(now.resources).filter((address) => !reached.has(address)).map((address): ResourceChange => ({ address, effect: "added", attributes: [] }));
  return {
    changes: [...gone, ...added, ...kept.flatMap(({ from, to }) => change(from, to, old, now))],
    versioned: kept.flatMap(({ from, to }) => versionedAttributes(old[from] ?? {}, now.resources[to] ?? {}).map((attribute) => ({ address: to, attribute }))),
  };
}

function movedTo(from: string, { moved, resources }: NewStack): string {
  const seen = new Set<string>();
  let at = from;
  for (let next = moved.get(at); next !== undefined && resources[at] === undefined && !seen.has(at); next = moved.get(at)) {
    seen.add(at);
    at = next;
  }
  return at;
}

/** Only resources have something behind them to destroy. */
function effectOfGoing(address: string, { forgotten }: NewStack): Effect {
  if (forgotten.has(address)) return "forgotten";
  return isResource(address) ? "destroyed" : "removed";
}

function change(from: string, to: string, old: RecordedStack, { resources, createdFirst }: NewStack): ResourceChange[] {
  const attributes = attributeChanges(old[from] ?? {}, resources[to] ?? {});
  if (from === to && attributes.length === 0) return [];
  const effect = attributes.length === 0 ? "moved" : effectOfChange(to, attributes, createdFirst.has(to));
  return [{ address: to, effect, ...(from === to ? {} : { movedFrom: from }), attributes }];
}

function effectOfChange(address: string, attributes: readonly AttributeChange[], createdFirst: boolean): Effect {
  const replacing = attributes.map(({ attribute }) => replaces(resourceType(address), attribute));
  if (replacing.includes(true)) return createdFirst ? "replaced, created first" : "replaced";
  return replacing.includes(undefined) ? "changed" : "in place";
}

function attributeChanges(old: RecordedAttributes, now: RecordedAttributes): AttributeChange[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.flatMap((attribute) => {
    const before = old[attribute];
    const after = now[attribute];
    return before === after ? [] : [{ attribute, ...(before === undefined ? {} : { old: before }), ...(after === undefined ? {} : { new: after }) }];
  });
}

/** The same but for the version in it. */
function versionedAttributes(old: RecordedAttributes, now: RecordedAttributes): string[] {
  return Object.keys(now).filter((attribute) => holdsVersion(now[attribute]) && old[attribute] === now[attribute]);
}

/** `azurerm_resource_group` of `azurerm_resource_group.baseline`; `check` of `check.x`. */
export function resourceType(address: string): string {
  return address.startsWith("data.") ? address.split(".").slice(0, 2).join(".") : (address.split(".")[0] ?? "");
}

export function isResource(address: string): boolean {
  return !/^(?:data|check|variable|output|provider)\.|^terraform$/u.test(address);
}

function blocks(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
}
