import { sameValue } from "../values/compare";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { pure, type ScalarFunctions } from "./call";

/** What stands for a missing value is null, unless the query names something else; then nulls stay. */
function forward(series: Value, placeholder: Value = null): Value {
  if (!isArray(series)) return null;
  let last: Value = placeholder;
  return series.map((item) => (last = sameValue(item, placeholder) ? last : item));
}

function backward(series: Value, placeholder: Value = null): Value {
  const filled = isArray(series) ? forward(series.toReversed(), placeholder) : null;
  return isArray(filled) ? filled.toReversed() : null;
}

function constant(series: Value, value: Value = null, placeholder: Value = null): Value {
  return isArray(series) ? series.map((item) => (sameValue(item, placeholder) ? value : item)) : null;
}

/** https://learn.microsoft.com/en-us/kusto/query/series-fill-linear-function */
function linear(series: Value, placeholder: Value = null, fillEdges: Value = true, whenEmpty: Value = 0): Value {
  if (!isArray(series)) return null;
  const known = series.flatMap((item, i) => (sameValue(item, placeholder) ? [] : [i]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return series.map((item) => whenEmpty ?? item);
  const filled = betweenKnown(series, known);
  if (fillEdges === false) return filled;
  return filled.map((item, i) => (i < first ? (series[first] ?? null) : i > last ? (series[last] ?? null) : item));
}

/** Among whole numbers, what is put in between is cut off to a whole one. */
function betweenKnown(series: readonly Value[], known: readonly number[]): Value[] {
  const filled = [...series];
  const whole = known.every((i) => typeof series[i] === "bigint");
  for (const [n, left] of known.entries()) {
    const right = known[n + 1] ?? left;
    const [from, to] = [series[left] ?? null, series[right] ?? null];
    if (!isNumber(from) || !isNumber(to)) continue;
    const step = (asNumber(to) - asNumber(from)) / (right - left);
    for (let i = left + 1; i < right; i++) {
      const value = asNumber(from) + (i - left) * step;
      filled[i] = whole ? BigInt(Math.trunc(value)) : value;
    }
  }
  return filled;
}

export const seriesFill: ScalarFunctions = {
  series_fill_forward: pure(forward),
  series_fill_backward: pure(backward),
  series_fill_const: pure(constant),
  series_fill_linear: pure(linear),
};
