import { createRequire } from "node:module";
import { compare } from "./compare.mjs";

const require = createRequire(import.meta.url);
const { evaluate } = require("../../dist/kql/evaluate.js");
const { KqlError } = require("../../dist/kql/engine/errors.js");
const { encode } = require("../../dist/kql/values/encode.js");
const { parseDateTime } = require("../../dist/kql/values/datetime.js");

/** The cases' answers don't hang on it: those that do are flagged as nondeterministic. */
const NOW = parseDateTime("2024-06-01T00:00:00Z");
const LIMITS = { milliseconds: 10_000, heldRows: 1_000_000, passedRows: 20_000_000 };

/**
 * @typedef {{ outcome: "right" | "wrong" | "unsupported" | "error", why?: string, what?: string, types?: string, order?: string }} Outcome
 */

/** @param {import("./compare.mjs").Case} expected @returns {Outcome} */
export function runCase(expected) {
  const ran = run(expected.query);
  if (ran.error !== undefined) return ran.error;
  const { wrong, ...apart } = compare(ran.result, expected);
  return wrong === undefined ? { outcome: "right", ...apart } : { outcome: "wrong", why: wrong };
}

/** A query that the engine refuses: right is an error of any kind but ours. @returns {Outcome} */
export function runRefused({ query }) {
  const { error } = run(query);
  if (error === undefined) return { outcome: "wrong", why: "accepted" };
  return error.outcome === "error" && !error.defect ? { outcome: "right" } : error;
}

function run(query) {
  try {
    const { columns, rows } = evaluate(query, { tables: new Map() }, { now: NOW, limits: LIMITS });
    return { result: { columns, rows: rows.map((row) => row.map((value, i) => encode(value, columns[i].type))) } };
  } catch (error) {
    if (!(error instanceof KqlError)) return { error: { outcome: "error", defect: true, why: `defect: ${error.stack ?? error}` } };
    if (error.kind === "unsupported") return { error: { outcome: "unsupported", what: error.what, why: error.message } };
    return { error: { outcome: "error", why: `${error.kind}: ${error.message}` } };
  }
}
