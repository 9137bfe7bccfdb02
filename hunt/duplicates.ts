import { TICKS } from "../kql/values/calendar";
import { parseDateTime } from "../kql/values/datetime";
import type { DateTime } from "../kql/values/value";
import { DigestSet } from "./digest-set";
import { OPERATION_COLUMNS } from "./engine/operations";
import type { TableRow } from "./records/recognised";

/** Where a table keeps the id of the record that a row is of; the same record may be in two exports, in two forms. */
const IDS: Readonly<Record<string, string>> = { OfficeActivity: "OfficeId", AuditLogs: "Id", SigninLogs: "Id", MicrosoftGraphActivityLogs: "RequestId" };

/**
 * Tells records that were read already: by the record's own id, its operation and its second, or else by all that it says. The id alone doesn't do: who hands on a
 * log may have blacked the ids out.
 */
export class Duplicates {
  private readonly seen = new DigestSet();

  /** Those of a record's rows that no earlier record gave: an event of Defender may hold an audit record that another export holds too. */
  newOf(rows: readonly TableRow[], time: DateTime): readonly TableRow[] {
    const [only] = rows;
    if (only !== undefined && rows.length === 1) return this.seen.add(keyOf(only, time)) ? rows : [];
    // All are looked up before any is remembered: two rows of one record may have one key.
    const keys = rows.map((row, index) => keyOf(row, index === 0 ? time : timeIn(row, time)));
    const fresh = rows.filter((_, index) => !this.seen.has(keys[index] ?? ""));
    for (const key of keys) this.seen.add(key);
    return fresh;
  }
}

/** What a record holds has a time of its own. */
function timeIn({ cells }: TableRow, otherwise: DateTime): DateTime {
  const written = cells["TimeGenerated"];
  return typeof written === "string" ? (parseDateTime(written) ?? otherwise) : otherwise;
}

function keyOf({ table, cells }: TableRow, { ticks }: DateTime): string {
  const column = IDS[table];
  const id = column === undefined ? undefined : cells[column];
  const operation = cells[OPERATION_COLUMNS[table] ?? ""];
  const said = typeof id === "string" && id !== "" ? `${id} ${ticks / TICKS.second} ${typeof operation === "string" ? operation : ""}` : JSON.stringify(cells);
  return `${table} ${said}`;
}
