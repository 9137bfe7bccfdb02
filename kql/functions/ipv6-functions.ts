import { asNumber, isNumber, type Value } from "../values/value";
import { listedArguments, textArgument } from "./arguments";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";
import { comparable, type Ipv6, ipv6Text, networkOfIpv6, parseIpv6 } from "./ipv6";

export const ipv6Functions: ScalarFunctions = {
  parse_ipv6: pure((ip) => masked(parseIpv6(ip), 128)),
  parse_ipv6_mask: pure((ip, prefix) => masked(parseIpv6(ip), bitsOf(prefix))),
  ipv6_compare: pure((a, b, prefix) => compared(a, b, prefix)),
  ipv6_is_match: pure((a, b, prefix) => {
    const order = compared(a, b, prefix);
    return order === null ? null : order === 0n;
  }),
  ipv6_is_in_range: pure((ip, range) => isInRange(parseIpv6(ip), parseIpv6(range))),
  ipv6_is_in_any_range: compileIsInAnyRange,
};

function bitsOf(prefix: Value | undefined): number | undefined {
  if (prefix === undefined) return 128;
  const bits = prefix !== null && isNumber(prefix) ? asNumber(prefix) : NaN;
  return bits >= 0 && bits <= 128 ? Math.trunc(bits) : undefined;
}

function masked(ip: Ipv6 | undefined, bits: number | undefined): string {
  return ip && bits !== undefined ? ipv6Text(networkOfIpv6(ip.address, Math.min(ip.bits, bits))) : "";
}

/** The shortest of the masks counts: https://learn.microsoft.com/en-us/kusto/query/ipv6-compare-function */
function compared(first: Value | undefined, second: Value | undefined, prefix: Value | undefined): bigint | null {
  const [a, b, given] = [parseIpv6(first), parseIpv6(second), bitsOf(prefix)];
  if (!a || !b || given === undefined) return null;
  const bits = Math.min(a.bits, b.bits, given);
  const [x, y] = [networkOfIpv6(comparable(a), bits), networkOfIpv6(comparable(b), bits)];
  return x < y ? -1n : x > y ? 1n : 0n;
}

function isInRange(ip: Ipv6 | undefined, range: Ipv6 | undefined): boolean | null {
  if (!ip || !range) return null;
  return networkOfIpv6(comparable(ip), range.bits) === networkOfIpv6(comparable(range), range.bits);
}

/** https://learn.microsoft.com/en-us/kusto/query/ipv6-is-in-any-range-function */
function compileIsInAnyRange(call: Call): Compute {
  const [address, ranges] = [textArgument(call, 0), listedArguments(call, 1)];
  let made: { readonly of: readonly Value[]; readonly networks: readonly Ipv6[] } | undefined;
  return (row) => {
    const listed = ranges(row);
    if (made?.of !== listed) made = { of: listed, networks: listed.flatMap((range) => parseIpv6(range) ?? []) };
    const ip = parseIpv6(address(row));
    return ip ? made.networks.some((network) => isInRange(ip, network) === true) : null;
  };
}
