import type { ScalarFunctions } from "./call";
import { real } from "./elementary-functions";
import { gamma, logGamma } from "./log-gamma";

const MOST_TERMS = 200;

/** The series of https://en.wikipedia.org/wiki/Error_function#Taylor_series in its form without cancellation, for small x. */
function erfBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** https://en.wikipedia.org/wiki/Error_function#Continued_fraction_expansion, for x large enough that it closes fast. */
function erfcByFraction(x: number): number {
  let tail = x;
  for (let n = MOST_TERMS; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}

const SERIES_UP_TO = 2.5;

function erf(x: number): number {
  return Math.abs(x) < SERIES_UP_TO ? erfBySeries(x) : Math.sign(x) * (1 - erfcByFraction(Math.abs(x)));
}

function erfc(x: number): number {
  return x < SERIES_UP_TO ? 1 - erf(x) : erfcByFraction(x);
}

export const specialFunctions: ScalarFunctions = {
  gamma: real(gamma),
  loggamma: real(logGamma),
  erf: real((x) => (Number.isNaN(x) ? NaN : erf(x))),
  erfc: real((x) => (Number.isNaN(x) ? NaN : erfc(x))),
};
