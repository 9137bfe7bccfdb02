import type { Flags } from "./regex-brackets";
import { invalidPattern, unsupportedPattern } from "./regex-faults";

export interface GroupStart {
  readonly end: number;
  readonly name: string | undefined;
  /** Of `(?i-s)` and `(?i-s:`, the latter of which opens a group that does not count. */
  readonly changes: { readonly on: string; readonly off: string; readonly opens: boolean } | undefined;
}

const NAMED = /\(\?P?<(?<name>[\p{Alphabetic}_][\p{Alphabetic}\p{N}_.[\]]*)>/uy;
const FLAGS = /\(\?(?<on>[imsUuxR]*)(?:-(?<off>[imsUuxR]+))?(?<close>[:)])/uy;

/** https://learn.microsoft.com/en-us/kusto/query/regex#grouping-and-flags */
export function readGroupStart(pattern: string, at: number): GroupStart {
  if (pattern[at + 1] !== "?") return { end: at + 1, name: undefined, changes: undefined };
  NAMED.lastIndex = FLAGS.lastIndex = at;
  const name = NAMED.exec(pattern)?.groups?.["name"];
  if (name !== undefined) return { end: NAMED.lastIndex, name, changes: undefined };
  const flags = FLAGS.exec(pattern)?.groups ?? invalidPattern("a group starts with (, (?:, (?<name> or flags; it can't look ahead or behind");
  return { end: FLAGS.lastIndex, name: undefined, changes: { on: flags["on"] ?? "", off: flags["off"] ?? "", opens: flags["close"] === ":" } };
}

/** The flags from here on, and how RE2 writes those of them that it has. */
export function changedFlags(flags: Flags, on: string, off: string): [Flags, string] {
  if (on.includes("R")) unsupportedPattern("the flag R");
  const now = (flag: keyof Flags): boolean => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  const shared = (letters: string): string => letters.replace(/[uxR]/gu, "");
  const text = shared(on) + (shared(off) === "" ? "" : `-${shared(off)}`);
  return [{ i: now("i"), s: now("s"), u: now("u"), x: now("x") }, text];
}
