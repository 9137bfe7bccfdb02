import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";

/** Stands for a value that is known only after apply. */
export const UNKNOWN = Object.freeze({ unknown: true });

/** A resource's attributes as Terraform sends them. */
export type Attributes = Record<string, unknown>;

/** How a value travels: msgpack, or, of old states, JSON. */
export interface Wired {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Codes of Terraform's msgpack: an unknown value, and one of which something is known, which is no more than unknown here. */
const UNKNOWN_CODE = 0;
const REFINED_UNKNOWN_CODE = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({ type: UNKNOWN_CODE, encode: (value) => (value === UNKNOWN ? new Uint8Array(1) : null), decode: () => UNKNOWN });
extensionCodec.register({ type: REFINED_UNKNOWN_CODE, encode: () => null, decode: () => UNKNOWN });

/** Null where there is no value, as for a resource that isn't there. */
export function attributesOf(wired: Wired | undefined): Attributes | null {
  if (wired?.msgpack?.length) return decode(wired.msgpack, { extensionCodec }) as Attributes | null;
  if (wired?.json?.length) return JSON.parse(Buffer.from(wired.json).toString()) as Attributes | null;
  return null;
}

export function wired(attributes: Attributes | null): Wired {
  return { msgpack: encode(attributes, { extensionCodec }) };
}

/** What azurerm's and azuread's plugin SDK can't tell from null in a configuration: the zero value of each type. */
export function isZero(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** Equal but for zero values. */
export function isEquivalent(a: unknown, b: unknown): boolean {
  if (isZero(a) && isZero(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => isEquivalent(each, b[i]));
  if (isObject(a) && isObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEquivalent(a[key], b[key]));
  return a === b;
}

export function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && value !== UNKNOWN;
}
