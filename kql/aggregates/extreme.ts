import { compareValues } from "../values/compare";
import { filled, type Value } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argumentOf } from "./arguments";

/** https://learn.microsoft.com/en-us/kusto/query/min-aggregation-function */
export const minimum = extreme(-1);
/** https://learn.microsoft.com/en-us/kusto/query/max-aggregation-function */
export const maximum = extreme(1);

/** Nulls are left out; one NaN makes the answer NaN, whichever end is asked for. */
function extreme(direction: 1 | -1): Aggregate {
  return (call) => {
    const { compute } = argumentOf(call, ["bool", "int", "long", "real", "decimal", "string", "datetime", "timespan"]);
    return () => {
      let best: Value = null;
      return {
        add: (row) => {
          const value = compute(row);
          if (value === null) return;
          if (best === null || Number.isNaN(value) || direction * compareValues(value, best) > 0) best = value;
        },
        result: () => filled(best, call.type),
      };
    };
  };
}
