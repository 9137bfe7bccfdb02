import { shown } from "../../catalogue/fault";
import { parsed } from "./json";
import { CUT_SHORT, LONGEST_RECORD, NO_JSON, NO_OBJECT, type ReadRecord, type SkippedRecord, type Splitter, TOO_LONG } from "./place";
import { LISTS, recordAt, recordsIn } from "./unwrap";

type Found = ReadRecord | SkippedRecord;

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** How much of a document may stand before its list: a context and a link to the next page. */
const LONGEST_PREFIX = 65_536;
/** How much of a document is kept while the next record is looked for: a bracket, blanks and a first key. */
const LONGEST_BEGINNING = 300;
const PART = 16_384;
/** Down to where a bracket's kind is known: deeper ones are only counted. */
const DEEPEST = 1024;
const BROKEN = "is broken, and not read with what comes before the next that could be told";
/** Before a list, its key and blanks. */
const NEAR = 200;
const BEFORE_LIST = new RegExp(`"(?:${LISTS.join("|")})"\\s*:\\s*$`, "u");

/**
 * JSON documents over any number of lines: a list, an object that holds a list, or objects one after the other. It cuts out the text of each record by its
 * brackets, so that of a list of any length only one record is in memory. After one whose quotes or brackets don't match it goes on at the next that begins like it.
 */
export class DocumentSplitter implements Splitter {
  /** Brackets that are open, and how many of them hold the list whose elements are records; -1 outside of any list. */
  private depth = 0;
  private listDepth = -1;
  private inString = false;
  private escaped = false;
  private line = 1;
  private element = 1;
  /** What was seen of the element at hand: nothing, a number or a text, or a list or an object. */
  private seen: "nothing" | "scalar" | "brackets" = "nothing";
  /** The pieces of a record that is open, whose first may begin in an earlier text; undefined where none is. */
  private pieces: string[] | undefined;
  private length = 0;
  private startLine = 1;
  /** The brackets that are open, by their depth. */
  private readonly kinds = new Uint8Array(DEEPEST);
  /** What came last, but for blanks, outside of texts. */
  private last = 0;
  /** The end of what was read since a broken record, and how the next must begin; undefined where none is looked for. */
  private lost: { readonly beginning: RegExp; tail: string } | undefined;

  /** What keeps the rest of the document from being read, in words that follow the file's name. */
  get damage(): string | undefined {
    const what = this.listDepth === -1 ? "the record on line" : "element";
    return this.lost === undefined ? undefined : `is broken at ${what} ${this.place().line}: what comes after is lost`;
  }

  feed(text: string): readonly Found[] {
    const found: Found[] = [];
    // In parts, as all of one is copied for each broken record in it.
    for (let from = 0; from < text.length; from += PART) this.readPart(text.slice(from, from + PART), found);
    return found;
  }

  private readPart(text: string, found: Found[]): void {
    for (let rest: string | undefined = text; rest !== undefined; ) {
      const readable: string | undefined = this.lost === undefined ? rest : this.sought(this.lost, rest);
      rest = readable === undefined ? undefined : this.read(readable, found);
    }
  }

  /** Reads a text to its end, or to where a record is broken; gives what is then left of it, with a little of what came before. */
  private read(text: string, found: Found[]): string | undefined {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (this.pieces !== undefined && this.breaks(char)) return this.lose(text, start, at, found);
      if (!this.inString && char > 32) this.last = char;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (char === BACKSLASH) this.escaped = true;
        else if (char === QUOTE) this.inString = false;
        continue;
      }
      switch (char) {
        case QUOTE:
          // Between documents there are no strings, only noise.
          this.inString = this.depth > 0;
          this.see("scalar");
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          if (this.opens(char, text, start, at)) start = at;
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          this.closes(text, start, at, found);
          break;
        case COMMA:
          if (this.depth === this.listDepth) this.nextElement(found);
          break;
        case NEWLINE:
          this.line++;
          break;
        default:
          if (char > 32) this.see("scalar");
      }
    }
    this.keep(text.slice(start));
    return undefined;
  }

  end(): readonly Found[] {
    if (this.lost !== undefined) return [];
    const text = (this.pieces ?? []).join("");
    const beginning = beginningLike(text);
    // It holds what looks like the next ones: no bracket showed where it broke.
    if (beginning.test(text.slice(1))) {
      this.lost = { beginning, tail: "" };
      return [{ place: this.place(), skipped: BROKEN, detail: shown(text) }];
    }
    const open = this.pieces !== undefined || this.depth > 0;
    return open ? [{ place: this.place(), skipped: CUT_SHORT }] : [];
  }

  /** Whether a record's quotes or brackets can't match with this character: a text that goes over its line or ends in a word, or a bracket where none can be. */
  private breaks(char: number): boolean {
    if (this.inString) return char === NEWLINE;
    if (char <= 32) return false;
    const kind = this.depth <= DEEPEST ? this.kinds[this.depth - 1] : undefined;
    if (char === CLOSE_OBJECT) return kind === OPEN_LIST;
    if (char === CLOSE_LIST) return kind === OPEN_OBJECT;
    if (this.last === QUOTE) return char !== COMMA && char !== COLON;
    return this.last === COMMA && kind === OPEN_OBJECT && char !== QUOTE && (char === OPEN_OBJECT || char === OPEN_LIST);
  }

  private lose(text: string, start: number, at: number, found: Found[]): string {
    const before = (this.pieces ?? []).join("") + text.slice(start, at);
    found.push({ place: this.place(), skipped: BROKEN, detail: shown(before) });
    // Its own beginning is not the next one's.
    const tail = before.slice(1).slice(-LONGEST_BEGINNING);
    this.lost = { beginning: beginningLike(before), tail };
    this.line -= linesIn(tail);
    this.pieces = undefined;
    return text.slice(at);
  }

  /** What begins with the next record, or undefined where none does. */
  private sought(lost: { readonly beginning: RegExp; tail: string }, text: string): string | undefined {
    const all = lost.tail + text;
    const at = lost.beginning.exec(all)?.index;
    const from = at ?? Math.max(0, all.length - LONGEST_BEGINNING);
    this.line += linesIn(all.slice(0, from));
    if (at === undefined) {
      lost.tail = all.slice(from);
      return undefined;
    }
    this.lost = undefined;
    this.inString = this.escaped = false;
    this.depth = Math.max(0, this.listDepth);
    this.last = 0;
    if (this.listDepth !== -1) this.element++;
    this.seen = "nothing";
    return all.slice(from);
  }

  /** Whether a record begins here. */
  private opens(char: number, text: string, start: number, at: number): boolean {
    const begins = this.pieces === undefined && (this.depth === 0 ? char === OPEN_OBJECT : this.depth === this.listDepth);
    if (begins) this.begin();
    else if (char === OPEN_LIST && this.listDepth === -1 && this.depth < 2 && this.holdsRecords(text.slice(start, at))) {
      this.pieces = undefined;
      this.listDepth = this.depth + 1;
      this.seen = "nothing";
    }
    if (this.depth < DEEPEST) this.kinds[this.depth] = char;
    this.depth++;
    return begins;
  }

  private begin(): void {
    this.pieces = [];
    this.length = 0;
    this.startLine = this.line;
    this.seen = "brackets";
  }

  /** Whether the list that begins here is one of records: the document itself, or the list in an object of which little came before it. */
  private holdsRecords(before: string): boolean {
    if (this.depth === 0) return true;
    return this.pieces !== undefined && this.length + before.length < LONGEST_PREFIX && BEFORE_LIST.test((this.pieces.join("") + before).slice(-NEAR));
  }

  private closes(text: string, start: number, at: number, found: Found[]): void {
    // A bracket that nothing opened.
    if (this.depth === 0) return;
    if (this.depth === this.listDepth) {
      this.nextElement(found, true);
      this.listDepth = -1;
      this.depth--;
      return;
    }
    this.depth--;
    if (this.pieces === undefined || this.depth !== (this.listDepth === -1 ? 0 : this.listDepth)) return;
    this.keep(text.slice(start, at + 1));
    for (const record of this.records()) found.push(record);
    this.pieces = undefined;
  }

  private records(): readonly Found[] {
    const place = this.place();
    if (this.length > LONGEST_RECORD) return [{ place, skipped: TOO_LONG }];
    const text = (this.pieces ?? []).join("");
    const json = parsed(text);
    if (json === undefined) return [{ place, skipped: NO_JSON, detail: shown(text) }];
    const inside = this.listDepth === -1 ? recordsIn(json) : undefined;
    return inside === undefined ? [recordAt(json, place)] : inside.map((item) => recordAt(item, { line: this.element++ }));
  }

  private place(): { readonly line: number } {
    return { line: this.listDepth === -1 ? this.startLine : this.element };
  }

  private nextElement(found: Found[], last = false): void {
    if (this.seen === "scalar") found.push({ place: { line: this.element }, skipped: NO_OBJECT });
    if (!last || this.seen !== "nothing") this.element++;
    this.seen = "nothing";
  }

  private see(what: "scalar"): void {
    if (this.depth === this.listDepth && this.seen === "nothing") this.seen = what;
  }

  private keep(text: string): void {
    if (this.pieces === undefined) return;
    this.length += text.length;
    if (this.length > LONGEST_RECORD) this.pieces = [];
    else this.pieces.push(text);
  }
}

/** How another record begins behind this one: with the same key, as what an export writes does. */
function beginningLike(record: string): RegExp {
  const key = /^\{\s*("[^"\\]{1,100}")/u.exec(record)?.[1] ?? '"';
  return new RegExp(`(?<=[,\\n}]\\s*)\\{\\s*${key.replace(/[$()*+./?[\\\]^{|}]/gu, "\\$&")}`, "u");
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
