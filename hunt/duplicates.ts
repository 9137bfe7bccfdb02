import { createHash } from "node:crypto";
import type { TableRow } from "./records/recognised";

/** Where a table keeps the id of the record that a row is of; the same record may be in two exports, in two forms. */
const IDS: Readonly<Record<string, string>> = { OfficeActivity: "OfficeId", AuditLogs: "Id", SigninLogs: "Id", MicrosoftGraphActivityLogs: "RequestId" };

/** Tells records that were read already: by the record's own id, or else by all that it says. */
export class Duplicates {
  private readonly seen = new Set<string>();

  isNew(rows: readonly TableRow[]): boolean {
    const key = rows.map(keyOf).join("\n");
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

function keyOf({ table, cells }: TableRow): string {
  const column = IDS[table];
  const id = column === undefined ? undefined : cells[column];
  if (typeof id === "string" && id !== "") return `${table} ${id}`;
  return `${table} ${createHash("sha1").update(JSON.stringify(cells)).digest("base64")}`;
}
