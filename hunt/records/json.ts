import type { NodeJson } from "../../kql/values/json";

/** A value as Node's parser reads it. */
export type Json = NodeJson;
export type JsonObject = Readonly<Record<string, Json | undefined>>;

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object without a prototype: a record may have fields named `__proto__` or `constructor`. */
export function emptyObject(): Record<string, Json> {
  return Object.create(null) as Record<string, Json>;
}

/** What a text holds, or undefined where it is no JSON. */
export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A list or an object that may have been written as JSON text, as cells of CSV are; any other value as it is. */
export function unpacked(value: Json | undefined): Json | undefined {
  return typeof value === "string" && /^\s*[[{]/u.test(value) ? (parsed(value) ?? value) : value;
}

/** A value as text: nothing as "", truth as Log Analytics spells it, lists and objects as their JSON. */
export function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** JSON text without the blanks between its parts, its numbers and strings as they were written. */
export function compact(json: string): string {
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/gu, "$1");
}
