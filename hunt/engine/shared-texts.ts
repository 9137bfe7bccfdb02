import type { Row } from "../../kql/values/value";

/** Texts of a column that are looked at before it is decided whether they come again. */
const LOOKED_AT = 10_000;
/** Of those, how many may be new where sharing still pays. */
const MOST_NEW = 0.5;

/**
 * Keeps each text of a column once, however many rows say it. Rows that wait for their windows name the same few thousand actors, mailboxes and addresses, and a
 * query makes each of them anew for each row: of a million records that is half of all memory.
 */
export class SharedTexts {
  private readonly columns: (Map<string, string> | undefined)[] = [];
  private rows = 0;

  /** The same row, its texts replaced by equal ones that were seen before. */
  share(row: Row): Row {
    this.rows++;
    return row.map((cell, index) => (typeof cell === "string" ? this.shared(cell, index) : cell));
  }

  /** How many texts of each column are kept. */
  remembered(): readonly number[] {
    return this.columns.map((seen) => seen?.size ?? 0);
  }

  private shared(text: string, column: number): string {
    if (!(column in this.columns)) this.columns[column] = new Map();
    const seen = this.columns[column];
    if (seen === undefined) return text;
    const known = seen.get(text);
    if (known !== undefined) return known;
    if (this.rows >= LOOKED_AT && seen.size > this.rows * MOST_NEW) {
      // Ids, which never come again.
      this.columns[column] = undefined;
      return text;
    }
    seen.set(text, text);
    return text;
  }
}
