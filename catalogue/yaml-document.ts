import { LineCounter, parseDocument, type Document } from "yaml";
import { InputError, type Fault } from "./fault";
import { readText } from "./text-file";
import { explodes, firstOfEachLine, FORBIDDEN_KEY, MAX_ALIASES, TOO_DEEP, yamlFault } from "./yaml-faults";
import { firstTooDeep, forbiddenKey, isTooDeep } from "./yaml-guards";
import { lineOf, lineOfFirstAlias, type Path } from "./yaml-lines";

export type { Path } from "./yaml-lines";

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
  if (isTooDeep(document)) fail(TOO_DEEP);
  const forbidden = forbiddenKey(document);
  if (forbidden !== undefined) fail(FORBIDDEN_KEY, lines.linePos(forbidden).line);
  return { file, value, lineOf: (path) => lineOf(document, lines, path) };
}
