import { createHash } from "node:crypto";
import type { RecordedAttributes, RecordedStack, RecordedValue } from "../../catalogue/releases";

/** A stack as Terraform reads it. */
export type TerraformJson = Readonly<Record<string, unknown>>;

/** Stands in a record for the version that made it: that alone must not make every resource differ. */
export const VERSION_MARK = "{version}";
/** Texts up to here are kept as they are, so that a report can show them. */
const LONGEST_KEPT = 100;
const HASH_LENGTH = 16;
/** Of a resource, what shows in no plan: cdktf's own, and what only orders Terraform's work. */
const NOT_PLANNED = new Set(["//", "depends_on", "lifecycle", "provider"]);
/** Sections of a stack whose members are named by type and name, or by name alone. */
const TYPED = { resource: "", data: "data." } as const;
const NAMED = ["check", "variable", "output", "provider"] as const;

/** What a plan depends on, by address and attribute. The backend is left out: it is the tenant's. */
export function recordStack(stack: TerraformJson, version: string): RecordedStack {
  const typed = Object.entries(TYPED).flatMap(([section, prefix]) =>
    members(stack[section]).flatMap(([type, named]) => members(named).map(([name, value]): [string, RecordedAttributes] => [`${prefix}${type}.${name}`, recordAttributes(value, version)])),
  );
  const named = NAMED.flatMap((section) => members(stack[section]).map(([name, value]): [string, RecordedAttributes] => [`${section}.${name}`, recordAttributes(value, version)]));
  const { required_version, required_providers } = Object.fromEntries(members(stack["terraform"]));
  return Object.fromEntries([...typed, ...named, ["terraform", recordAttributes({ required_version, required_providers }, version)] as const].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A resource's values by path, of blocks and lists of them too; a list of plain values is one value. */
export function recordAttributes(value: unknown, version: string): RecordedAttributes {
  const found: Record<string, RecordedValue> = {};
  const visit = (at: string, inner: unknown): void => {
    if (inner === undefined || inner === null) return;
    if (Array.isArray(inner) && inner.some((item) => typeof item === "object")) inner.forEach((item, i) => visit(inner.length === 1 ? at : `${at}[${i}]`, item));
    else if (typeof inner === "object" && !Array.isArray(inner)) for (const [key, member] of Object.entries(inner)) visit(at === "" ? key : `${at}.${key}`, member);
    else found[at] = recordValue(inner, version);
  };
  visit("", Object.fromEntries(members(Array.isArray(value) && value.length === 1 ? value[0] : value).filter(([key]) => !NOT_PLANNED.has(key))));
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function recordValue(value: unknown, version: string): RecordedValue {
  if (typeof value === "number" || typeof value === "boolean") return value;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const neutral = text === version ? VERSION_MARK : text.replaceAll(`mailbox-baseline ${version}`, `mailbox-baseline ${VERSION_MARK}`);
  if (neutral.length <= LONGEST_KEPT && !neutral.includes("\n")) return neutral;
  const hash = `sha256:${createHash("sha256").update(neutral).digest("hex").slice(0, HASH_LENGTH)}`;
  return neutral.includes(VERSION_MARK) ? `${hash} ${VERSION_MARK}` : hash;
}

/** Whether a recorded value holds the version that made it. */
export function holdsVersion(value: RecordedValue | undefined): boolean {
  return typeof value === "string" && value.includes(VERSION_MARK);
}

/** Whether only a hash of the value is known. */
export function isHash(value: RecordedValue | undefined): boolean {
  return typeof value === "string" && /^sha256:[0-9a-f]{16}(?: \{version\})?$/u.test(value);
}

function members(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
