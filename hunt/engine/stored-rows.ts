import type { Row } from "../../kql/values/value";
import type { EvidencePlace } from "./log-record";

/** A row that windows look at, and the record that it comes from. */
export interface StoredRow {
  readonly row: Row;
  readonly ticks: bigint;
  readonly place: EvidencePlace;
}

/** Rows in order of their time, of which a window is a part. */
export class StoredRows {
  private rows: StoredRow[] = [];
  private sorted = true;

  add(row: StoredRow): void {
    this.sorted &&= this.rows.length === 0 || (this.rows.at(-1) as StoredRow).ticks <= row.ticks;
    this.rows.push(row);
  }

  all(): readonly StoredRow[] {
    if (!this.sorted) this.rows.sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0));
    this.sorted = true;
    return this.rows;
  }

  /** Those after the first instant, up to and with the second. */
  between(after: bigint, until: bigint): readonly StoredRow[] {
    const rows = this.all();
    return rows.slice(firstAfter(rows, after), firstAfter(rows, until));
  }
}

function firstAfter(rows: readonly StoredRow[], ticks: bigint): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as StoredRow).ticks > ticks) high = middle;
    else low = middle + 1;
  }
  return low;
}
