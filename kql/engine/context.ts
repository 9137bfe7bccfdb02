import type { DateTime } from "../values/value";
import type { Budget } from "./budget";

/** What a run of a query shares: a compiled query is run many times, each with a clock and a budget of its own. */
export interface RunContext {
  /** What `now()` answers; the same all through a run. */
  readonly now: DateTime;
  readonly budget: Budget;
  /** Counts runs, so that what is worked out once a run knows when it is stale. */
  readonly run: number;
}

/** Works a value out when it is first asked for, once a run. */
export function oncePerRun<T>(context: RunContext, work: () => T): () => T {
  let run = -1;
  let value: T;
  return () => {
    if (run !== context.run) {
      value = work();
      run = context.run;
    }
    return value;
  };
}
