import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from "yaml";
import { InputError } from "../../catalogue/fault";
import { entryLines, entryOnOneLine, type ExceptionEntry } from "./exception-entry";

/** A piece of a text, by the offsets of its beginning and end, and what is to stand there. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Entry = Pick<ExceptionEntry, "entity"> & { readonly check?: string };

/**
 * A tenant file's text with an exception more, or with the one of the same entity replaced: for that one lapsed, or accepts a value that is no more. Nothing
 * else changes, not a blank or a comment; that it says what it should is proven by reading it again. Throws {@link InputError} where the list is written in
 * a way that can't be edited so.
 */
export function withException(file: string, text: string, entry: ExceptionEntry): string {
  const document = parseDocument(text, { stringKeys: true });
  const list: unknown = document.get("exceptions", true);
  const before = listOf(document);
  const index = before.findIndex(({ check, entity }) => check === entry.check && entity === entry.entity);
  const edit = editOf(document, list, index, text, entry);
  const edited = edit === undefined ? undefined : text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  const wanted = index < 0 ? [...before, entry] : before.map((other, i) => (i === index ? entry : other));
  if (edited === undefined || !says(edited, document, wanted)) {
    throw new InputError([{ file, path: "exceptions", message: `is written in a way that can't be edited without changing its layout; add it by hand: ${entryOnOneLine(entry)}` }]);
  }
  return edited;
}

function listOf(document: Document): readonly Entry[] {
  const value = (document.toJS() as { readonly exceptions?: unknown } | null)?.exceptions;
  return Array.isArray(value) ? (value as Entry[]) : [];
}

/** Whether a text is the document with just these exceptions. */
function says(text: string, before: Document, exceptions: readonly Entry[]): boolean {
  const after = parseDocument(text, { stringKeys: true });
  return after.errors.length === 0 && isDeepStrictEqual(after.toJS(), { ...(before.toJS() as object), exceptions });
}

function editOf(document: Document, list: unknown, index: number, text: string, entry: ExceptionEntry): Edit | undefined {
  if (list === undefined) return isMap(document.contents) && document.contents.flow !== true ? appended(text, entry) : undefined;
  if (!isSeq(list) || list.range === null || list.range === undefined) return undefined;
  if (list.flow !== true) return inBlock(list, index, text, entry);
  return list.items.length === 0 ? filled(list, text, entry) : inFlow(list, index, entry);
}

/** At the file's end; before `...`, which ends the document, too. */
function appended(text: string, entry: ExceptionEntry): Edit {
  const end = /^\.\.\.[ \t]*\r?$/mu.exec(text)?.index ?? text.length;
  const newline = newlineOf(text);
  const head = end === 0 || text[end - 1] === "\n" ? "" : newline;
  return { from: end, to: end, text: `${head}exceptions:${newline}${indented(entry, 2, newline)}${newline}` };
}

/** `[]` becomes a list in block style. */
function filled({ range }: YAMLSeq, text: string, entry: ExceptionEntry): Edit | undefined {
  if (range === null || range === undefined) return undefined;
  const newline = newlineOf(text);
  // A comment behind the brackets stays on its line.
  const rest = /[^\r\n]*/u.exec(text.slice(range[1]))?.[0] ?? "";
  return { from: range[0], to: range[1] + rest.length, text: `${rest.trim()}${newline}${indented(entry, 2, newline)}` };
}

function inBlock(list: YAMLSeq, index: number, text: string, entry: ExceptionEntry): Edit | undefined {
  const start = list.range?.[0] ?? 0;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const newline = newlineOf(text);
  const item = rangeOf(index < 0 ? list.items.at(-1) : list.items[index]);
  if (item === undefined) return undefined;
  if (index < 0) {
    const end = endOfLine(text, item[1]);
    return { from: end, to: end, text: `${text[end - 1] === "\n" ? "" : newline}${indented(entry, column, newline)}${newline}` };
  }
  const dash = text.lastIndexOf("-", item[0]);
  const end = endOfValue(text, item[1]);
  return { from: dash, to: end, text: indented(entry, column, newline).trimStart() };
}

function inFlow(list: YAMLSeq, index: number, entry: ExceptionEntry): Edit | undefined {
  const item = rangeOf(index < 0 ? list.items.at(-1) : list.items[index]);
  if (item === undefined) return undefined;
  return index < 0 ? { from: item[1], to: item[1], text: `, ${entryOnOneLine(entry)}` } : { from: item[0], to: item[1], text: entryOnOneLine(entry) };
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as { readonly range?: readonly [number, number, number] | null } | null | undefined)?.range;
  return range === null || range === undefined ? undefined : [range[0], range[1]];
}

/** Behind the newline of the line on which something ends; what ends with its newline ends there. */
function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === "\n") return offset;
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Where the last character of something stands that may end with blanks and newlines. */
function endOfValue(text: string, offset: number): number {
  let end = offset;
  while (/\s/u.test(text[end - 1] ?? "x")) end -= 1;
  return end;
}

function indented(entry: ExceptionEntry, columns: number, newline: string): string {
  return entryLines(entry).map((line) => " ".repeat(columns) + line).join(newline);
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
