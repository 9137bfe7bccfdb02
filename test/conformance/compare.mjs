import { firstWithoutEqual, sameValue } from "./same-value.mjs";

/**
 * @typedef {{ columns: { name: string, type: string }[], rows: unknown[][] }} Result
 * @typedef {{ id?: string, query: string, columns: Result["columns"], rows: unknown[][], rowOrder?: string, core?: boolean, flags?: Record<string, boolean> }} Case
 * @typedef {{ wrong?: string, types?: string, order?: string }} Verdict
 */

/** A name that a tool gave to a column when the case was written. */
const MADE_UP_NAME = /_obj_/u;

/**
 * How a result differs from the case's: `wrong` if it does; `types` and `order` tell of differences that are counted apart, since rows of equal
 * sort keys come in any order.
 * @param {Result} actual
 * @param {Case} expected
 * @returns {Verdict}
 */
export function compare(actual, expected) {
  const columns = differingColumns(actual.columns, expected.columns);
  if (columns !== undefined) return { wrong: columns };
  if (actual.rows.length !== expected.rows.length) return { wrong: `${actual.rows.length} rows, not ${expected.rows.length}` };
  const { setOrder, looseDynamic, docTableRounded } = expected.flags ?? {};
  const leeway = { blankIsNull: looseDynamic, rounded: docTableRounded, sets: setOrder };
  const types = differingTypes(actual.columns, expected.columns);
  const place = actual.rows.findIndex((row, i) => !sameRow(row, expected.rows[i], leeway));
  if (place === -1) return types;
  // Rows are never sets, whatever their cells are.
  const missing = missingRow(expected.rows, actual.rows, leeway);
  if (missing !== undefined) return { wrong: `no row ${cut(missing)}; there is ${cut(actual.rows[place])}` };
  return expected.rowOrder === "ordered" ? { ...types, order: `row ${place} is ${cut(actual.rows[place])}, not ${cut(expected.rows[place])}` } : types;
}

function differingColumns(actual, expected) {
  if (actual.length !== expected.length) return `columns ${names(actual)}, not ${names(expected)}`;
  const differs = expected.findIndex(({ name }, i) => name !== actual[i].name && !MADE_UP_NAME.test(name));
  return differs === -1 ? undefined : `column ${actual[differs].name}, not ${expected[differs].name}`;
}

function differingTypes(actual, expected) {
  const differs = expected.findIndex(({ type }, i) => type !== actual[i].type);
  return differs === -1 ? {} : { types: `${expected[differs].name} is ${actual[differs].type}, not ${expected[differs].type}` };
}

function sameRow(a, b, leeway) {
  return a.every((value, i) => sameValue(value, b[i], leeway));
}

function missingRow(expected, actual, leeway) {
  if (leeway.sets !== true) return firstWithoutEqual(expected, actual, leeway);
  const left = [...actual];
  return expected.find((row) => {
    const at = left.findIndex((other) => sameRow(other, row, leeway));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function names(columns) {
  return columns.map(({ name }) => name).join(", ");
}

function cut(row) {
  const text = JSON.stringify(row);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
