import { shown } from "../../catalogue/fault";
import type { DateTime } from "../../kql/values/value";
import type { JsonObject } from "./json";

/** What a record is, by the name under which such records are counted. */
export type RecordKind =
  | "unified audit record"
  | "Log Analytics row"
  | "Entra diagnostic record"
  | "Graph directory audit"
  | "Graph sign-in"
  | "Defender XDR event"
  | "Azure activity event";

/** A row of a table that queries read. Columns that it doesn't name are empty. */
export interface TableRow {
  readonly table: string;
  readonly cells: JsonObject;
}

export interface RecognisedRecord {
  readonly kind: RecordKind;
  /** When what it tells of happened, or was written where nothing says when it happened. */
  readonly time: DateTime;
  readonly rows: readonly TableRow[];
}

export interface UnrecognisedRecord {
  /** Why, in words by which such records can be counted. */
  readonly skipped: string;
  /** What is particular to this one, safe to be shown. */
  readonly detail?: string;
}

export type Recognition = RecognisedRecord | UnrecognisedRecord;

/** @param written what stands where the time should */
export function withoutTime(written: string): UnrecognisedRecord {
  return { skipped: "has no time that can be read", detail: shown(written) };
}
