import { getHeapStatistics } from "node:v8";
import { KqlError } from "../../kql/engine/errors";

/** Of the memory that Node may have. Somewhere above that V8 ends the process. */
const SHARE = 0.75;

/** A clock for a query's budget, in milliseconds, that also watches memory whenever it is read. Throws a limit error. */
export function watchfulClock(): () => number {
  const most = getHeapStatistics().heap_size_limit * SHARE;
  return () => {
    if (getHeapStatistics().used_heap_size > most) throw new KqlError("limit", `more than ${(most / 2 ** 30).toFixed(1)} GiB of memory`);
    return performance.now();
  };
}
