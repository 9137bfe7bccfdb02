import type { Tables } from "../../catalogue/tables";
import { OPERATION_COLUMNS, type Operations } from "./operations";
import type { LogRecord, LogRecords } from "./log-record";

/** Records that go through the detections together, sorted by what they tell of, so that each detection sees only what it asks for. */
export class Batch {
  /** By table, then by operation in small letters; "" for a table whose records aren't told apart. */
  private readonly groups = new Map<string, Map<string, LogRecord[]>>();
  private readonly places: ReadonlyMap<string, number>;
  private count = 0;

  constructor(tables: Tables) {
    this.places = new Map(Object.entries(OPERATION_COLUMNS).map(([table, column]) => [table, (tables.get(table) ?? []).findIndex(({ name }) => name === column)]));
  }

  get size(): number {
    return this.count;
  }

  add(table: string, record: LogRecord): void {
    const said = record.row[this.places.get(table) ?? -1];
    const operation = typeof said === "string" ? said.toLowerCase() : "";
    const operations = this.groups.get(table) ?? new Map<string, LogRecord[]>();
    this.groups.set(table, operations);
    const group = operations.get(operation);
    if (group) group.push(record);
    else operations.set(operation, [record]);
    this.count++;
  }

  clear(): void {
    this.groups.clear();
    this.count = 0;
  }

  /** The records of these operations, in the order in which each operation's came; all of a table that isn't named. Nothing where there are none. */
  of(asked: ReadonlyMap<string, Operations>): LogRecords {
    const found = new Map<string, readonly LogRecord[]>();
    for (const [table, operations] of this.groups) {
      const wanted = asked.get(table);
      const groups = [...operations].flatMap(([operation, records]) => (wanted === undefined || wanted.has(operation) ? [records] : []));
      if (groups.length > 0) found.set(table, groups.length === 1 ? (groups[0] as LogRecord[]) : groups.flat());
    }
    return found;
  }
}
