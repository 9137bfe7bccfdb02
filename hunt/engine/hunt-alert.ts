import type { Column, DateTime, Row } from "../../kql/values/value";
import type { EvidencePlace } from "./log-record";

/** A row that a detection gives, and the records that it comes from. */
export interface HuntAlert {
  readonly columns: readonly Column[];
  readonly row: Row;
  /** When what it tells of happened, as far as the detection says; else when it would have run. */
  readonly at: DateTime;
  /** Some of them, the first in time; at least one. */
  readonly evidence: readonly EvidencePlace[];
  /** Of all of them. */
  readonly records: number;
}
