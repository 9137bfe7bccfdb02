import { textOf } from "../values/text";
import type { Value } from "../values/value";
import { parseIpv4 } from "./ipv4";

export interface Ipv6 {
  /** 128 bits. */
  readonly address: bigint;
  /** Bits of the network: 128 for an address alone. */
  readonly bits: number;
  /** Written with an IPv4 address at its end. */
  readonly endsInIpv4: boolean;
}

/** https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const MAPPED = 0xffffn << 32n;

/**
 * An IPv6 address or, as `::ffff:a.b.c.d`, an IPv4 one, each with bits after a slash or without.
 * https://learn.microsoft.com/en-us/kusto/query/parse-ipv6-function
 */
export function parseIpv6(value: Value | undefined): Ipv6 | undefined {
  const text = textOf(value ?? null).trim();
  const plain = parseIpv4(text);
  if (plain) return { address: MAPPED | BigInt(plain.address), bits: plain.bits + 96, endsInIpv4: true };
  const match = /^(?<groups>[0-9a-f:]*:)(?<tail>[0-9a-f]{0,4}|[\d.]{7,15})(?:\/(?<bits>\d{1,3}))?$/iu.exec(text)?.groups;
  if (!match) return undefined;
  const ending = match["tail"]?.includes(".") ? parseIpv4(match["tail"]) : undefined;
  const tail = ending ? `${(ending.address >>> 16).toString(16)}:${(ending.address & 0xffff).toString(16)}` : (match["tail"] ?? "");
  const address = tail.includes(".") ? undefined : groupsOf((match["groups"] ?? "") + tail);
  const bits = match["bits"] === undefined ? 128 : Number(match["bits"]) + (ending ? 96 : 0);
  return address === undefined || bits > 128 ? undefined : { address, bits, endsInIpv4: ending !== undefined };
}

function groupsOf(text: string): bigint | undefined {
  const [before = "", after, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const [first, last] = [before === "" ? [] : before.split(":"), after === undefined || after === "" ? [] : after.split(":")];
  const missing = 8 - first.length - last.length;
  const groups = after === undefined ? first : [...first, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...last];
  if (groups.length !== 8 || (after !== undefined && missing < 1) || !groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(parseInt(group, 16)), 0n);
}

/** In full: eight groups of four digits. */
export function ipv6Text(address: bigint): string {
  return (address.toString(16).padStart(32, "0").match(/.{4}/gu) ?? []).join(":");
}

export function networkOfIpv6(address: bigint, bits: number): bigint {
  const hosts = BigInt(128 - bits);
  return (address >> hosts) << hosts;
}

/** Comparisons take `::a.b.c.d` for the IPv4 address that it ends in. */
export function comparable({ address, endsInIpv4 }: Ipv6): bigint {
  return endsInIpv4 && address >> 32n === 0n ? MAPPED | address : address;
}
