import { asNumber, isNumber } from "../values/value";
import { type ScalarFunction, type ScalarFunctions, strict } from "./call";
import { logGamma } from "./log-gamma";

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function density(x: number, a: number, b: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

const MOST_STEPS = 10_000;

/** The regularized incomplete beta function by its continued fraction: https://dlmf.nist.gov/8.17#v */
function cumulative(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - cumulative(1 - x, b, a);
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a) * fraction(x, a, b);
}

/** Lentz' evaluation of the fraction. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const coefficient = coefficientOf(step, x, a, b);
    d = 1 / notZero(1 + coefficient * d);
    c = notZero(1 + coefficient / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value - 1;
}

function coefficientOf(step: number, x: number, a: number, b: number): number {
  if (step === 0) return 1;
  const m = Math.floor(step / 2);
  return step % 2 === 0 ? (m * (b - m) * x) / ((a + step - 1) * (a + step)) : (-(a + m) * (a + b + m) * x) / ((a + step - 1) * (a + step));
}

function notZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}

/** Halves the interval until no double lies between its ends. */
function inverse(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (cumulative(middle, a, b) < probability) low = middle;
    else high = middle;
  }
}

const LARGEST = 10_000;

/** NaN for parameters that are not above 0 and at most 10,000: https://learn.microsoft.com/en-us/kusto/query/beta-pdf-function */
function ofBeta(answer: (x: number, a: number, b: number) => number | null): ScalarFunction {
  return strict((x, alpha, beta) => {
    if (!isNumber(x) || !isNumber(alpha) || !isNumber(beta)) return null;
    const [a, b] = [asNumber(alpha), asNumber(beta)];
    return a > 0 && b > 0 && a <= LARGEST && b <= LARGEST ? answer(asNumber(x), a, b) : NaN;
  });
}

export const betaDistribution: ScalarFunctions = {
  beta_pdf: ofBeta((x, a, b) => (x >= 0 && x <= 1 ? density(x, a, b) : NaN)),
  beta_cdf: ofBeta((x, a, b) => (x >= 0 && x <= 1 ? cumulative(x, a, b) : NaN)),
  beta_inv: ofBeta((p, a, b) => (p >= 0 && p <= 1 ? inverse(p, a, b) : null)),
};
