import type { HuntAlert } from "./hunt-alert";
import type { LogRecords } from "./log-record";

/** A detection at work on a log. */
export interface Work {
  wants(column: string): boolean;
  /** Throws KqlError or InputError. */
  take(records: LogRecords): void;
  /** What the whole log shows, once it is read. Throws KqlError. */
  finish(): readonly HuntAlert[];
}
