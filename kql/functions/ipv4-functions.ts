import { textOf } from "../values/text";
import { asNumber, isNumber, type Value } from "../values/value";
import { listedArguments, textArgument } from "./arguments";
import { type Call, type Compute, ofText, pure, type ScalarFunctions } from "./call";
import { type Ipv4, ipv4Text, isInNetwork, networkOf, networksBetween, parseIpv4 } from "./ipv4";
import { hasIpv4, hasIpv4Prefix } from "./ipv4-in-text";

export const ipv4Functions: ScalarFunctions = {
  parse_ipv4: pure((ip) => masked(parseIpv4(ip), 32)),
  parse_ipv4_mask: pure((ip, prefix) => masked(parseIpv4(ip), bitsOf(prefix))),
  ipv4_netmask_suffix: pure((ip) => {
    const parsed = parseIpv4(ip);
    return parsed ? BigInt(parsed.bits) : null;
  }),
  ipv4_compare: pure((a, b, prefix) => compared(a, b, prefix)),
  ipv4_is_match: pure((a, b, prefix) => {
    const order = compared(a, b, prefix);
    return order === null ? null : order === 0n;
  }),
  ipv4_is_private: pure((ip) => isPrivate(parseIpv4(ip))),
  ipv4_is_in_range: pure((ip, range) => isInRange(parseIpv4(ip), parseIpv4(range))),
  ipv4_is_in_any_range: compileIsInAnyRange,
  ipv4_range_to_cidr_list: pure((first, last) => networkList(parseIpv4(first), parseIpv4(last))),
  format_ipv4: pure((ip, prefix) => {
    const network = formatted(ip, prefix);
    return network ? ipv4Text(network.address) : "";
  }),
  format_ipv4_mask: pure((ip, prefix) => {
    const network = formatted(ip, prefix);
    return network ? written(network) : "";
  }),
  has_ipv4: ofText(hasIpv4),
  has_ipv4_prefix: ofText(hasIpv4Prefix),
  has_any_ipv4: (call) => compileHasAny(call, hasIpv4),
  has_any_ipv4_prefix: (call) => compileHasAny(call, hasIpv4Prefix),
};

/** 0 to 32, which it is where the query leaves it out; undefined for anything else. */
function bitsOf(prefix: Value | undefined): number | undefined {
  if (prefix === undefined) return 32;
  const bits = prefix !== null && isNumber(prefix) ? asNumber(prefix) : NaN;
  return bits >= 0 && bits <= 32 ? Math.trunc(bits) : undefined;
}

function masked(ip: Ipv4 | undefined, bits: number | undefined): bigint | null {
  return ip && bits !== undefined ? BigInt(networkOf(ip.address, Math.min(ip.bits, bits))) : null;
}

/** The shortest of the masks counts: https://learn.microsoft.com/en-us/kusto/query/ipv4-compare-function */
function compared(first: Value | undefined, second: Value | undefined, prefix: Value | undefined): bigint | null {
  const [a, b, given] = [parseIpv4(first), parseIpv4(second), bitsOf(prefix)];
  if (!a || !b || given === undefined) return null;
  const bits = Math.min(a.bits, b.bits, given);
  return BigInt(Math.sign(networkOf(a.address, bits) - networkOf(b.address, bits)));
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].flatMap((network) => parseIpv4(network) ?? []);

function isPrivate(ip: Ipv4 | undefined): boolean | null {
  return ip ? PRIVATE.some((network) => ip.bits >= network.bits && isInNetwork(ip.address, network)) : null;
}

function isInRange(ip: Ipv4 | undefined, range: Ipv4 | undefined): boolean | null {
  return ip && range ? isInNetwork(ip.address, range) : null;
}

/** https://learn.microsoft.com/en-us/kusto/query/ipv4-is-in-any-range-function */
function compileIsInAnyRange(call: Call): Compute {
  const [address, ranges] = [textArgument(call, 0), listedArguments(call, 1)];
  let made: { readonly of: readonly Value[]; readonly networks: readonly Ipv4[] } | undefined;
  return (row) => {
    const listed = ranges(row);
    if (made?.of !== listed) made = { of: listed, networks: listed.flatMap((range) => parseIpv4(range) ?? []) };
    const ip = parseIpv4(address(row));
    return ip ? made.networks.some((network) => isInNetwork(ip.address, network)) : null;
  };
}

function networkList(first: Ipv4 | undefined, last: Ipv4 | undefined): Value {
  if (!first || !last || first.address > last.address) return null;
  return networksBetween(first.address, last.address).map(written);
}

function written({ address, bits }: Ipv4): string {
  return `${ipv4Text(address)}/${bits}`;
}

/** The address may be a number too: https://learn.microsoft.com/en-us/kusto/query/format-ipv4-function */
function formatted(ip: Value | undefined, prefix: Value | undefined): Ipv4 | undefined {
  const parsed = typeof ip === "bigint" ? fromNumber(ip) : parseIpv4(ip);
  const given = bitsOf(prefix);
  if (!parsed || given === undefined) return undefined;
  const bits = Math.min(parsed.bits, given);
  return { address: networkOf(parsed.address, bits), bits };
}

function fromNumber(ip: bigint): Ipv4 | undefined {
  return ip >= 0n && ip <= 0xffff_ffffn ? { address: Number(ip), bits: 32 } : undefined;
}

function compileHasAny(call: Call, has: (text: string, address: string) => boolean): Compute {
  const [text, addresses] = [textArgument(call, 0), listedArguments(call, 1)];
  return (row) => {
    const whole = text(row);
    return addresses(row).some((address) => has(whole, textOf(address)));
  };
}
