import { parseIpv4 } from "./ipv4";

/** Addresses between signs that are no letters and digits; a part of a longer dotted number is none. */
const CANDIDATE = /(?<![\p{L}\p{N}])(?<!\d\.)\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}])(?!\.\d)/gu;

function addressesIn(text: string): readonly string[] {
  return (text.match(CANDIDATE) ?? []).filter((candidate) => parseIpv4(candidate) !== undefined);
}

/** https://learn.microsoft.com/en-us/kusto/query/has-ipv4-function */
export function hasIpv4(text: string, address: string): boolean {
  return text.includes(address) && isAddress(address) && addressesIn(text).includes(address);
}

/** A prefix is a whole address, or one to three of its numbers with a dot after each: https://learn.microsoft.com/en-us/kusto/query/has-ipv4-prefix-function */
export function hasIpv4Prefix(text: string, prefix: string): boolean {
  if (!text.includes(prefix)) return false;
  if (isAddress(prefix)) return addressesIn(text).includes(prefix);
  return /^(?:\d{1,3}\.){1,3}$/u.test(prefix) && addressesIn(text).some((address) => address.startsWith(prefix));
}

function isAddress(text: string): boolean {
  return /^[\d.]+$/u.test(text) && parseIpv4(text) !== undefined;
}
