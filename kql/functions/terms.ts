import { ignoreCase } from "./casing";

export { ignoreCase } from "./casing";

export interface TermOptions {
  readonly caseSensitive?: boolean;
  /** A longer term may start with it. */
  readonly prefix?: boolean;
  /** A longer term may end with it. */
  readonly suffix?: boolean;
}

/**
 * Makes the test of `has` and its like. A term is a run of letters and digits: `_` and other signs part terms.
 * https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators#what-is-a-term
 * What is sought may itself hold signs; its ends must fall on ends of terms only where they are letters or digits.
 */
export function termMatcher(term: string, options: TermOptions): (text: string) => boolean {
  const sought = options.caseSensitive ? term : ignoreCase(term);
  if (sought === "") return () => true;
  const bounded = {
    start: !options.suffix && isTermCharacter(sought, 0),
    end: !options.prefix && isTermCharacter(sought, sought.length - 1),
  };
  if (options.caseSensitive) return (text) => holdsTerm(text, sought, bounded);
  return (text) => holdsTerm(ignoreCase(text), sought, bounded);
}

export function hasTerm(text: string, term: string, options: TermOptions): boolean {
  return termMatcher(term, options)(text);
}

function holdsTerm(text: string, sought: string, bounded: { readonly start: boolean; readonly end: boolean }): boolean {
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
    const starts = !bounded.start || at === 0 || !isTermCharacter(text, at - 1);
    const end = at + sought.length;
    if (starts && (!bounded.end || end === text.length || !isTermCharacter(text, end))) return true;
  }
  return false;
}

function isTermCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return /^[\p{L}\p{N}]/u.test(wholeCharacter(text, at));
}

/** The character that the UTF-16 unit belongs to. */
function wholeCharacter(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const isSecondHalf = code >= 0xdc00 && code <= 0xdfff && at > 0;
  return String.fromCodePoint(text.codePointAt(isSecondHalf ? at - 1 : at) ?? 0);
}
