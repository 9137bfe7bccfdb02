/** Milliseconds of each unit that Go writes, as in `4320h` or `2400h30m`. */
const UNITS: ReadonlyMap<string, number> = new Map([["ns", 1e-6], ["us", 1e-3], ["µs", 1e-3], ["μs", 1e-3], ["ms", 1], ["s", 1000], ["m", 60_000], ["h", 3_600_000]]);

const PART = "(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)";
const WHOLE = new RegExp(`^[+-]?(?:${PART})+$`, "u");

/** A length of time in Go's notation, which azuread takes, in milliseconds; undefined where it is none. */
export function goDurationMs(text: string): number | undefined {
  if (text.length > 100 || !WHOLE.test(text)) return undefined;
  const parts = [...text.matchAll(new RegExp(PART, "gu"))].map(([, amount, unit]) => Number(amount) * (UNITS.get(unit ?? "") ?? Number.NaN));
  const sum = parts.reduce((total, part) => total + part, 0);
  return text.startsWith("-") ? -sum : sum;
}
