import { invalidPattern } from "./regex-faults";
import { LAST_CODE_POINT } from "./regex-ranges";

export interface ReadCodePoint {
  readonly codePoint: number;
  readonly end: number;
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const HEX = /\\(?:x(?<x>[0-9A-Fa-f]{2})|u(?<u>[0-9A-Fa-f]{4})|U(?<U>[0-9A-Fa-f]{8})|[xuU]\{(?<braced>[0-9A-Fa-f]{1,8})\})/uy;
const OCTAL = /\\(?<octal>[0-7]{1,3})/uy;

/** The character that an escape at the backslash stands for: https://learn.microsoft.com/en-us/kusto/query/regex#escape-sequences */
export function readCodePoint(pattern: string, at: number): ReadCodePoint {
  const letter = pattern[at + 1] ?? invalidPattern("it ends in a backslash");
  const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
  if (control !== undefined) return { codePoint: control, end: at + 2 };
  const number = numbered(HEX, 16, pattern, at) ?? numbered(OCTAL, 8, pattern, at);
  if (number) return number;
  if (/[\x00-\x7f]/u.test(letter) && !/[0-9A-Za-z<>]/u.test(letter)) return { codePoint: letter.charCodeAt(0), end: at + 2 };
  return invalidPattern(`\\${letter} is no escape`);
}

function numbered(form: RegExp, base: number, pattern: string, at: number): ReadCodePoint | undefined {
  form.lastIndex = at;
  const match = form.exec(pattern);
  if (!match) return undefined;
  const digits = Object.values(match.groups ?? {}).find((group) => (group as string | undefined) !== undefined) ?? "";
  const codePoint = parseInt(digits, base);
  if (codePoint > LAST_CODE_POINT || (codePoint >= 0xd800 && codePoint <= 0xdfff)) invalidPattern(`${match[0]} is no character`);
  return { codePoint, end: at + match[0].length };
}
