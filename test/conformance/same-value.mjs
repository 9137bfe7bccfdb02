/** @typedef {{ sets?: boolean, blankIsNull?: boolean, rounded?: boolean }} Leeway */

const RELATIVE = 1e-9;
/** Tables printed in documentation round to three or four digits. */
const PRINTED = 1e-3;

/**
 * Whether two values in the encoding of results are the same.
 * @param {unknown} a
 * @param {unknown} b
 * @param {Leeway} leeway sets: arrays in any order; blankIsNull: "" is null; rounded: numbers as documentation prints them
 * @returns {boolean}
 */
export function sameValue(a, b, leeway = {}) {
  if (a === b) return true;
  if (a === null || b === null) return leeway.blankIsNull === true && (a === "" || b === "");
  if (typeof a === "number" && typeof b === "number") return close(a, b, leeway.rounded === true ? PRINTED : RELATIVE);
  // A number beyond what JSON's readers hold comes as text.
  if (typeof a !== "object" && typeof b !== "object") return [typeof a, typeof b].includes("number") && [typeof a, typeof b].includes("string") && String(a) === String(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return leeway.sets === true ? sameMultiset(a, b, leeway) : a.length === b.length && a.every((item, i) => sameValue(item, b[i], leeway));
  return sameBag(a, b, leeway);
}

/**
 * Whether each item of one list has its own equal in the other.
 * @param {readonly unknown[]} a
 * @param {readonly unknown[]} b
 * @param {Leeway} leeway
 */
export function sameMultiset(a, b, leeway) {
  return a.length === b.length && firstWithoutEqual(a, b, leeway) === undefined;
}

/** @returns {unknown} the first item of `a` that has no equal of its own in `b` */
export function firstWithoutEqual(a, b, leeway) {
  const left = [...b];
  return a.find((item) => {
    const at = left.findIndex((other) => sameValue(item, other, leeway));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function close(a, b, tolerance) {
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

function sameBag(a, b, leeway) {
  if (typeof a !== "object" || typeof b !== "object") return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key], leeway));
}
