import { keyOf } from "../values/compare";
import { calculate } from "../values/arithmetic";
import { asNumber, DateTime, Decimal, isNumber, Timespan, type Value } from "../values/value";
import type { Window } from "../engine/scope";
import type { Call, Compute } from "./call";

/** Functions of a row's place among the others: https://learn.microsoft.com/en-us/kusto/query/window-functions */
export const windowFunctions: Readonly<Record<string, (call: Call, window: Window) => Compute>> = {
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
  row_rank: (call, window) => rank(call, window, (before) => before.rank + 1n),
  row_rank_dense: (call, window) => rank(call, window, (before) => before.rank + 1n),
  row_rank_min: (call, window) => rank(call, window, (before) => before.position + 1n),
  row_window_session: session,
  prev: (call, window) => neighbour(call, window, -1),
  next: (call, window) => neighbour(call, window, 1),
};

/** https://learn.microsoft.com/en-us/kusto/query/row-number-function */
function rowNumber({ args }: Call, window: Window): Compute {
  const first = args[0]?.compute([]);
  const start = typeof first === "bigint" ? first : 1n;
  const restart = args[1]?.compute;
  let number = start - 1n;
  window.onStart(() => {
    number = start - 1n;
  });
  return (row) => {
    if (restart?.(row) === true) number = start - 1n;
    return ++number;
  };
}

/** https://learn.microsoft.com/en-us/kusto/query/row-cumsum-function */
function cumulativeSum({ args, type, refuse }: Call, window: Window): Compute {
  const [of, restart] = args.map((arg) => arg.compute);
  if (of === undefined) return refuse("row_cumsum needs a number");
  const zero: Value = type === "real" ? 0 : type === "decimal" ? new Decimal(0) : 0n;
  let sum: Value = zero;
  window.onStart(() => {
    sum = zero;
  });
  return (row) => {
    if (restart?.(row) === true) sum = zero;
    const value = of(row);
    if (value !== null) sum = calculate("+", sum, value, type);
    return sum;
  };
}

interface Ranked {
  readonly key: string;
  readonly rank: bigint;
  /** How many rows there were, up to and with this one. */
  readonly position: bigint;
}

/** https://learn.microsoft.com/en-us/kusto/query/row-rank-dense-function, https://learn.microsoft.com/en-us/kusto/query/row-rank-min-function */
function rank({ args, refuse }: Call, window: Window, rise: (before: Ranked) => bigint): Compute {
  const [of, restart] = args.map((arg) => arg.compute);
  if (of === undefined) return refuse("a rank needs a term");
  let before: Ranked | undefined;
  window.onStart(() => {
    before = undefined;
  });
  return (row) => {
    if (restart?.(row) === true) before = undefined;
    const key = keyOf(of(row));
    const position = (before?.position ?? 0n) + 1n;
    before = { key, position, rank: before === undefined ? 1n : before.key === key ? before.rank : rise(before) };
    return before.rank;
  };
}

/** https://learn.microsoft.com/en-us/kusto/query/row-window-session-function */
function session({ args, refuse }: Call, window: Window): Compute {
  const [of, longest, gap, restart] = args.map((arg) => arg.compute);
  if (of === undefined || longest === undefined || gap === undefined) return refuse("row_window_session needs a time, its longest distance from the first and from the one before");
  let start: DateTime | undefined;
  let last: DateTime | undefined;
  window.onStart(() => {
    start = undefined;
    last = undefined;
  });
  return (row) => {
    const at = of(row);
    if (!(at instanceof DateTime)) return null;
    const fresh = start === undefined || last === undefined || restart?.(row) === true || exceeds(at, start, longest(row)) || exceeds(at, last, gap(row));
    if (fresh) start = at;
    last = at;
    return start ?? at;
  };
}

function exceeds(at: DateTime, from: DateTime, span: Value): boolean {
  return span instanceof Timespan && at.ticks - from.ticks > span.ticks;
}

/** https://learn.microsoft.com/en-us/kusto/query/prev-function */
function neighbour({ args, type, refuse }: Call, window: Window, direction: 1 | -1): Compute {
  const [of, offset, otherwise] = args;
  if (of === undefined) return refuse("prev and next need a column");
  const by = offset?.constant?.value ?? 1n;
  if (!isNumber(by) || asNumber(by) < 1) return refuse("prev and next need an offset of at least 1");
  window.used = true;
  window.looksAround = true;
  return (row) => {
    const there = window.rows[window.position + direction * asNumber(by)];
    if (there) return of.compute(there);
    return otherwise ? otherwise.compute(row) : type === "string" ? "" : null;
  };
}
