import { RE2JS } from "re2js";
import { complement, difference, intersection, type Ranges, rangesText, symmetricDifference, union } from "./regex-ranges";

/**
 * A set of characters. A leaf is what may stand in RE2's brackets: one text for subjects of ASCII alone, where it is shorter and faster, and one for all.
 * RE2 knows no sets in sets, so those are worked out here.
 */
export type CharacterSet =
  | { readonly kind: "leaf"; readonly ascii: string; readonly unicode: string }
  | { readonly kind: "union"; readonly parts: readonly CharacterSet[] }
  | { readonly kind: "not"; readonly of: CharacterSet }
  | { readonly kind: "and" | "minus" | "xor"; readonly left: CharacterSet; readonly right: CharacterSet };

export type Alphabet = "ascii" | "unicode";

export function leaf(unicode: string, ascii = unicode): CharacterSet {
  return { kind: "leaf", ascii, unicode };
}

/** https://www.unicode.org/reports/tr18/#Compatibility_Properties: Alphabetic is all of L and Nl, and the circled and squared letters. */
const ALPHABETIC = "\\p{L}\\p{Nl}\\x{24b6}-\\x{24e9}\\x{1f130}-\\x{1f149}\\x{1f150}-\\x{1f169}\\x{1f170}-\\x{1f189}";
const WHITE_SPACE = "\\t-\\r \\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";

const DIGIT = leaf("\\p{Nd}", "0-9");
const SPACE = leaf(WHITE_SPACE, "[:space:]");
const WORD = leaf(`${ALPHABETIC}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}`, "0-9A-Za-z_");

/** `\d`, `\s`, `\w` and their capitals, which deny. */
export function perlClass(letter: string, unicode: boolean): CharacterSet | undefined {
  const set = { d: DIGIT, s: SPACE, w: WORD }[letter.toLowerCase()];
  if (set?.kind !== "leaf") return undefined;
  const chosen = unicode ? set : leaf(set.ascii);
  return letter === letter.toLowerCase() ? chosen : { kind: "not", of: chosen };
}

export const ANY: CharacterSet = leaf("\\x00-\\x{10FFFF}");
export const ANY_BUT_NEWLINE: CharacterSet = leaf("\\x00-\\t\\x0b-\\x{10FFFF}");

/** Properties by the names that RE2 does not know; the others pass on as they are. */
const PROPERTIES: Readonly<Record<string, string>> = {
  any: "\\x00-\\x{10FFFF}",
  ascii: "\\x00-\\x7f",
  alphabetic: ALPHABETIC,
  alpha: ALPHABETIC,
  whitespace: WHITE_SPACE,
  space: WHITE_SPACE,
  letter: "\\p{L}",
  uppercaseletter: "\\p{Lu}",
  lowercaseletter: "\\p{Ll}",
  titlecaseletter: "\\p{Lt}",
  mark: "\\p{M}",
  number: "\\p{N}",
  decimalnumber: "\\p{Nd}",
  digit: "\\p{Nd}",
  punctuation: "\\p{P}",
  punct: "\\p{P}",
  symbol: "\\p{S}",
  separator: "\\p{Z}",
  control: "\\p{Cc}",
  other: "\\p{C}",
};

export function propertyClass(name: string): CharacterSet {
  return leaf(PROPERTIES[name.toLowerCase().replace(/[\s_-]/gu, "")] ?? `\\p{${name}}`);
}

/** The set as one bracket expression of RE2. */
export function bracketed(set: CharacterSet, alphabet: Alphabet, fold: boolean): string {
  const items = itemsOf(set.kind === "not" ? set.of : set, alphabet);
  if (items) return `[${set.kind === "not" ? "^" : ""}${items}]`;
  return rangesText(rangesOf(set, alphabet, fold));
}

function itemsOf(set: CharacterSet, alphabet: Alphabet): string | undefined {
  if (set.kind === "leaf") return set[alphabet];
  if (set.kind !== "union") return undefined;
  const items = set.parts.map((part) => itemsOf(part, alphabet));
  return items.includes(undefined) ? undefined : items.join("");
}

export function rangesOf(set: CharacterSet, alphabet: Alphabet, fold: boolean): Ranges {
  const of = (part: CharacterSet): Ranges => rangesOf(part, alphabet, fold);
  switch (set.kind) {
    case "leaf":
      // With a second character, here one that no text has, the program lists both cases of a letter instead of folding it as it matches.
      return leafRanges(fold ? `(?i)[${set[alphabet]}\\x{10FFFF}]` : `[${set[alphabet]}]`);
    case "union":
      return set.parts.map(of).reduce(union, []);
    case "not":
      return complement(of(set.of));
    case "and":
      return intersection(of(set.left), of(set.right));
    case "minus":
      return difference(of(set.left), of(set.right));
    case "xor":
      return symmetricDifference(of(set.left), of(set.right));
  }
}

/** Word characters outside ASCII. */
export function foreignWordRanges(): Ranges {
  return difference(rangesOf(WORD, "unicode", false), [0, 0x7f]);
}

interface Program {
  readonly inst: readonly { readonly runes: Int32Array }[];
}

const REMEMBERED = 200;
const remembered = new Map<string, Ranges>();

/** re2js has the tables of Unicode's classes; the program of one bracket expression has its ranges in the one instruction that holds characters. */
function leafRanges(pattern: string): Ranges {
  const known = remembered.get(pattern);
  if (known) return known;
  const program = RE2JS.compile(pattern).re2().prog as Program;
  const ranges = union(
    program.inst.flatMap(({ runes }) => (runes.length === 1 ? [runes[0] ?? 0, runes[0] ?? 0] : [...runes])),
    [],
  );
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(pattern, ranges);
  return ranges;
}
