import { KqlError } from "../engine/errors";

/** Beyond some hundred levels Microsoft's parser refuses to bind; before it says so it takes time that grows with their square. */
const DEEPEST = 1000;

/** Throws a limit error where brackets stand within brackets deeper than in any query; those in strings and comments don't count. */
export function refuseDeep(text: string): void {
  let depth = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (OPENING.has(token)) depth++;
    else if (CLOSING.has(token)) depth--;
    if (depth > DEEPEST) throw new KqlError("limit", "the query nests too deep to be read");
  }
}

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);
/** Comments, the kinds of string, and brackets. A string that its line doesn't close ends with the line. */
const TOKENS = /\/\/[^\n]*|```(?:[^`]|`(?!``))*(?:```|$)|@"[^"\n]*"?|@'[^'\n]*'?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[()[\]{}]/gu;
