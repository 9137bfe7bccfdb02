import type { Compute } from "../functions/call";
import { toDecimal } from "../values/convert";
import { timespanOf } from "../values/timespan";
import { asNumber, Decimal, isNumber, Timespan } from "../values/value";
import type { Accumulator, Aggregate } from "./aggregate";
import { argument } from "./arguments";

/** Nulls are left out, and of nothing the sum is 0. https://learn.microsoft.com/en-us/kusto/query/sum-aggregation-function */
export const sum: Aggregate = (call) => {
  const { compute, type } = argument(call, 0);
  switch (type) {
    case "int":
    case "long":
      return () => ofWholes(compute);
    case "real":
      return () => ofReals(compute);
    case "decimal":
      return () => ofDecimals(compute);
    case "timespan":
      return () => ofSpans(compute);
    default:
      return call.unsupported(`sum() of ${type}`);
  }
};

/** Wraps at 64 bits, whether its terms are ints or longs. */
function ofWholes(compute: Compute): Accumulator {
  let total = 0n;
  return {
    add: (row) => {
      const value = compute(row);
      if (typeof value === "bigint") total += value;
    },
    result: () => BigInt.asIntN(64, total),
  };
}

function ofReals(compute: Compute): Accumulator {
  let total = 0;
  return {
    add: (row) => {
      const value = compute(row);
      if (isNumber(value)) total += asNumber(value);
    },
    result: () => total,
  };
}

function ofDecimals(compute: Compute): Accumulator {
  let total = new Decimal(0);
  return {
    add: (row) => {
      const value = compute(row);
      const decimal = value === null ? null : toDecimal(value);
      if (decimal !== null) total = total.plus(decimal);
    },
    result: () => total,
  };
}

function ofSpans(compute: Compute): Accumulator {
  let ticks = 0n;
  return {
    add: (row) => {
      const value = compute(row);
      if (value instanceof Timespan) ticks += value.ticks;
    },
    result: () => timespanOf(ticks),
  };
}
