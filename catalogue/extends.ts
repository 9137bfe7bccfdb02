import { realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { InputError, shown } from "./fault";
import type { Locate } from "./validate";
import { readYaml, type Path, type YamlDocument } from "./yaml-document";

/** A file and all it extends, merged: maps merge, lists replace. Every value still knows the file and line it came from. */
export interface Layered {
  readonly value: unknown;
  readonly locate: Locate;
}

/** The file itself, then what it extends, then what that extends. */
type Documents = [YamlDocument, ...YamlDocument[]];

/** Bases upon bases; more is a labyrinth, not a shared part. */
const MOST_LAYERS = 5;

/** Reads a tenant file with what it `extends`. Nothing outside its folder is read, and nothing twice. @param bases what was extended before, by path */
export function readLayered(file: string, bases: Map<string, YamlDocument> = new Map()): Layered {
  const documents: Documents = [readYaml(file)];
  for (let next = extended(documents, bases); next !== undefined; next = extended(documents, bases)) documents.push(next);
  const faulty = documents.slice(1).find((d) => !isMap(d.value));
  if (faulty !== undefined) throw new InputError([{ file: faulty.file, path: "", message: "is extended but is not a map; write `key: value` lines" }]);
  const value = documents.map((d) => d.value).reduceRight((base, own) => merge(base, own), undefined);
  return { value, locate: (path) => locate(documents, path) };
}

function extended(documents: Documents, bases: Map<string, YamlDocument>): YamlDocument | undefined {
  const top = documents.at(-1) ?? documents[0];
  const name: unknown = isMap(top.value) ? top.value["extends"] : undefined;
  if (name === undefined) return undefined;
  const fail = (message: string): never => {
    throw new InputError([{ file: top.file, line: top.lineOf(["extends"]), path: "extends", message }]);
  };
  if (typeof name !== "string") return fail("is not a file name; write one such as _common.yaml");
  const folder = dirname(top.file);
  const path = join(folder, name);
  if (name.includes("/") || name.includes("\\") || !/\.ya?ml$/u.test(name)) return fail(`${shown(name)} is not a file of this folder; write the name of a .yaml file beside this one`);
  if (documents.length >= MOST_LAYERS) return fail(`is the ${MOST_LAYERS}th file in a row; extend at most ${MOST_LAYERS - 1}`);
  if (documents.some((d) => relative(d.file, path) === "")) return fail(`${shown(name)} is extended already; a file can't extend itself, not even through another`);
  try {
    const [real, home] = [realpathSync(path), realpathSync(folder)];
    if (dirname(real) !== home) return fail(`${shown(name)} links to a file outside this folder; copy it here`);
  } catch (error) {
    if (error instanceof InputError) throw error;
    return fail(`${shown(name)} can't be read beside this file: ${(error as NodeJS.ErrnoException).code ?? "error"}; write the name of a file of this folder`);
  }
  const base = bases.get(path) ?? readYaml(path);
  bases.set(path, base);
  return base;
}

/** Object.fromEntries defines own keys even for `__proto__`, so a hostile file changes no prototype. */
function merge(base: unknown, own: unknown): unknown {
  if (!isMap(base) || !isMap(own)) return own === undefined ? base : own;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(own)])];
  return Object.fromEntries(keys.map((key) => [key, merge(Object.hasOwn(base, key) ? base[key] : undefined, Object.hasOwn(own, key) ? own[key] : undefined)]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first file that holds the whole path; for what none holds, the place in the first file that comes nearest. */
function locate(documents: Documents, path: Path): { file: string; line: number } {
  const holder = documents.find((d) => holds(d.value, path)) ?? documents[0];
  return { file: holder.file, line: holder.lineOf(path) };
}

function holds(value: unknown, path: Path): boolean {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return true;
}
