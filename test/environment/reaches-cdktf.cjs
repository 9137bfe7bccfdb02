const { existsSync, readdirSync, readFileSync, statSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");

const PROJECT = resolve(__dirname, "..", "..");
const CDKTF = /^(?:cdktf|@cdktf\/.+)(?:\/|$)/u;
/** Imports at a line's beginning, and those made when they are called for. */
const IMPORT = /^(?:import|export)\b[^;"']*["']([^"'\n]+)["']|\b(?:import|require)\(\s*["']([^"'\n]+)["']/gmu;
/** They leave nothing in the code. */
const TYPES_ALONE = /^(?:import|export) type\b[^;]*;/gmu;
/** What a test file imports that starts command lines. */
const STARTER = /^(?:(?:node:)?child_process|.*\/command-line)$/u;

const texts = new Map();
function textOf(file) {
  if (!texts.has(file)) texts.set(file, readFileSync(file, "utf8").replace(TYPES_ALONE, ""));
  return texts.get(file);
}

const importsOf = (file) => [...textOf(file).matchAll(IMPORT)].map(([, early, late]) => early ?? late);

/** The project's file that an import names; undefined for a package. */
function fileOf(name, importer) {
  if (name === "mailbox-baseline") return join(PROJECT, "constructs", "index.ts");
  if (!name.startsWith(".")) return undefined;
  const path = resolve(dirname(importer), name).replace(/\.js$/u, "");
  return [`${path}.ts`, join(path, "index.ts"), path].find((file) => existsSync(file) && statSync(file).isFile());
}

/** Each command's name, and the modules that make a command of that name; the program itself, of which all are parts, left out. */
let commands;
function allCommands() {
  if (commands !== undefined) return commands;
  commands = new Map();
  for (const file of readdirSync(join(PROJECT, "cli")).filter((name) => name.endsWith(".ts")).map((name) => join(PROJECT, "cli", name))) {
    for (const [, name] of textOf(file).matchAll(/new Command\("(?!mailbox-baseline")([a-z-]+)"\)/gu)) commands.set(name, [...(commands.get(name) ?? []), file]);
  }
  return commands;
}

/** The commands that load cdktf among those that a text names: first in a list or a call, or after the program. `kql explain` is no `explain`. */
function cdktfCommandsIn(text) {
  const named = ([command]) => new RegExp(`(?:[[(]\\s*["\`]|\\bmain\\.js["'\`),\\s]+)${command}(?:["'\`\\s]|$)`, "u").test(text);
  return [...allCommands()].filter(named).filter(([, files]) => files.some(reachesCdktf)).map(([command]) => command);
}

const known = new Map();

/**
 * Whether a module, or a command line that a test file starts, can load cdktf: by its imports, also those made late, and by the commands that it names.
 * It may say so of a module that doesn't. Where it denies it wrongly, the test fails in jest's project "no-cdktf", where nothing can load cdktf.
 */
function reachesCdktf(file) {
  if (!known.has(file)) known.set(file, search(file));
  return known.get(file);
}

function search(start) {
  const startsCommands = importsOf(start).some((name) => STARTER.test(name)) && cdktfCommandsIn(textOf(start)).length > 0;
  if (startsCommands) return true;
  const seen = new Set([start]);
  for (const file of seen) {
    const names = importsOf(file);
    if (names.some((name) => CDKTF.test(name))) return true;
    for (const found of names.map((name) => fileOf(name, file))) if (/\.[cm]?[jt]s$/u.test(found ?? "")) seen.add(found);
  }
  return false;
}

/** Every test file, by its path. */
function testFiles() {
  const names = readdirSync(join(PROJECT, "test"), { recursive: true });
  return names.filter((name) => name.endsWith(".test.ts")).map((name) => join(PROJECT, "test", name)).sort();
}

module.exports = { cdktfCommandsIn, reachesCdktf, testFiles };
