import { mebibytes } from "./bytes";
import { fail } from "./read-fault";
import { LONGEST, textBlocks } from "./text-blocks";

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line on which it begins. */
  line(): number;
}

/**
 * Reads CSV as RFC 4180 has it, with line ends of either kind. Our own, since of the libraries csv-parse reads piece by piece only asynchronously, and uDSV,
 * which does so synchronously, takes malformed quotes for data, wants one kind of line end and gives no line numbers.
 */
export function* csvRecords(file: string): Generator<CsvRecord> {
  let open = "";
  let first = 1;
  for (const block of textBlocks(file)) {
    const text = open + block.text;
    if (open === "") first = block.line;
    const cursor = new CsvCursor(text, file, first);
    yield* cursor.records();
    open = cursor.rest();
    first = cursor.line();
    if (open.length > LONGEST) fail({ file, line: first }, `begins a record of more than ${mebibytes(LONGEST)}; is a quote never closed?`);
  }
  if (open !== "") fail({ file, line: first }, 'has a quote that is never closed; write " after the cell, and "" for a quote in it');
}

const QUOTE = 34;

/** One walk through a text that begins with a record. */
class CsvCursor {
  /** Where the next record, and where the next cell begins. */
  private start = 0;
  private at = 0;
  /** The next end of a line, kept since looking for it from each cell would read each line as often as it has cells. */
  private newline = -1;

  constructor(
    private readonly text: string,
    private readonly file: string,
    private readonly firstLine: number,
  ) {}

  *records(): Generator<CsvRecord> {
    while (this.start < this.text.length) {
      const cells = this.record();
      if (cells === undefined) return;
      const { start } = this;
      this.start = this.at;
      // A line without anything is none; an empty cell alone on its line is written "".
      if (cells.length > 0) yield { cells, line: () => this.lineAt(start) };
    }
  }

  /** What is left of a record whose quote has not been closed yet. */
  rest(): string {
    return this.text.slice(this.start);
  }

  line(): number {
    return this.lineAt(this.start);
  }

  /** Undefined where the text ends inside a quote. */
  private record(): string[] | undefined {
    this.at = this.start;
    const cells: string[] = [];
    if (this.ends()) return cells;
    for (;;) {
      const cell = this.text.charCodeAt(this.at) === QUOTE ? this.quoted() : this.plain();
      if (cell === undefined) return undefined;
      cells.push(cell);
      if (this.ends()) return cells;
      if (this.text[this.at++] !== ",") fail({ file: this.file, line: this.lineAt(this.at - 1) }, 'has text after a closing quote; write "" for a quote inside a cell');
    }
  }

  /** Steps over the end of a line, or tells that it stands at the text's end. */
  private ends(): boolean {
    // A file that was cut off may end in the first half of \r\n.
    if (this.text[this.at] === "\r" && (this.text[this.at + 1] ?? "\n") === "\n") this.at++;
    if (this.at >= this.text.length) return true;
    if (this.text[this.at] !== "\n") return false;
    this.at++;
    return true;
  }

  private quoted(): string | undefined {
    const begin = this.at + 1;
    for (let quote = this.text.indexOf('"', begin); quote !== -1; quote = this.text.indexOf('"', quote + 2)) {
      if (this.text.charCodeAt(quote + 1) === QUOTE) continue;
      this.at = quote + 1;
      return this.text.slice(begin, quote).replaceAll('""', '"');
    }
    return undefined;
  }

  private plain(): string {
    const begin = this.at;
    const comma = this.text.indexOf(",", begin);
    const lineEnd = this.lineEnd(begin);
    this.at = comma !== -1 && comma < lineEnd ? comma : lineEnd;
    const cell = this.text.slice(begin, this.at);
    if (cell.includes('"')) fail({ file: this.file, line: this.lineAt(begin) }, 'has a quote inside a cell that is not quoted; write "…""…"');
    return cell;
  }

  private lineEnd(from: number): number {
    if (this.newline < from) {
      const newline = this.text.indexOf("\n", from);
      this.newline = newline === -1 ? this.text.length : newline;
    }
    return this.newline > from && this.text[this.newline - 1] === "\r" ? this.newline - 1 : this.newline;
  }

  private lineAt(offset: number): number {
    let line = this.firstLine;
    for (let at = this.text.indexOf("\n"); at !== -1 && at < offset; at = this.text.indexOf("\n", at + 1)) line++;
    return line;
  }
}
