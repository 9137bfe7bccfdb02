import { type CharacterSet, leaf, perlClass, propertyClass } from "./regex-class";
import { readCodePoint } from "./regex-escapes";
import { invalidPattern } from "./regex-faults";

/** Flags of a pattern: https://learn.microsoft.com/en-us/kusto/query/regex#flags */
export interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly u: boolean;
  readonly x: boolean;
}

export interface ReadSet {
  readonly set: CharacterSet;
  readonly end: number;
}

const PROPERTY = /\\(?<sign>[pP])(?:\{\s*(?<deny>\^?)(?:(?:sc|script|scx|gc|general_category)[=:])?(?<name>[\w -]+)\}|(?<letter>[A-Z]))/uiy;

/** `\d`, `\w`, `\pL`, `\p{Greek}` and their like at the backslash. */
export function readClassEscape(pattern: string, at: number, unicode: boolean): ReadSet | undefined {
  const letter = pattern[at + 1] ?? "";
  if (letter !== "p" && letter !== "P") {
    const set = perlClass(letter, unicode);
    return set && { set, end: at + 2 };
  }
  PROPERTY.lastIndex = at;
  const match = PROPERTY.exec(pattern)?.groups ?? invalidPattern(`\\${letter} is followed by a letter or a name in braces`);
  const set = propertyClass(match["letter"] ?? match["name"]?.trim() ?? "");
  const denied = (match["sign"] === "P") !== (match["deny"] === "^");
  return { set: denied ? { kind: "not", of: set } : set, end: PROPERTY.lastIndex };
}

/** A bracketed class at its bracket, with classes in it and `&&`, `--` and `~~`, which go from left to right. */
export function readBracketed(pattern: string, at: number, flags: Flags): ReadSet {
  return new BracketReader(pattern, at, flags).read(0);
}

const ASCII_CLASS = /\[:(?<deny>\^?)(?<name>[a-z]+):\]/uy;
const OPERATORS: Readonly<Record<string, "and" | "minus" | "xor">> = { "&&": "and", "--": "minus", "~~": "xor" };

class BracketReader {
  constructor(
    private readonly pattern: string,
    private at: number,
    private readonly flags: Flags,
  ) {}

  read(depth: number): ReadSet {
    if (depth > 50) invalidPattern("too many classes in classes");
    this.at++;
    const denied = this.takes("^");
    let parts: CharacterSet[] = [];
    let before: { readonly left: CharacterSet; readonly kind: "and" | "minus" | "xor" } | undefined;
    // A bracket or hyphens in the first place stand for themselves.
    while (this.takes("-")) parts.push(leaf("\\-"));
    if (parts.length === 0 && this.takes("]")) parts.push(leaf("\\]"));
    while (!this.takes("]")) {
      const kind = OPERATORS[this.pattern.slice(this.at, this.at + 2)];
      if (kind) {
        before = { left: joined(parts, before), kind };
        parts = [];
        this.at += 2;
      } else if (!this.skipsVerbose()) parts.push(this.item(depth));
    }
    const set = joined(parts, before);
    return { set: denied ? { kind: "not", of: set } : set, end: this.at };
  }

  private skipsVerbose(): boolean {
    if (!this.flags.x || !/\s/u.test(this.pattern[this.at] ?? "")) return false;
    this.at++;
    return true;
  }

  private takes(char: string): boolean {
    if (this.at >= this.pattern.length) invalidPattern("a [ is not closed");
    if (this.pattern[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private item(depth: number): CharacterSet {
    if (this.pattern[this.at] === "[") return this.asciiClass() ?? this.nested(depth);
    const named = this.pattern[this.at] === "\\" ? readClassEscape(this.pattern, this.at, this.flags.u) : undefined;
    if (named) {
      this.at = named.end;
      return named.set;
    }
    const first = this.codePoint();
    const next = this.pattern[this.at + 1];
    if (this.pattern[this.at] !== "-" || next === "]" || next === "-" || next === undefined) return leaf(hex(first));
    this.at++;
    const last = this.codePoint();
    if (last < first) invalidPattern("a range ends before it starts");
    return leaf(`${hex(first)}-${hex(last)}`);
  }

  private asciiClass(): CharacterSet | undefined {
    ASCII_CLASS.lastIndex = this.at;
    const match = ASCII_CLASS.exec(this.pattern);
    if (!match) return undefined;
    this.at += match[0].length;
    return leaf(match[0]);
  }

  private nested(depth: number): CharacterSet {
    return this.read(depth + 1).set;
  }

  private codePoint(): number {
    if (this.pattern[this.at] === "\\") {
      const { codePoint, end } = readCodePoint(this.pattern, this.at);
      this.at = end;
      return codePoint;
    }
    const codePoint = this.pattern.codePointAt(this.at) ?? invalidPattern("a [ is not closed");
    this.at += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }
}

function joined(parts: readonly CharacterSet[], before: { readonly left: CharacterSet; readonly kind: "and" | "minus" | "xor" } | undefined): CharacterSet {
  const [only] = parts;
  const right: CharacterSet = only && parts.length === 1 ? only : { kind: "union", parts };
  return before ? { kind: before.kind, left: before.left, right } : right;
}

function hex(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}
