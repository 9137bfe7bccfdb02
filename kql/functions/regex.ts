import { RE2JS, RE2JSException } from "re2js";
import { KqlError } from "../engine/errors";
import { bracketed, leaf } from "./regex-class";
import { invalidPattern, tooLargePattern, unsupportedPattern } from "./regex-faults";
import { type Piece, readPattern, type ReadPattern } from "./regex-reader";
import { hasForeignWord, isInsideWrapping, unwrapWords, wrappedLiteral, wrappedSet, wrapWords } from "./regex-words";

/** What one match found. Group 0 is the whole of it; a group that took no part is undefined. */
export interface Match {
  /** In UTF-16 units. */
  readonly index: number;
  readonly groups: readonly (string | undefined)[];
}

const LONGEST = 65_536;
/** Steps of the slowest of RE2's ways for one match, half a minute at worst: characters times instructions. */
const MOST_STEPS = 1_000_000_000;
/** For all matches in one text: each may look at all the rest of it, as `a.*b|c` does. */
const MOST_MILLISECONDS = 60_000;
/** Logs say the same few hundred clients and addresses over and over, and what a pattern finds in them takes a hundred times as long as looking it up. */
const RECENT_TEXTS = 256;
const LONGEST_RECENT = 512;
const REMEMBERED = 200;
const remembered = new Map<string, Regex>();

/** Compiles a pattern, or takes it from those compiled last. Throws a semantic error that says what is wrong with it. */
export function compileRegex(pattern: string): Regex {
  const known = remembered.get(pattern);
  const regex = known ?? new Regex(pattern);
  if (known) remembered.delete(pattern);
  else if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? "");
  remembered.set(pattern, regex);
  return regex;
}

type Spelling = "ascii" | "unicode" | "wrapped";

/** A pattern of Kusto's dialect, run by re2js, whose time grows with the text and never explodes. */
export class Regex {
  private readonly read: ReadPattern;
  private readonly hasBoundary: boolean;
  private readonly programs = new Map<Spelling, RE2JS>();
  private readonly recentTests = new Recent<boolean>();
  private readonly recentFirsts = new Recent<Match | undefined>();

  constructor(private readonly pattern: string) {
    if (pattern.length > LONGEST) tooLargePattern(`of more than ${LONGEST.toLocaleString("en")} characters`);
    this.read = readPattern(pattern);
    const boundaries = this.read.pieces.filter((piece) => piece.kind === "boundary");
    this.hasBoundary = boundaries.some(({ unicode }) => unicode);
    if (this.hasBoundary && boundaries.some(({ unicode }) => !unicode)) unsupportedPattern("boundaries of ASCII and of Unicode words together");
    this.program("ascii");
  }

  get groupCount(): number {
    return this.read.groupCount;
  }

  /** The number of a named group. */
  groupNamed(name: string): number | undefined {
    return this.read.groupNames.get(name);
  }

  test(text: string): boolean {
    return this.recentTests.of(text, () => this.tested(text));
  }

  first(text: string): Match | undefined {
    return this.recentFirsts.of(text, () => this.firstIn(text));
  }

  private tested(text: string): boolean {
    const spelling = this.spellingFor(text);
    return spelling === "wrapped" ? this.first(text) !== undefined : this.program(spelling).test(text);
  }

  private firstIn(text: string): Match | undefined {
    for (const match of this.all(text)) return match;
    return undefined;
  }

  /** The matches from left to right. An empty one that touches the one before is left out. */
  *all(text: string): Generator<Match, undefined> {
    const spelling = this.spellingFor(text);
    if (spelling !== "wrapped") {
      yield* this.matches(spelling, text);
      return;
    }
    const wrapped = wrapWords(text);
    let [index, at] = [0, 0];
    for (const match of this.matches(spelling, wrapped)) {
      index += unwrapWords(wrapped.slice(at, match.index)).length;
      at = match.index;
      yield { index, groups: match.groups.map((group) => (group === undefined ? undefined : unwrapWords(group))) };
    }
  }

  private *matches(spelling: Spelling, subject: string): Generator<Match, undefined> {
    const program = this.program(spelling);
    // The mere test is many times faster.
    if (!program.test(subject)) return;
    if (subject.length * program.programSize() > MOST_STEPS) tooLargePattern("on a text that is too long for it");
    const matcher = program.matcher(subject);
    const deadline = Date.now() + MOST_MILLISECONDS;
    let [at, lastEnd] = [0, -1];
    while (at <= subject.length && matcher.find(at)) {
      if (Date.now() > deadline) tooLargePattern("that takes more than a minute on one text");
      const [start, end] = [matcher.start(), matcher.end()];
      at = end;
      if (start === end) at += (subject.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
      if (start === end && (end === lastEnd || (spelling === "wrapped" && isInsideWrapping(subject, end)))) continue;
      lastEnd = end;
      yield { index: start, groups: Array.from({ length: this.groupCount + 1 }, (_, group) => matcher.group(group) ?? undefined) };
    }
  }

  /** Puts `rewrite(match)` in the place of each match. */
  replace(text: string, rewrite: (match: Match) => string): string {
    let [replaced, at] = ["", 0];
    for (const match of this.all(text)) {
      replaced += text.slice(at, match.index) + rewrite(match);
      at = match.index + (match.groups[0]?.length ?? 0);
    }
    return replaced + text.slice(at);
  }

  private spellingFor(text: string): Spelling {
    if (!/[^\x00-\x7f]/u.test(text)) return "ascii";
    return this.hasBoundary && hasForeignWord(text) ? "wrapped" : "unicode";
  }

  private program(spelling: Spelling): RE2JS {
    const known = this.programs.get(spelling);
    if (known) return known;
    const program = compiled(this.read.pieces, spelling);
    this.programs.set(spelling, program);
    return program;
  }
}

/** Answers for the texts that were asked about last. */
class Recent<T> {
  private answers = new Map<string, T>();

  of(text: string, answer: () => T): T {
    if (text.length > LONGEST_RECENT) return answer();
    if (this.answers.has(text)) return this.answers.get(text) as T;
    const given = answer();
    if (this.answers.size >= RECENT_TEXTS) this.answers.clear();
    this.answers.set(text, given);
    return given;
  }
}

function compiled(pieces: readonly Piece[], spelling: Spelling): RE2JS {
  try {
    return RE2JS.compile(pieces.map((piece) => spelled(piece, spelling)).join(""));
  } catch (error) {
    if (error instanceof KqlError || !(error instanceof RE2JSException)) throw error;
    const why = error.message.replace(/^error parsing regexp: /u, "");
    if (why.includes("\\p") || why.includes("\\P")) unsupportedPattern(why);
    if (why.startsWith("invalid repeat count")) tooLargePattern("that repeats more than 1,000 times");
    return invalidPattern(why);
  }
}

function spelled(piece: Piece, spelling: Spelling): string {
  if (piece.kind === "raw" || piece.kind === "boundary") return piece.text;
  if (piece.kind === "set") return spelling === "wrapped" ? wrappedSet(piece.set, piece.fold) : bracketed(piece.set, spelling, piece.fold);
  const quoted = /^[0-9A-Za-z]$/u.test(piece.text) ? piece.text : `\\x{${(piece.text.codePointAt(0) ?? 0).toString(16)}}`;
  return spelling === "wrapped" ? wrappedLiteral(leaf(quoted), piece.text, piece.fold) : quoted;
}
