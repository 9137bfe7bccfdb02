import { parsed } from "./json";
import { type ByteCounts, bytesOf, fail, openFile, type OpenedFile } from "./bytes";
import { CsvSplitter, headerOf } from "./csv-splitter";
import { decoded } from "./decode";
import { DocumentSplitter } from "./document-splitter";
import { LineSplitter } from "./line-splitter";
import { LONGEST_RECORD, type ReadRecord, type SkippedRecord, type Splitter } from "./place";
import { recordsIn } from "./unwrap";

/** How much text tells of what kind a file is, if a line ends in it: a first line may be one that was cut. */
const HEAD = 65_536;

/** Whether a CSV file with these columns is one that can be used. */
export type KnowsColumns = (names: readonly string[]) => boolean;

/** A file of records, to be read once from its beginning to its end, in bounded memory. */
export class RecordFile {
  private readonly opened: OpenedFile;
  private readonly counts: ByteCounts = { read: 0 };

  private constructor(readonly file: string, private readonly knowsColumns: KnowsColumns) {
    this.opened = openFile(file);
  }

  /**
   * Looks into a file, so that one that can't be used is refused before anything is made of the others. Throws InputError for what is not there, no regular file, no
   * text, or neither JSON nor CSV with known columns.
   */
  static async open(file: string, knowsColumns: KnowsColumns): Promise<RecordFile> {
    const beginning = new RecordFile(file, knowsColumns).records();
    await beginning.next();
    await beginning.return(undefined);
    return new RecordFile(file, knowsColumns);
  }

  /** Bytes, packed or not. */
  get size(): number {
    return this.opened.size;
  }

  /** How many of them have been read. */
  get bytesRead(): number {
    return this.counts.read;
  }

  /** What keeps the rest of the file from being read, in words that follow its name; undefined as long as there is no such thing. */
  get damage(): string | undefined {
    return this.counts.damage;
  }

  /** The file's records in their order, many at once. Throws InputError as `open` does, if the file has changed since. */
  async *records(): AsyncGenerator<readonly (ReadRecord | SkippedRecord)[], undefined> {
    let splitter: Splitter | undefined;
    const head = new Head();
    for await (const text of decoded(this.file, bytesOf(this.opened, this.counts))) {
      if (splitter === undefined) {
        if (!head.tells(text)) continue;
        splitter = this.splitterFor(head.text());
        yield splitter.feed(head.text());
      } else yield splitter.feed(text);
    }
    if (splitter === undefined) {
      if (head.text().trim() === "") return undefined;
      splitter = this.splitterFor(head.text());
      yield splitter.feed(head.text());
    }
    yield splitter.end();
    if (splitter.damage !== undefined) this.counts.damage ??= splitter.damage;
    return undefined;
  }

  private splitterFor(head: string): Splitter {
    const [first] = head.trimStart();
    if (first === "[") return new DocumentSplitter();
    if (hasRecordOnLine(head)) return new LineSplitter();
    if (first === "{") return new DocumentSplitter();
    if (!this.knowsColumns(headerOf(head))) fail(this.file, "is neither JSON nor CSV with columns of a known log; name an export of the audit log, of Log Analytics or of Entra");
    return new CsvSplitter(head);
  }
}

/** The beginning of a file, as long as it must be to tell of what kind the file is. */
class Head {
  private readonly pieces: string[] = [];
  private length = 0;
  private hasLine = false;

  /** Adds text, and answers whether more could tell no more: a list begins, or its first line has ended, unless that is longer than any record. */
  tells(text: string): boolean {
    this.pieces.push(text);
    this.length += text.length;
    const begin = this.length === text.length ? text.trimStart() : text;
    this.hasLine ||= begin.includes("\n");
    return begin.startsWith("[") || (this.hasLine && this.length >= HEAD) || this.length > LONGEST_RECORD;
  }

  text(): string {
    return this.pieces.join("");
  }
}

/**
 * Whether the file has a record on each line, by the first that does: a line before it may be cut, where a file was split by its size. One list or one object
 * with a list in it, alone in its file, is a document, whose elements count.
 */
function hasRecordOnLine(head: string): boolean {
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  let lists = 0;
  for (const line of lines) {
    const json = /^[[{]/u.test(line) ? parsed(line) : undefined;
    if (json === undefined) continue;
    if (recordsIn(json) === undefined || ++lists > 1) return true;
  }
  // All of them cut: an object over several lines does not begin on each.
  return lines.length > 1 && lines.every((line) => line.startsWith('{"'));
}
