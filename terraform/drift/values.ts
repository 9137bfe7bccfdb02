import { isDeepStrictEqual } from "node:util";
import { isMap } from "../block";

type Json = Readonly<Record<string, unknown>>;

/** Stands where a value is known only after apply. As JSON it is a text, so that two blocks that hold it have the same content. */
export const AFTER_APPLY: { readonly toJSON: () => string } = Object.freeze({ toJSON: () => "\u0000known only after apply" });

/** Values of a plan with its mask of unknowns laid in. Of lists, only a mask says how long they become. */
export function withUnknowns(value: unknown, mask: unknown): unknown {
  if (mask === true) return AFTER_APPLY;
  if (Array.isArray(mask)) {
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    if (!mask.some(holdsTrue)) return value;
    return Array.from({ length: Math.max(items.length, mask.length) }, (_, i) => withUnknowns(items[i] ?? null, (mask as unknown[])[i]));
  }
  if (!isMap(mask) || !holdsTrue(mask)) return value;
  const map = isMap(value) ? value : {};
  return Object.fromEntries([...new Set([...Object.keys(map), ...Object.keys(mask)])].map((key) => [key, withUnknowns(own(map, key) ?? null, own(mask, key))]));
}

/** The two apart again, as a plan writes them. */
export function apart(value: unknown): { readonly value: unknown; readonly unknown: unknown } {
  if (value === AFTER_APPLY) return { value: null, unknown: true };
  if (Array.isArray(value)) {
    const items = value.map(apart);
    return { value: items.map((item) => item.value), unknown: items.map((item) => item.unknown) };
  }
  if (!isMap(value)) return { value, unknown: false };
  const entries = Object.entries(value).map(([key, item]) => [key, apart(item)] as const);
  return { value: Object.fromEntries(entries.map(([key, item]) => [key, item.value])), unknown: Object.fromEntries(entries.map(([key, item]) => [key, item.unknown])) };
}

/** Nothing that anybody has set: null, an empty text, list or map. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && value !== AFTER_APPLY && Object.keys(value).length === 0;
}

export function isKnownMap(value: unknown): value is Json {
  return value !== AFTER_APPLY && isMap(value);
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || isDeepStrictEqual(a ?? null, b ?? null);
}

/** What a map holds under a key; null where it is no map, or has none. A tenant may call a key `__proto__`. */
export function own(value: unknown, key: string): unknown {
  return isKnownMap(value) && Object.hasOwn(value, key) ? value[key] : null;
}

/** Whether a mask covers anything. */
export function holdsTrue(mask: unknown): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(holdsTrue);
}

/** The part of a mask that covers one key or item. */
export function maskAt(mask: unknown, step: string | number): unknown {
  if (mask === true) return true;
  if (typeof step === "number") return Array.isArray(mask) ? (mask as unknown[])[step] : undefined;
  return isMap(mask) && Object.hasOwn(mask, step) ? mask[step] : undefined;
}
