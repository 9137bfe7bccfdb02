import { createHash } from "node:crypto";
import { TICKS } from "../kql/values/calendar";
import type { DateTime } from "../kql/values/value";
import { OPERATION_COLUMNS } from "./engine/operations";
import type { TableRow } from "./records/recognised";

/** Where a table keeps the id of the record that a row is of; the same record may be in two exports, in two forms. */
const IDS: Readonly<Record<string, string>> = { OfficeActivity: "OfficeId", AuditLogs: "Id", SigninLogs: "Id", MicrosoftGraphActivityLogs: "RequestId" };

/**
 * Tells records that were read already: by the record's own id, its operation and its second, or else by all that it says. The id alone doesn't do: who hands on a
 * log may have blacked the ids out.
 */
export class Duplicates {
  private readonly seen = new Set<string>();

  isNew(rows: readonly TableRow[], { ticks }: DateTime): boolean {
    const second = String(ticks / TICKS.second);
    const key = rows.map((row) => keyOf(row, second)).join("\n");
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

function keyOf({ table, cells }: TableRow, second: string): string {
  const column = IDS[table];
  const id = column === undefined ? undefined : cells[column];
  const operation = cells[OPERATION_COLUMNS[table] ?? ""];
  if (typeof id === "string" && id !== "") return `${table} ${id} ${second} ${typeof operation === "string" ? operation : ""}`;
  return `${table} ${createHash("sha1").update(JSON.stringify(cells)).digest("base64")}`;
}
