import { compareValues } from "../values/compare";
import { convert } from "../values/convert";
import { pure, type ScalarFunction, type ScalarFunctions } from "./call";

/** Nulls lose against any value, NaN wins against any: https://learn.microsoft.com/en-us/kusto/query/max-of-function */
function extreme(better: (comparison: number) => boolean): ScalarFunction {
  return (call) =>
    pure((...values) => {
      const best = values.reduce((a, b) => (a === null || (b !== null && !Number.isNaN(a) && (Number.isNaN(b) || better(compareValues(b, a)))) ? b : a));
      return best === null ? null : convert(best, call.type);
    })(call);
}

export const extremes: ScalarFunctions = {
  min_of: extreme((comparison) => comparison < 0),
  max_of: extreme((comparison) => comparison > 0),
};
