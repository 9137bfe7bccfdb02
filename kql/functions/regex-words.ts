import { bracketed, type CharacterSet, foreignWordRanges, rangesOf } from "./regex-class";
import { contains, difference, intersection, type Ranges, rangesText, union } from "./regex-ranges";

/*
 * In Kusto `\b` knows the letters of every language, in RE2 those of ASCII alone. So where a pattern has `\b` and a subject has letters outside ASCII,
 * each such letter is put between two word characters of ASCII: `_é9`. RE2 then finds boundaries where they are, and the pattern is written for three
 * characters wherever it means one. `_` and `9` themselves are written as `_` and a stand-in and `9`, so that what starts inside a wrapping can't be
 * mistaken for a character; only an empty match can begin there, and the caller leaves it out.
 */
const OPEN = "_";
const CLOSE = "9";
/** Noncharacters, which no text has: https://www.unicode.org/faq/private_use.html#nonchar1 */
const STAND_INS: Readonly<Record<string, string>> = { [OPEN]: "\ufdd0", [CLOSE]: "\ufdd1" };
const ORIGINALS: Readonly<Record<string, string>> = { "\ufdd0": OPEN, "\ufdd1": CLOSE };

const FOREIGN = /(?=[^\x00-\x7f])[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const TO_WRAP = /(?=[^\x00-\x7f])[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]|[_9]/gu;
const WRAPPED = /_(?<inner>[^9])9/gu;

export function hasForeignWord(text: string): boolean {
  return FOREIGN.test(text);
}

export function wrapWords(text: string): string {
  return text.replace(TO_WRAP, (char) => OPEN + (STAND_INS[char] ?? char) + CLOSE);
}

export function unwrapWords(wrapped: string): string {
  return wrapped.replace(WRAPPED, (_, inner: string) => ORIGINALS[inner] ?? inner);
}

/** Whether the place lies inside a wrapping. */
export function isInsideWrapping(wrapped: string, at: number): boolean {
  const next = String.fromCodePoint(wrapped.codePointAt(at) ?? 0);
  return next === CLOSE || next in ORIGINALS || FOREIGN.test(next);
}

/** What matches one character of the set in a wrapped text, in RE2's syntax. */
export function wrappedSet(set: CharacterSet, fold: boolean): string {
  const ranges = rangesOf(set, "unicode", fold);
  const { foreign, special } = wrappings();
  const ways = [rangesText(difference(ranges, special))];
  const wrapped = intersection(ranges, foreign);
  if (wrapped.length > 0) ways.push(OPEN + rangesText(wrapped) + CLOSE);
  for (const char of [OPEN, CLOSE]) {
    if (contains(ranges, char.charCodeAt(0))) ways.push(OPEN + (STAND_INS[char] ?? "") + CLOSE);
  }
  return `(?:${ways.join("|")})`;
}

/** A literal is as it was, unless it is one that is wrapped or has another case that is. */
export function wrappedLiteral(set: CharacterSet, char: string, fold: boolean): string {
  return fold || char === OPEN || char === CLOSE || FOREIGN.test(char) ? wrappedSet(set, fold) : bracketed(set, "unicode", false);
}

let known: { readonly foreign: Ranges; readonly special: Ranges } | undefined;

function wrappings(): { readonly foreign: Ranges; readonly special: Ranges } {
  if (!known) {
    const foreign = foreignWordRanges();
    const own = [OPEN, CLOSE, ...Object.keys(ORIGINALS)].map((char) => char.charCodeAt(0));
    known = { foreign, special: own.reduce<Ranges>((ranges, code) => union(ranges, [code, code]), foreign) };
  }
  return known;
}
