import { emptyObject, isObject, type Json, type JsonObject } from "./json";
import { NO_OBJECT, type ReadRecord, type RecordPlace, type SkippedRecord } from "./place";

/**
 * Under which key a document keeps its records: Graph's pages and the Management API's have `value`, messages of Event Hubs and files of a storage account
 * `records`.
 */
export const LISTS = ["value", "records"] as const;

/** The records that one JSON value holds: itself, or those of its list. */
export function unwrapped(json: Json, line: number): readonly (ReadRecord | SkippedRecord)[] {
  const list = recordsIn(json);
  return list === undefined ? [recordAt(json, { line })] : list.map((item, index) => recordAt(item, { line, element: index + 1 }));
}

/** The list that a value is or holds; undefined for a record. */
export function recordsIn(json: Json): readonly Json[] | undefined {
  if (Array.isArray(json)) return json;
  return isObject(json) ? (listIn(json) ?? queryAnswer(json)) : undefined;
}

export function recordAt(json: Json, place: RecordPlace): ReadRecord | SkippedRecord {
  return isObject(json) ? { place, json } : { place, skipped: NO_OBJECT };
}

function listIn(json: JsonObject): readonly Json[] | undefined {
  for (const key of LISTS) {
    const list = Object.hasOwn(json, key) ? json[key] : undefined;
    if (Array.isArray(list) && list.every(isObject)) return list;
  }
  return undefined;
}

/**
 * An answer of Log Analytics' query API: `{"tables": [{"columns": [{"name", "type"}], "rows": [[…]]}]}`.
 * https://learn.microsoft.com/en-us/azure/azure-monitor/logs/api/response-format
 */
function queryAnswer(json: JsonObject): readonly Json[] | undefined {
  const tables = json["tables"];
  if (!Array.isArray(tables)) return undefined;
  return tables.flatMap((table) => {
    if (!isObject(table) || !Array.isArray(table["columns"]) || !Array.isArray(table["rows"])) return [];
    const names = table["columns"].map((column) => (isObject(column) && typeof column["name"] === "string" ? column["name"] : ""));
    return table["rows"].map((row) => (Array.isArray(row) ? rowObject(names, row) : row));
  });
}

function rowObject(names: readonly string[], row: readonly Json[]): { [key: string]: Json } {
  const object = emptyObject();
  for (const [index, name] of names.entries()) if (name !== "") object[name] = row[index] ?? null;
  return object;
}
