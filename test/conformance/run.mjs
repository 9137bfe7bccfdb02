import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { asJson, asText } from "./report.mjs";
import { runCase, runRefused } from "./run-case.mjs";

/**
 * Runs files of KQL cases, {id, query, columns, rows, rowOrder, core, flags}, and of queries that the engine refuses, {query, kustoError}, and says how many
 * of our answers are the engine's. `npm run conformance -- DIR [--show N] [--json]`
 */
function main() {
  const { values, positionals } = parsed();
  const [dir] = positionals;
  const show = Number(values.show);
  if (dir === undefined || positionals.length > 1 || !Number.isInteger(show) || show < 0) fail("usage: npm run conformance -- DIR [--show N] [--json]");
  const files = filesOf(dir).map(({ file, cases }) => {
    const steady = cases.filter(({ flags }) => flags?.nondeterministic !== true);
    return { file, skipped: cases.length - steady.length, ran: steady.map(ran) };
  });
  process.stdout.write(values.json ? `${JSON.stringify(asJson(files), undefined, 2)}\n` : asText(files, show));
}

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options: { show: { type: "string", default: "40" }, json: { type: "boolean", default: false } } });
  } catch (error) {
    return fail(error.message);
  }
}

function ran(expected, index) {
  const refused = expected.rows === undefined;
  return { id: expected.id ?? `number ${index + 1}`, query: expected.query, core: expected.core === true, refused, ...(refused ? runRefused(expected) : runCase(expected)) };
}

function filesOf(dir) {
  let names;
  try {
    names = readdirSync(dir).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    return fail(`${dir}: cannot be read: ${error.code ?? error}`);
  }
  const files = names.map((file) => ({ file, cases: casesOf(join(dir, file)) })).filter(({ cases }) => cases.length > 0);
  return files.length > 0 ? files : fail(`${dir}: holds no file of cases`);
}

function casesOf(file) {
  try {
    const value = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(value) ? value.filter((each) => typeof each?.query === "string") : [];
  } catch (error) {
    return fail(`${file}: cannot be read: ${error.code ?? error.message}`);
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

main();
