import { textOf } from "../values/text";
import type { Value } from "../values/value";

export interface Ipv4 {
  /** Unsigned, 32 bits. */
  readonly address: number;
  /** Bits of the network: 32 for an address alone. */
  readonly bits: number;
}

const IPV4 = /^\s*(?<a>\d{1,3})\.(?<b>\d{1,3})\.(?<c>\d{1,3})\.(?<d>\d{1,3})(?:\/(?<bits>\d{1,2}))?\s*$/u;

/** `10.1.2.3` or `10.1.2.0/24`: https://learn.microsoft.com/en-us/kusto/query/parse-ipv4-function */
export function parseIpv4(value: Value | undefined): Ipv4 | undefined {
  const match = IPV4.exec(textOf(value ?? null))?.groups;
  if (!match) return undefined;
  const octets = [match["a"], match["b"], match["c"], match["d"]].map(Number);
  const bits = Number(match["bits"] ?? 32);
  if (bits > 32 || octets.some((octet) => octet > 255)) return undefined;
  return { address: octets.reduce((address, octet) => address * 256 + octet, 0), bits };
}

export function ipv4Text(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join(".");
}

/** The address with nothing but its first bits. */
export function networkOf(address: number, bits: number): number {
  const hosts = 2 ** (32 - bits);
  return Math.floor(address / hosts) * hosts;
}

export function isInNetwork(address: number, network: Ipv4): boolean {
  return networkOf(address, network.bits) === networkOf(network.address, network.bits);
}

/** The fewest networks that hold the addresses from the first to the last and no other. */
export function networksBetween(first: number, last: number): Ipv4[] {
  const networks: Ipv4[] = [];
  for (let address = first; address <= last; ) {
    let bits = 32;
    while (bits > 0 && networkOf(address, bits - 1) === address && address + 2 ** (33 - bits) - 1 <= last) bits--;
    networks.push({ address, bits });
    address += 2 ** (32 - bits);
  }
  return networks;
}
