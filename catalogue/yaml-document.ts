import { readFileSync, statSync } from "node:fs";
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";
import { InputError, type Fault } from "./fault";

/** Tenant and rule files are written by hand: a megabyte is a hundred times the largest seen (Azure-Sentinel's longest rule has 60 kB). */
const MAX_BYTES = 1_000_000;
/** Aliases that may be expanded; a file that shares its parts uses `extends`, one that explodes uses thousands. */
const MAX_ALIASES = 50;
const MAX_DEPTH = 40;
const TABS = "is indented with a tab; YAML allows blanks only";
const TOO_DEEP = `is nested more than ${MAX_DEPTH} levels deep; flatten it`;
/** Names that mean something else to every JavaScript object; no file of ours has a use for them. */
const FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"];

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
  // The parser recurses: what is nested by the hundred is refused before it gets there.
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) fail(TOO_DEEP, tooDeep);
  let document: Document;
  let value: unknown;
  try {
    document = parseDocument(text.replace(/^\uFEFF/u, ""), { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: !lastKeyWins });
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return fail(explodes(error), lineOfFirstAlias(text));
  }
  if (document.errors.length > 0) {
    throw new InputError(firstOfEachLine(document.errors.map((e): Fault => ({ file, line: lines.linePos(e.pos[0]).line, path: "", message: yamlFault(e.code, e.message) }))));
  }
  if (depthOf(document.contents) > MAX_DEPTH) fail(TOO_DEEP);
  const forbidden = forbiddenKey(document.contents);
  if (forbidden !== undefined) fail("has a key that no file may have: __proto__, constructor and prototype are refused; remove it", lines.linePos(forbidden).line);
  return { file, value, lineOf: (path) => lineOf(document, lines, path) };
}

/** The text of a file of at most a megabyte, in UTF-8. */
export function readText(file: string): string {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new InputError([{ file, path: "", message: "is no regular file; remove it, or write a file of that name" }]);
    const { size } = stat;
    if (size > MAX_BYTES) {
      throw new InputError([{ file, path: "", message: `is ${(size / 1e6).toFixed(1)} MB; at most ${MAX_BYTES / 1e6} MB is read: is this the right file?` }]);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw new InputError([{ file, path: "", message: "is not UTF-8 text; save it as UTF-8" }]);
    throw new InputError([{ file, path: "", message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  }
}

/** One mistake makes the parser stumble several times on its line; a file indented with tabs, on every line. */
function firstOfEachLine(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, i) => faults.findIndex((f) => f.line === fault.line || (fault.message === TABS && f.message === TABS)) === i).slice(0, 5);
}

/** More open brackets than any query or list of ours has, or as many dashes in a row. */
const MOST_OPEN = 300;

/** 1-based line on which a text is nested beyond reason, by a rough count that takes quoted brackets for brackets. */
function firstTooDeep(text: string): number | undefined {
  let open = 0;
  let line = 1;
  let dashes = 0;
  for (const char of text) {
    if (char === "\n") {
      line += 1;
      dashes = 0;
    } else if (char === "[" || char === "{") open += 1;
    else if (char === "]" || char === "}") open = Math.max(0, open - 1);
    else if (char === "-" || char === "?") dashes += 1;
    else if (char !== " ") dashes = 0;
    if (open > MOST_OPEN || dashes > MOST_OPEN) return line;
  }
  return undefined;
}

/** 1-based line of the first `*name`, where whoever mends an explosion has to look; nothing where there is none. */
function lineOfFirstAlias(text: string): number | undefined {
  const at = text.search(/(?:^|[\s,[:-])\*[\w-]+/u);
  return at === -1 ? undefined : text.slice(0, at + 1).split("\n").length;
}

function explodes(error: unknown): string {
  if (error instanceof RangeError) return TOO_DEEP;
  if (String(error).includes("Unresolved alias")) return "uses a YAML alias (*name) that no anchor (&name) defines; write the value out";
  return `uses more than ${MAX_ALIASES} YAML aliases, or few that explode; write the values out, or share them with extends:`;
}

/** Codes of the yaml library in the words of someone who has the file open; the library's own text for the rest. */
function yamlFault(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return TABS;
  if (code === "DUPLICATE_KEY") return "has this key twice in one map; keep one of them";
  if (code === "MULTIPLE_DOCS") return "begins a second YAML document (---); keep one";
  if (message.includes("call stack")) return TOO_DEEP;
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
  walk(root, (_item, depth) => {
    deepest = Math.max(deepest, depth);
    return deepest <= MAX_DEPTH;
  });
  return deepest;
}

/** Offset of the first key that is refused wherever it stands. */
function forbiddenKey(root: unknown): number | undefined {
  const offsets: number[] = [];
  walk(root, (item) => {
    if (isPair(item) && isScalar(item.key) && FORBIDDEN_KEYS.includes(String(item.key.value))) offsets.push(item.key.range?.[0] ?? 0);
    return true;
  });
  return offsets.length === 0 ? undefined : Math.min(...offsets);
}

/** Visits every item until `visit` says false. */
function walk(root: unknown, visit: (item: unknown, depth: number) => boolean): void {
  const stack: { item: unknown; depth: number }[] = [{ item: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (!visit(top.item, top.depth)) return;
    const node = isPair(top.item) ? top.item.value : top.item;
    const items = (node as { items?: unknown[] } | null | undefined)?.items ?? [];
    for (const item of items) stack.push({ item, depth: top.depth + 1 });
  }
}
