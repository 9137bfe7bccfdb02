import { toDecimal } from "../values/convert";
import { dateTimeOf } from "../values/datetime";
import { timespanOf } from "../values/timespan";
import { asNumber, DateTime, Decimal, isNumber, Timespan, type Value } from "../values/value";
import type { Compute } from "../functions/call";
import type { Accumulator, Aggregate } from "./aggregate";
import { argument } from "./arguments";

/** Nulls are left out. Of no numbers the mean is NaN, of no dates or spans null. https://learn.microsoft.com/en-us/kusto/query/avg-aggregation-function */
export const average: Aggregate = (call) => {
  const { compute, type } = argument(call, 0);
  switch (type) {
    case "int":
    case "long":
    case "real":
      return () => ofNumbers(compute);
    case "decimal":
      return () => ofDecimals(compute);
    case "datetime":
      return () => ofTicks(compute, dateTimeOf);
    case "timespan":
      return () => ofTicks(compute, timespanOf);
    default:
      return call.unsupported(`avg() of ${type}`);
  }
};

function ofNumbers(compute: Compute): Accumulator {
  let total = 0;
  let number = 0;
  return {
    add: (row) => {
      const value = compute(row);
      if (!isNumber(value)) return;
      total += asNumber(value);
      number++;
    },
    result: () => (number === 0 ? NaN : total / number),
  };
}

function ofDecimals(compute: Compute): Accumulator {
  let total = new Decimal(0);
  let number = 0;
  return {
    add: (row) => {
      const value = compute(row);
      const decimal = value === null ? null : toDecimal(value);
      if (decimal === null) return;
      total = total.plus(decimal);
      number++;
    },
    result: () => (number === 0 ? null : total.div(number)),
  };
}

function ofTicks(compute: Compute, made: (ticks: bigint) => Value): Accumulator {
  let total = 0n;
  let number = 0n;
  return {
    add: (row) => {
      const value = compute(row);
      if (!(value instanceof DateTime || value instanceof Timespan)) return;
      total += value.ticks;
      number++;
    },
    result: () => (number === 0n ? null : made(total / number)),
  };
}
