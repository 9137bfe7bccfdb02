import { dateTimeOf } from "../values/datetime";
import { Timespan } from "../values/value";
import type { ScalarFunctions } from "./call";

/** What hangs on when the query runs: the clock of the run, which is whoever runs it's to set. */
export const clockFunctions: ScalarFunctions = {
  now: ({ args: [offset], context }) => (row) => {
    const by = offset?.compute(row);
    return by instanceof Timespan ? dateTimeOf(context.now.ticks + by.ticks) : context.now;
  },
  ago: ({ args: [span], context }) => (row) => {
    const by = span?.compute(row);
    return by instanceof Timespan ? dateTimeOf(context.now.ticks - by.ticks) : null;
  },
  // Records in a file were ingested nowhere; null is what the engine answers for a table that keeps no ingestion time.
  ingestion_time: () => () => null,
};
