import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import * as v from "valibot";
import { InputError, shown, type Fault } from "./fault";
import { bundledCatalogueDir } from "./location";
import { oneOf } from "./shape";
import { readText } from "./text-file";

/** As Kusto's results name them. */
const ColumnType = oneOf(["bool", "int", "long", "real", "decimal", "string", "datetime", "timespan", "guid", "dynamic"]);

export interface TableColumn {
  readonly name: string;
  readonly type: v.InferOutput<typeof ColumnType>;
}

/** Columns by table. */
export type Tables = ReadonlyMap<string, readonly TableColumn[]>;

let bundled: Tables | undefined;

/**
 * The documented tables of Log Analytics and of advanced hunting that queries on Microsoft 365 and Entra read. Read when first asked for: synthesis has no use
 * for them. Throws {@link InputError} with every fault of the first file that has any.
 */
export function loadTables(directory?: string): Tables {
  return directory === undefined ? (bundled ??= readTables(join(bundledCatalogueDir(), "tables"))) : readTables(directory);
}

function readTables(directory: string): Tables {
  const files = readdirSync(directory).filter((file) => file.endsWith(".yaml")).sort();
  return new Map(files.map((file) => [basename(file, ".yaml"), readTable(join(directory, file))]));
}

/** Read by line, not by YAML's parser, which takes a tenth of a second for them all: nothing of YAML is in these files but two keys and what stands under them. */
function readTable(file: string): readonly TableColumn[] {
  const columns = new Map<string, TableColumn>();
  const faults: Fault[] = [];
  let key = "";
  for (const [index, line] of readText(file).split("\n").entries()) {
    key = /^(?:sources|columns):$/u.exec(line)?.[0] ?? key;
    const { name, type } = (key === "columns:" ? COLUMN.exec(line)?.groups : undefined) ?? {};
    const fault = name === undefined ? lineFault(line, key) : take(columns, name, type);
    if (fault !== undefined) faults.push({ file, line: index + 1, path: name ?? "", message: fault });
  }
  if (columns.size === 0 && faults.length === 0) faults.push({ file, path: "columns", message: "is missing; add it: one `  Name: type` a line" });
  if (faults.length > 0) throw new InputError(faults);
  return [...columns.values()];
}

const COLUMN = /^ {2}(?<name>[A-Za-z_]\w*): (?<type>\S+)$/u;

function take(columns: Map<string, TableColumn>, name: string, type: unknown): string | undefined {
  if (columns.has(name)) return "stands here twice; keep one of them";
  const read = v.safeParse(ColumnType, type);
  if (!read.success) return `${shown(type)} ${read.issues[0].message}`;
  columns.set(name, { name, type: read.output });
  return undefined;
}

function lineFault(line: string, key: string): string | undefined {
  if (line === "" || line === key || line.startsWith("#") || (key === "sources:" && /^ {2}- https:\/\/\S+$/u.test(line))) return undefined;
  return `${shown(line)} is none of its lines; under sources: write \`  - https://…\`, under columns: \`  Name: type\``;
}
