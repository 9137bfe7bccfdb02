import { asNumber, isNumber, type Value } from "../values/value";
import { pure, type ScalarFunction, type ScalarFunctions, strict } from "./call";

/** A real function of one number; other values answer null. */
export function real(answer: (x: number) => number | null): ScalarFunction {
  return strict((x) => (isNumber(x) ? answer(asNumber(x)) : null));
}

function realOfTwo(answer: (x: number, y: number) => number): ScalarFunction {
  return strict((x, y) => (isNumber(x) && isNumber(y) ? answer(asNumber(x), asNumber(y)) : null));
}

/** isnan, isinf and isfinite of what is no number is null, as of null. */
function test(answer: (x: number) => boolean): ScalarFunction {
  return strict((x): Value => (isNumber(x) ? answer(asNumber(x)) : null));
}

/** A logarithm of a negative number is null, not NaN: https://learn.microsoft.com/en-us/kusto/query/log-function */
export function logarithm(log: (x: number) => number): (x: number) => number | null {
  return (x) => (x < 0 ? null : log(x));
}

/** Null outside of -1 to 1: https://learn.microsoft.com/en-us/kusto/query/acos-function */
export function inverse(answer: (x: number) => number): (x: number) => number | null {
  return (x) => (x < -1 || x > 1 ? null : answer(x));
}

export const elementaryFunctions: ScalarFunctions = {
  pi: pure(() => Math.PI),
  sqrt: real(Math.sqrt),
  pow: realOfTwo((base, exponent) => base ** exponent),
  exp: real(Math.exp),
  exp2: real((x) => 2 ** x),
  exp10: real((x) => 10 ** x),
  log: real(logarithm(Math.log)),
  log2: real(logarithm(Math.log2)),
  log10: real(logarithm(Math.log10)),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  cot: real((x) => 1 / Math.tan(x)),
  asin: real(inverse(Math.asin)),
  acos: real(inverse(Math.acos)),
  atan: real(Math.atan),
  atan2: realOfTwo(Math.atan2),
  degrees: real((x) => (x * 180) / Math.PI),
  radians: real((x) => (x * Math.PI) / 180),
  sign: real((x) => (x > 0 ? 1 : x < 0 ? -1 : 0)),
  isnan: test(Number.isNaN),
  isinf: test((x) => Math.abs(x) === Infinity),
  isfinite: test(Number.isFinite),
};
