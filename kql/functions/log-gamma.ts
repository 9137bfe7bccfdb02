/** Lanczos' approximation with g = 7 and nine terms, good to 15 digits: https://en.wikipedia.org/wiki/Lanczos_approximation */
const G = 7;
const FIRST = 0.9999999999998099;
const TERMS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
  1.5056327351493116e-7,
];

/** The logarithm of the size of Γ(x); infinite where Γ has a pole. */
export function logGamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const z = x - 1;
  let sum = FIRST;
  for (const [i, term] of TERMS.entries()) sum += term / (z + i + 1);
  const t = z + G + 0.5;
  return Math.log(2 * Math.PI) / 2 + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const LARGEST_FACTORIAL = 170;

/** Γ(x): exact for whole numbers whose factorial a double holds. */
export function gamma(x: number): number {
  if (x > 0 && Number.isInteger(x) && x <= LARGEST_FACTORIAL + 1) return factorial(x - 1);
  if (x <= 0 && Number.isInteger(x)) return NaN;
  const negative = x < 0 && Math.floor(x) % 2 !== 0;
  return (negative ? -1 : 1) * Math.exp(logGamma(x));
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
