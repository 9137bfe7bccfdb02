import { readFileSync, statSync } from "node:fs";
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";
import { InputError, type Fault } from "./fault";

/** Tenant and rule files are written by hand: a megabyte is a hundred times the largest seen (Azure-Sentinel's longest rule has 60 kB). */
const MAX_BYTES = 1_000_000;
/** Aliases that may be expanded; a file that shares its parts uses `extends`, one that explodes uses thousands. */
const MAX_ALIASES = 50;
const MAX_DEPTH = 40;

export type Path = readonly (string | number)[];

/** A YAML file read whole: its value and, for every place in it, the line. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** 1-based line of the nearest place on `path` that the file holds. */
  lineOf(path: Path): number;
}

/** Reads one YAML file. Throws {@link InputError} for what is unreadable, too large, malformed, or explodes. */
export function readYaml(file: string, options: YamlOptions = {}): YamlDocument {
  return parseYaml(file, readText(file), options);
}

export interface YamlOptions {
  /** Take the last of two equal keys, as Azure-Sentinel's own tools do. Default: two equal keys are a fault. */
  readonly lastKeyWins?: boolean;
}

export function parseYaml(file: string, text: string, { lastKeyWins = false }: YamlOptions = {}): YamlDocument {
  const lines = new LineCounter();
  const fail = (message: string, line?: number): never => {
    throw new InputError([{ file, ...(line === undefined ? {} : { line }), path: "", message }]);
  };
  let document: Document;
  let value: unknown;
  try {
    document = parseDocument(text.replace(/^\uFEFF/u, ""), { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: !lastKeyWins });
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return fail(explodes(error));
  }
  if (document.errors.length > 0) {
    throw new InputError(document.errors.slice(0, 5).map((e): Fault => ({ file, line: lines.linePos(e.pos[0]).line, path: "", message: yamlFault(e.code, e.message) })));
  }
  if (depthOf(document.contents) > MAX_DEPTH) fail(`is nested more than ${MAX_DEPTH} levels deep; flatten it`);
  return { file, value, lineOf: (path) => lineOf(document, lines, path) };
}

/** The text of a file of at most a megabyte, in UTF-8. */
export function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) {
      throw new InputError([{ file, path: "", message: `is ${(size / 1e6).toFixed(1)} MB; at most ${MAX_BYTES / 1e6} MB is read: is this the right file?` }]);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof TypeError) throw new InputError([{ file, path: "", message: "is not UTF-8 text; save it as UTF-8" }]);
    throw new InputError([{ file, path: "", message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  }
}

function explodes(error: unknown): string {
  if (error instanceof RangeError) return `is nested too deeply to read; at most ${MAX_DEPTH} levels are allowed`;
  return `uses more than ${MAX_ALIASES} YAML aliases, or one that is not defined; write the values out, or share them with extends:`;
}

/** Codes of the yaml library in the words of someone who has the file open; the library's own text for the rest. */
function yamlFault(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "is indented with a tab; YAML allows blanks only";
  if (code === "DUPLICATE_KEY") return "has this key twice in one map; keep one of them";
  if (code === "NON_STRING_KEY") return "has a key that is not plain text; write a word";
  const firstLine = message.split("\n", 1)[0] ?? message;
  return `is not well-formed YAML: ${firstLine.slice(0, 160)}`;
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = (document.contents)?.range?.[0] ?? 0;
  for (const step of path) {
    const next = child(node, step);
    if (next === undefined) break;
    offset = next.offset;
    node = next.node;
  }
  return Math.max(1, lines.linePos(offset).line);
}

function child(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === String(step));
    const start = (pair?.key as Node | undefined)?.range?.[0];
    return pair === undefined || start === undefined ? undefined : { node: pair.value, offset: start };
  }
  const items: unknown = (node as { items?: unknown } | null)?.items;
  const item: unknown = Array.isArray(items) && typeof step === "number" ? items[step] : undefined;
  const start = (item as Node | undefined)?.range?.[0];
  return item === undefined || start === undefined ? undefined : { node: item, offset: start };
}

/** Depth by an explicit stack, so that a hostile file cannot exhaust ours. */
function depthOf(root: unknown): number {
  let deepest = 0;
  const stack: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    deepest = Math.max(deepest, top.depth);
    if (deepest > MAX_DEPTH) return deepest;
    const items = (top.node as { items?: unknown[] } | null)?.items ?? [];
    for (const item of items) stack.push({ node: isPair(item) ? item.value : item, depth: top.depth + 1 });
  }
  return deepest;
}
