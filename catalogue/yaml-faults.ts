import type { Fault } from "./fault";
import { MAX_DEPTH } from "./yaml-guards";

/** The yaml library's complaints in the words of someone who has the file open. */

/** Aliases that may be expanded; a file that shares its parts uses `extends`, one that explodes uses thousands. */
export const MAX_ALIASES = 50;
export const TOO_DEEP = `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
export const FORBIDDEN_KEY = "has a key that no file may have: __proto__, constructor and prototype are refused; remove it";
const TABS = "is indented with a tab; YAML allows blanks only";

/** What an exception of the parser or of the expansion of aliases means. */
export function explodes(error: unknown): string {
  if (error instanceof RangeError) return TOO_DEEP;
  if (String(error).includes("Unresolved alias")) return "uses a YAML alias (*name) that no anchor (&name) defines; write the value out";
  return `uses more than ${MAX_ALIASES} YAML aliases, or few that explode; write the values out, or share them with extends:`;
}

/** What an error of the parser means, by its code; the library's own text for those without one of ours. */
export function yamlFault(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return TABS;
  if (code === "DUPLICATE_KEY") return "has this key twice in one map; keep one of them";
  if (code === "MULTIPLE_DOCS") return "begins a second YAML document (---); keep one";
  if (message.includes("call stack")) return TOO_DEEP;
  if (code === "NON_STRING_KEY") return "has a key that is not plain text; write a word";
  const firstLine = message.split("\n", 1)[0] ?? message;
  return `is not well-formed YAML: ${firstLine.slice(0, 160)}`;
}

/** One mistake makes the parser stumble several times on its line; a file indented with tabs, on every line. */
export function firstOfEachLine(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, i) => faults.findIndex((f) => f.line === fault.line || (fault.message === TABS && f.message === TABS)) === i).slice(0, 5);
}
