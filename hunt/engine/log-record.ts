import type { Row } from "../../kql/values/value";

/** Where a record stands in the files that were read. */
export interface EvidencePlace {
  readonly file: string;
  /** From 1: the line, the row of CSV, or the element of a list. */
  readonly line: number;
  /** From 1: which of the records, where one line holds a list of them. */
  readonly element?: number;
}

/** A record as a row of its table. */
export interface LogRecord {
  readonly row: Row;
  /** Of its time: 100 ns since the year 1. */
  readonly ticks: bigint;
  readonly place: EvidencePlace;
}

/** Some of a log's records, by table. */
export type LogRecords = ReadonlyMap<string, readonly LogRecord[]>;
