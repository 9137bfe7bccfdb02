import { shown } from "../../catalogue/fault";
import type { Column } from "../values/value";
import { checkFile } from "./bytes";
import { csvSource, namedRecords } from "./csv-source";
import { ColumnTypes, SAMPLE } from "./infer";
import { isNdjson } from "./is-ndjson";
import { eachJsonRecord, jsonSource } from "./json-source";
import { eachNdjsonRecord, ndjsonSource } from "./ndjson-source";
import { fail } from "./read-fault";
import { concatenated, type TableSource } from "./source";

/** A way of writing records in a file. */
interface Format {
  source(file: string, columns: readonly Column[]): TableSource;
  /** Shows the first records of a file to what infers its columns. */
  sample(file: string, types: ColumnTypes): void;
}

/**
 * The files, one after the other, as one table. Without a schema the columns are what the first records of each file show. Throws InputError for what can't be
 * opened, and where no columns can be told.
 */
export function openTable(name: string, files: readonly string[], schema?: readonly Column[]): TableSource {
  files.forEach(checkFile);
  const parts = files.map((file) => ({ file, format: formatOf(file) }));
  const columns = schema ?? inferred(parts);
  if (columns.length === 0) fail({ file: files.join(", ") }, `${files.length === 1 ? "holds" : "hold"} no records, and ${shown(name)} is no table whose columns are known; give a file with records`);
  return concatenated(columns, parts.map(({ file, format }) => format.source(file, columns)));
}

function inferred(parts: readonly { readonly file: string; readonly format: Format }[]): readonly Column[] {
  const types = new ColumnTypes();
  for (const { file, format } of parts) format.sample(file, types);
  return types.columns();
}

type EachRecord = typeof eachNdjsonRecord;

function sampleJson(each: EachRecord): Format["sample"] {
  return (file, types) => {
    let left = SAMPLE;
    each(file, (record) => {
      for (const [name, json] of Object.entries(record)) types.json(name, json ?? null);
      return --left > 0;
    });
  };
}

function sampleCsv(file: string, types: ColumnTypes): void {
  let left = SAMPLE;
  for (const { names, record } of namedRecords(file)) {
    for (const [i, name] of names.entries()) if (name !== "") types.text(name, record.cells[i] ?? "");
    if (--left === 0) return;
  }
}

const NDJSON: Format = { source: ndjsonSource, sample: sampleJson(eachNdjsonRecord) };
const JSON_DOCUMENT: Format = { source: jsonSource, sample: sampleJson(eachJsonRecord) };
const CSV: Format = { source: csvSource, sample: sampleCsv };

function formatOf(file: string): Format {
  const extension = /\.(?<extension>[a-z]+)(?:\.gz)?$/iu.exec(file)?.groups?.["extension"]?.toLowerCase();
  switch (extension) {
    case "ndjson":
    case "jsonl":
      return NDJSON;
    case "csv":
      return CSV;
    case "json":
      return isNdjson(file) ? NDJSON : JSON_DOCUMENT;
    default:
      return fail({ file }, "is of no known kind; name it .ndjson, .jsonl, .json or .csv, or one of them with .gz after it");
  }
}
