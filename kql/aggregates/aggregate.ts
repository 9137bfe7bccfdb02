import type { Call } from "../functions/call";
import type { Row, Value } from "../values/value";

/** What one group gathers. */
export interface Accumulator {
  add(row: Row): void;
  result(): Value;
}

/** Compiles an aggregate's call to what makes an accumulator for each group. `call.args` are computed on the group's rows. */
export type Aggregate = (call: Call) => () => Accumulator;
export type Aggregates = Readonly<Record<string, Aggregate>>;
