import type { JsonObject } from "./json";

/** Where in its file a record stands. */
export interface RecordPlace {
  /** From 1: the line of a file with a record a line, the row of CSV below its header, the element of a JSON list. */
  readonly line: number;
  /** From 1: which of the records, where one line holds a list of them. */
  readonly element?: number;
}

export interface ReadRecord {
  readonly place: RecordPlace;
  readonly json: JsonObject;
}

/** A record that can't be used. */
export interface SkippedRecord {
  readonly place: RecordPlace;
  /** Why, in words by which such records can be counted: `is cut short`. */
  readonly skipped: string;
  /** What is particular to this one, safe to be shown. */
  readonly detail?: string;
}

/** The most characters of one record: far above the 5 MB of the largest that were seen, far below what would exhaust memory. */
export const LONGEST_RECORD = 16 * 1_048_576;
export const TOO_LONG = `is longer than ${LONGEST_RECORD / 1_048_576} MiB`;
export const CUT_SHORT = "is cut short";
export const NO_JSON = "is no JSON";
export const NO_OBJECT = "is no JSON object";

/** Cuts text that comes piece by piece into records. */
export interface Splitter {
  /** The records that the text completes. */
  feed(text: string): readonly (ReadRecord | SkippedRecord)[];
  /** What the end of the file leaves: a last record, or one that is cut short. */
  end(): readonly (ReadRecord | SkippedRecord)[];
  /** What keeps the rest of the text from being read, in words that follow the file's name. */
  readonly damage?: string | undefined;
}
