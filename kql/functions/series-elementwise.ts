import { calculate, type Operator } from "../values/arithmetic";
import { compareValues } from "../values/compare";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { pure, type ScalarFunction, type ScalarFunctions } from "./call";
import { inverse, logarithm } from "./elementary-functions";
import { absolute, ceiling } from "./rounding";

type Numeric = Parameters<typeof asNumber>[0];

/** An element that is no number becomes null: https://learn.microsoft.com/en-us/kusto/query/series-abs-function */
function each(answer: (item: Numeric) => Value): ScalarFunction {
  return pure((series: Value) => (isArray(series) ? series.map((item) => (isNumber(item) ? answer(item) : null)) : null));
}

function eachReal(answer: (x: number) => number | null): ScalarFunction {
  return each((item) => answer(asNumber(item)));
}

/** One of the two may be a number, which meets each element. The longer series' rest has no partner and becomes null. */
function pairwise(answer: (a: Numeric, b: Numeric) => Value): ScalarFunction {
  return pure((a: Value = null, b: Value = null) => {
    if (!isArray(a) && !isArray(b)) return null;
    const length = Math.max(isArray(a) ? a.length : 0, isArray(b) ? b.length : 0);
    return Array.from({ length }, (_, i) => {
      const [x, y] = [isArray(a) ? a[i] : a, isArray(b) ? b[i] : b];
      return x !== undefined && y !== undefined && isNumber(x) && isNumber(y) ? answer(x, y) : null;
    });
  });
}

function arithmetic(operator: Operator): ScalarFunction {
  return pairwise((a, b) => calculate(operator, a, b, "long"));
}

/** A quotient and a power are reals, of whole numbers too. */
function pairwiseReal(answer: (a: number, b: number) => number): ScalarFunction {
  return pairwise((a, b) => answer(asNumber(a), asNumber(b)));
}

function comparison(answer: (order: number) => boolean): ScalarFunction {
  return pairwise((a, b) => answer(compareValues(a, b)));
}

function sign(x: Numeric): bigint {
  const number = asNumber(x);
  return number > 0 ? 1n : number < 0 ? -1n : 0n;
}

export const seriesElementwise: ScalarFunctions = {
  series_add: arithmetic("+"),
  series_subtract: arithmetic("-"),
  series_multiply: arithmetic("*"),
  series_divide: pairwiseReal((a, b) => a / b),
  series_pow: pairwiseReal((a, b) => a ** b),
  series_equals: comparison((order) => order === 0),
  series_not_equals: comparison((order) => order !== 0),
  series_less: comparison((order) => order < 0),
  series_less_equals: comparison((order) => order <= 0),
  series_greater: comparison((order) => order > 0),
  series_greater_equals: comparison((order) => order >= 0),
  series_abs: each(absolute),
  series_sign: each(sign),
  series_ceiling: each(ceiling),
  series_floor: each((item) => (typeof item === "bigint" ? item : Math.floor(asNumber(item)))),
  series_exp: eachReal(Math.exp),
  series_log: eachReal(logarithm(Math.log)),
  series_sin: eachReal(Math.sin),
  series_cos: eachReal(Math.cos),
  series_tan: eachReal(Math.tan),
  series_asin: eachReal(inverse(Math.asin)),
  series_acos: eachReal(inverse(Math.acos)),
  series_atan: eachReal(Math.atan),
};
