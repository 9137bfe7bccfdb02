import { shown } from "../../catalogue/fault";
import { emptyObject } from "./json";
import { CUT_SHORT, LONGEST_RECORD, type ReadRecord, type SkippedRecord, type Splitter, TOO_LONG } from "./place";

type Found = ReadRecord | SkippedRecord;

/**
 * CSV as RFC 4180 has it, and as spreadsheets and PowerShell write it: with semicolons or tabs, after a line `sep=;` or `#TYPE …`. An export that was cut, or edited by
 * hand, is what a responder has: one bad row is skipped and the next is read, where kql/tables/ refuses the file.
 */
export class CsvSplitter implements Splitter {
  private open = "";
  /** A row that goes over many texts would be begun anew with each of them: it is when its text has doubled. */
  private worthTrying = 0;
  private row = 0;
  private names: readonly string[] | undefined;
  private readonly delimiter: string;
  /** Whether the rest of a line belongs to a row that was too long. */
  private dropping = false;

  /** @param head the file's first text, which holds its header */
  constructor(head: string) {
    this.delimiter = delimiterOf(head);
  }

  feed(text: string): readonly Found[] {
    this.open += this.dropping ? this.afterLine(text) : text;
    return this.open.length < this.worthTrying ? [] : this.rows(false);
  }

  end(): readonly Found[] {
    return this.rows(true);
  }

  private rows(last: boolean): readonly Found[] {
    const found: Found[] = [];
    const cursor = new RowCursor(this.open, this.delimiter, last);
    for (let cells = cursor.next(); cells !== undefined; cells = cursor.next()) this.take(cells, found);
    this.open = cursor.rest();
    if (this.open.length > LONGEST_RECORD) {
      found.push({ place: { line: ++this.row }, skipped: TOO_LONG });
      this.open = "";
      this.dropping = true;
    } else if (last && this.open !== "") found.push({ place: { line: ++this.row }, skipped: CUT_SHORT, detail: shown(this.open) });
    this.worthTrying = Math.min(this.open.length * 2, LONGEST_RECORD);
    return found;
  }

  private afterLine(text: string): string {
    const newline = text.indexOf("\n");
    this.dropping = newline === -1;
    return this.dropping ? "" : text.slice(newline + 1);
  }

  private take(cells: readonly string[], found: Found[]): void {
    if (isNoRow(cells, this.names === undefined)) return;
    if (this.names === undefined) {
      this.names = cells.map(columnName);
      return;
    }
    const place = { line: ++this.row };
    if (cells.length !== this.names.length) found.push({ place, skipped: "has not as many cells as the header", detail: `${cells.length} and ${this.names.length}` });
    else found.push({ place, json: objectOf(this.names, cells) });
  }
}

/** The names in the header of a CSV text. */
export function headerOf(head: string): readonly string[] {
  const cursor = new RowCursor(head, delimiterOf(head), true);
  let cells = cursor.next();
  while (cells !== undefined && isNoRow(cells, true)) cells = cursor.next();
  return (cells ?? []).map(columnName);
}

/** A line with nothing on it; and before the header what Excel writes for its own use, and Export-Csv of Windows PowerShell about its objects. */
function isNoRow([first = "", ...others]: readonly string[], beforeHeader: boolean): boolean {
  if (beforeHeader && /^(?:sep=|#TYPE )/iu.test(first)) return others.every((cell) => cell === "");
  return first === "" && others.length === 0;
}

/** Log Analytics' portal writes `TimeGenerated [UTC]`. */
function columnName(cell: string): string {
  return cell.trim().replace(/ \[UTC\]$/u, "");
}

function objectOf(names: readonly string[], cells: readonly string[]): ReadRecord["json"] {
  const json = emptyObject();
  for (const [index, name] of names.entries()) if (name !== "") json[name] = cells[index] ?? "";
  return json;
}

/** The one that the header has most of. */
function delimiterOf(head: string): string {
  const header = head.split("\n", 5).find((line) => !isNoRow([line.trim()], true)) ?? "";
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** One walk through text that begins with a row. */
class RowCursor {
  private start = 0;
  private at = 0;
  /** The next end of a line, kept since looking for it from each cell would read each line as often as it has cells. */
  private newline = -2;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    /** Whether no more text follows: then a last line needs no end. */
    private readonly last: boolean,
  ) {}

  /** The cells of the next row; undefined where its end isn't there. */
  next(): readonly string[] | undefined {
    if (this.start >= this.text.length) return undefined;
    this.at = this.start;
    const cells: string[] = [];
    for (;;) {
      const cell = this.cell();
      if (cell === undefined) return undefined;
      cells.push(cell);
      if (this.text[this.at] !== this.delimiter) break;
      this.at++;
    }
    this.at++;
    this.start = this.at;
    return cells;
  }

  rest(): string {
    return this.text.slice(this.start);
  }

  /** Stops at the delimiter or the line's end. What stands after a closing quote belongs to the cell. */
  private cell(): string | undefined {
    const quoted = this.text[this.at] === '"' ? this.quoted() : "";
    if (quoted === undefined) return undefined;
    const begin = this.at;
    const newline = this.newlineFrom(begin);
    if (newline === -1 && !this.last) return undefined;
    const lineEnd = newline === -1 ? this.text.length : newline;
    const delimiter = this.text.indexOf(this.delimiter, begin);
    const end = delimiter !== -1 && delimiter < lineEnd ? delimiter : lineEnd;
    this.at = end;
    return quoted + this.text.slice(begin, end === lineEnd && this.text[end - 1] === "\r" && end > begin ? end - 1 : end);
  }

  private newlineFrom(begin: number): number {
    if (this.newline !== -1 && this.newline < begin) this.newline = this.text.indexOf("\n", begin);
    return this.newline;
  }

  private quoted(): string | undefined {
    const begin = this.at + 1;
    for (let quote = this.text.indexOf('"', begin); quote !== -1; quote = this.text.indexOf('"', quote + 2)) {
      if (this.text[quote + 1] === '"') continue;
      if (quote + 1 === this.text.length && !this.last) return undefined;
      this.at = quote + 1;
      return this.text.slice(begin, quote).replaceAll('""', '"');
    }
    return undefined;
  }
}
