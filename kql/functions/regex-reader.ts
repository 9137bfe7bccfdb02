import { type Flags, readBracketed, readClassEscape } from "./regex-brackets";
import { ANY, ANY_BUT_NEWLINE, type CharacterSet } from "./regex-class";
import { readCodePoint } from "./regex-escapes";
import { invalidPattern, tooLargePattern, unsupportedPattern } from "./regex-faults";
import { changedFlags, readGroupStart } from "./regex-groups";
import { readCount } from "./regex-repetition";

/** A part of a pattern, in Kusto's dialect: https://learn.microsoft.com/en-us/kusto/query/regex */
export type Piece =
  | { readonly kind: "raw"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string; readonly fold: boolean }
  | { readonly kind: "set"; readonly set: CharacterSet; readonly fold: boolean }
  | { readonly kind: "boundary"; readonly text: "\\b" | "\\B"; readonly unicode: boolean };

export interface ReadPattern {
  readonly pieces: readonly Piece[];
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
}

/** Instructions, as counted before compiling: `(\w{500}){500}` is short to write and long to run. */
const LARGEST = 20_000;
const DEEPEST = 250;

interface Level {
  readonly flags: Flags;
  readonly start: number;
  readonly cost: number;
}

interface Atom {
  readonly start: number;
  readonly cost: number;
  readonly repeated: boolean;
}

export function readPattern(pattern: string): ReadPattern {
  return new PatternReader(pattern).read();
}

class PatternReader {
  private at = 0;
  private flags: Flags = { i: false, s: false, u: true, x: false };
  private readonly levels: Level[] = [];
  private readonly pieces: Piece[] = [];
  private readonly names = new Map<string, number>();
  private groups = 0;
  private cost = 0;
  private atom: Atom | undefined;

  constructor(private readonly pattern: string) {}

  read(): ReadPattern {
    while (this.at < this.pattern.length) this.readNext();
    if (this.levels.length > 0) invalidPattern("a group is not closed");
    return { pieces: this.pieces, groupCount: this.groups, groupNames: this.names };
  }

  private readNext(): void {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    if (this.flags.x && this.skipsVerbose(char)) return;
    switch (char) {
      case "\\":
        this.readEscape();
        break;
      case "[":
        this.readBrackets();
        break;
      case "(":
        this.openGroup();
        break;
      case ")":
        this.closeGroup();
        break;
      case "{":
        this.readCount();
        break;
      case "*":
      case "+":
      case "?":
        this.repeat(char, 1);
        break;
      default:
        this.at += char.length;
        this.readCharacter(char);
    }
  }

  private readCharacter(char: string): void {
    if (char === "|") this.separate();
    else if (char === "^" || char === "$") this.add({ kind: "raw", text: char });
    else if (char === ".") this.add({ kind: "set", set: this.flags.s ? ANY : ANY_BUT_NEWLINE, fold: false });
    else this.add({ kind: "literal", text: char, fold: this.flags.i });
  }

  private skipsVerbose(char: string): boolean {
    if (char === "#") this.at = (this.pattern.indexOf("\n", this.at) + 1 || this.pattern.length + 1) - 1;
    else if (/\s/u.test(char)) this.at += char.length;
    else return false;
    return true;
  }

  private add(piece: Piece, cost = 1): void {
    this.atom = { start: this.pieces.length, cost, repeated: false };
    this.pieces.push(piece);
    this.spend(cost);
  }

  private spend(cost: number): void {
    this.cost += cost;
    if (this.cost > LARGEST) tooLargePattern("that is too large once its repetitions are written out");
  }

  private separate(): void {
    this.pieces.push({ kind: "raw", text: "|" });
    this.spend(1);
    this.atom = undefined;
  }

  private readEscape(): void {
    const letter = this.pattern[this.at + 1] ?? "";
    const set = readClassEscape(this.pattern, this.at, this.flags.u);
    if (letter === "<" || letter === ">") unsupportedPattern(`\\${letter}`);
    if (letter === "b" || letter === "B") this.readBoundary(letter);
    else if (letter === "A" || letter === "z") {
      this.at += 2;
      this.add({ kind: "raw", text: `\\${letter}` });
    } else if (set) {
      this.at = set.end;
      this.add({ kind: "set", set: set.set, fold: this.flags.i });
    } else this.readEscapedCharacter();
  }

  private readEscapedCharacter(): void {
    const { codePoint, end } = readCodePoint(this.pattern, this.at);
    this.at = end;
    this.add({ kind: "literal", text: String.fromCodePoint(codePoint), fold: this.flags.i });
  }

  private readBoundary(letter: "b" | "B"): void {
    this.at += 2;
    if (this.pattern.startsWith("{", this.at)) unsupportedPattern("half a word boundary");
    this.add({ kind: "boundary", text: `\\${letter}`, unicode: this.flags.u });
  }

  private readBrackets(): void {
    const { set, end } = readBracketed(this.pattern, this.at, this.flags);
    this.at = end;
    this.add({ kind: "set", set, fold: this.flags.i });
  }

  private openGroup(): void {
    const group = readGroupStart(this.pattern, this.at);
    this.at = group.end;
    if (group.changes === undefined) this.open(group.name);
    else this.changeFlags(group.changes.on, group.changes.off, group.changes.opens);
  }

  private changeFlags(on: string, off: string, opens: boolean): void {
    const [flags, text] = changedFlags(this.flags, on, off);
    if (opens) this.push(`(?${text}:`);
    else if (text !== "") this.pieces.push({ kind: "raw", text: `(?${text})` });
    this.flags = flags;
    this.atom = undefined;
  }

  private open(name: string | undefined): void {
    this.groups++;
    if (name !== undefined) {
      if (this.names.has(name)) invalidPattern(`two groups are named ${name}`);
      this.names.set(name, this.groups);
    }
    this.push("(");
  }

  private push(text: string): void {
    if (this.levels.length >= DEEPEST) tooLargePattern("with too many groups in groups");
    this.levels.push({ flags: this.flags, start: this.pieces.length, cost: this.cost });
    this.pieces.push({ kind: "raw", text });
    this.spend(2);
    this.atom = undefined;
  }

  private closeGroup(): void {
    const level = this.levels.pop() ?? invalidPattern("a group is closed that was not opened");
    this.at++;
    this.pieces.push({ kind: "raw", text: ")" });
    this.flags = level.flags;
    this.atom = { start: level.start, cost: this.cost - level.cost, repeated: false };
  }

  private readCount(): void {
    const { written, factor, text } = readCount(this.pattern, this.at);
    this.repeat(written, factor, text);
  }

  /** A repetition of a repetition, which RE2 refuses to read, is put in a group. */
  private repeat(written: string, factor: number, text = written): void {
    const atom = this.atom ?? invalidPattern(`nothing comes before ${text} that it could repeat`);
    if (atom.repeated) {
      this.pieces.splice(atom.start, 0, { kind: "raw", text: "(?:" });
      this.pieces.push({ kind: "raw", text: ")" });
    }
    this.at += written.length;
    const lazy = this.pattern[this.at] === "?";
    if (lazy) this.at++;
    this.pieces.push({ kind: "raw", text: text + (lazy ? "?" : "") });
    this.spend(atom.cost * (factor - 1) + 1);
    this.atom = { start: atom.start, cost: atom.cost * factor + 1, repeated: true };
  }
}
