import { elements, type Expression, type Nodes } from "../language/syntax";
import { writtenColumns } from "../language/types";
import { oncePerRun } from "../engine/context";
import { KqlError } from "../engine/errors";
import { emitAll, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { convert } from "../values/convert";
import { parseJson } from "../values/json";
import { textOf } from "../values/text";
import { type Column, emptyOf, isArray, isBag, type Row, type Value } from "../values/value";
import { delimitedRecords, jsonDocuments } from "./record-texts";

/** Reads a file that the caller has given; nothing is fetched. https://learn.microsoft.com/en-us/kusto/query/externaldata-operator */
export function externalData(node: Nodes["ExternalDataExpression"], scope: Scope): Relation {
  const columns = writtenColumns(node.Schema);
  const properties = propertiesOf(node, scope);
  const files = elements(node.URIs).map((said) => {
    const uri = textOf(scope.query.expression(said, outside(scope)).compute([]));
    const format = (properties.get("format") ?? extensionOf(uri)).toLowerCase();
    const read = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (read === undefined) return scope.query.fail("unsupported", `externaldata of format ${format}`, node);
    return { uri, text: textAt(uri, node, scope), read };
  });
  const skips = properties.get("ignorefirstrecord") === "true" ? 1 : 0;
  const rows = oncePerRun(scope.query.context, () => {
    const found = files.flatMap(({ text, uri, read }) => rowsOf(read, text, uri, columns).slice(skips));
    scope.query.context.budget.hold(found.length);
    return found;
  });
  return relation(columns, (emit) => {
    emitAll(rows(), emit);
  });
}

function propertiesOf(node: Nodes["ExternalDataExpression"], scope: Scope): ReadonlyMap<string, string> {
  const properties = elements(node.WithClause?.Properties).map(({ Name, Expression: value }) => [Name.SimpleName.toLowerCase(), valueText(value)] as const);
  const unknown = properties.find(([name]) => name !== "format" && name !== "ignorefirstrecord");
  if (unknown) return scope.query.fail("unsupported", `externaldata with ${unknown[0]}`, node);
  return new Map(properties);
}

function valueText(value: Expression & { readonly Token?: { readonly Text: string }; readonly LiteralValue?: unknown }): string {
  return typeof value.LiteralValue === "string" ? value.LiteralValue : (value.Token?.Text ?? value.toString()).trim();
}

/** `csv` of `https://host/a/b.csv;key`; csv too where the file has no extension that says a format. */
function extensionOf(uri: string): string {
  const [path = ""] = uri.split(/[?;#]/u);
  const parts = path.split("/").at(-1)?.toLowerCase().split(".") ?? [];
  const extension = parts.at(parts.at(-1) === "gz" ? -2 : -1) ?? "";
  return Object.hasOwn(FORMATS, extension) ? extension : "csv";
}

function textAt(uri: string, node: Expression, scope: Scope): string {
  const text = scope.query.externalData(uri, node);
  if (text !== undefined) return text.replace(/^\ufeff/u, "");
  return scope.query.fail("unsupported", noSuchFile(uri), node);
}

/** The rest of an address may hold a key, and what stands before the host a password. */
export function noSuchFile(uri: string): string {
  const host = /^[a-z]+:\/\/(?:[^/?#]*@)?(?<host>[^/?#;@]*)/iu.exec(uri)?.groups?.["host"] ?? "an address without a host";
  return `externaldata from ${host}, no such file was given`;
}

type Read = (text: string) => Iterable<Value>;

/** What makes records of a text: an array of cells in the columns' order, or a bag by the columns' names. */
const FORMATS: Readonly<Record<string, Read>> = {
  csv: (text) => delimitedRecords(text, ","),
  tsv: (text) => delimitedRecords(text, "\t"),
  psv: (text) => delimitedRecords(text, "|"),
  txt: (text) => lines(text).map((line) => [line]),
  raw: (text) => [[text]],
  json: jsonRecords,
  multijson: jsonRecords,
};

function lines(text: string): string[] {
  const all = text.split(/\r?\n/u);
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

/** Records one after another, or in arrays. */
function* jsonRecords(text: string): Generator<Value> {
  for (const document of jsonDocuments(text)) {
    const value = parseJson(document);
    if (isArray(value ?? null)) yield* value as readonly Value[];
    else yield value ?? null;
  }
}

function rowsOf(read: Read, text: string, uri: string, columns: readonly Column[]): Row[] {
  return Array.from(read(text), (record) => {
    if (isArray(record)) return columns.map((column, index) => cell(record[index], column));
    if (isBag(record)) return columns.map((column) => cell(record.get(column.name), column));
    throw new KqlError("runtime", `the file ${uri.split(/[?;#]/u)[0] ?? ""} holds a record that is no JSON object`);
  });
}

function cell(value: Value | undefined, { type }: Column): Value {
  if (value === undefined || value === null || (value === "" && type !== "string")) return emptyOf(type);
  if (type === "dynamic") return typeof value === "string" ? (parseJson(value) ?? value) : value;
  return convert(value, type);
}
