import type { DateTime } from "../../kql/values/value";
import type { HuntAlert } from "./hunt-alert";
import type { LogRecords } from "./log-record";

/** A detection at work on a log. */
export interface Work {
  /** What could not be looked at, and why; undefined if all was. */
  readonly failure: string | undefined;
  wants(column: string): boolean;
  take(records: LogRecords): void;
  /** How many runs `finish` will make, once the log is read. @param end when the log's last record came: nobody knows what came later */
  plan(end: DateTime): number;
  /** What the whole log shows. @param ran is called after each run */
  finish(ran: () => void): readonly HuntAlert[];
}
