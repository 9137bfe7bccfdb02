import { shown } from "../../catalogue/fault";
import { parsed } from "./json";
import { CUT_SHORT, LONGEST_RECORD, NO_JSON, type ReadRecord, type SkippedRecord, type Splitter, TOO_LONG } from "./place";
import { unwrapped } from "./unwrap";

type Found = ReadRecord | SkippedRecord;

/** A JSON value on each line. */
export class LineSplitter implements Splitter {
  /** The beginning of a line whose end has not come yet. */
  private open = "";
  private line = 1;
  private tooLong = false;

  feed(text: string): readonly Found[] {
    const found: Found[] = [];
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.grow(text.slice(from, end));
      this.take(found, false);
      this.line++;
      from = end + 1;
    }
    this.grow(text.slice(from));
    return found;
  }

  end(): readonly Found[] {
    const found: Found[] = [];
    this.take(found, true);
    return found;
  }

  private grow(text: string): void {
    if (this.open.length + text.length > LONGEST_RECORD) {
      this.tooLong = true;
      this.open = "";
    } else if (!this.tooLong) this.open += text;
  }

  private take(found: Found[], last: boolean): void {
    const text = this.open.trim();
    if (this.tooLong) found.push({ place: { line: this.line }, skipped: TOO_LONG });
    // What stands around the records of a list that has one a line.
    else if (text !== "" && !/^[[\],]+$/u.test(text)) for (const record of read(text, this.line, last)) found.push(record);
    this.open = "";
    this.tooLong = false;
  }
}

function read(text: string, line: number, last: boolean): readonly Found[] {
  const json = parsed(text) ?? (text.endsWith(",") ? parsed(text.slice(0, -1)) : undefined);
  if (json !== undefined) return unwrapped(json, line);
  return [{ place: { line }, skipped: last && /^[[{]/u.test(text) ? CUT_SHORT : NO_JSON, detail: shown(text) }];
}
