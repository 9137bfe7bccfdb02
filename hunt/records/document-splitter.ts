import { shown } from "../../catalogue/fault";
import { parsed } from "./json";
import { CUT_SHORT, LONGEST_RECORD, NO_JSON, NO_OBJECT, type ReadRecord, type SkippedRecord, type Splitter, TOO_LONG } from "./place";
import { LISTS, recordAt, recordsIn } from "./unwrap";

type Found = ReadRecord | SkippedRecord;

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** How much of a document may stand before its list: a context and a link to the next page. */
const LONGEST_PREFIX = 65_536;
/** Before a list, its key and blanks. */
const NEAR = 200;
const BEFORE_LIST = new RegExp(`"(?:${LISTS.join("|")})"\\s*:\\s*$`, "u");

/**
 * JSON documents over any number of lines: a list, an object that holds a list, or objects one after the other. It cuts out the text of each record by its
 * brackets, so that of a list of any length only one record is in memory.
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

  feed(text: string): readonly Found[] {
    const found: Found[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at);
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
    return found;
  }

  end(): readonly Found[] {
    const open = this.pieces !== undefined || this.depth > 0;
    return open ? [{ place: this.place(), skipped: CUT_SHORT }] : [];
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
