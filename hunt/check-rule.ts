import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "../catalogue/detection";
import { type Fault, shown } from "../catalogue/fault";
import { nearest } from "../catalogue/nearest";
import { checkQuery } from "../kql/check";
import { KqlError } from "../kql/engine/errors";
import type { Analysis, Diagnostic } from "../kql/language/analyze";
import type { Schema } from "../kql/language/database";
import { referencesOf } from "../kql/language/references";
import { resultColumns } from "../kql/language/result";
import { boundQuery, ownBindings } from "./bound-query";

/** What can be said of a rule from its query and Microsoft's tables. */
export interface CheckedRule {
  readonly detection: Detection;
  /** What would keep it from being deployed or from working. */
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** The tables that the query reads. */
  readonly tables: readonly string[];
}

/** Microsoft's numbers for a name where a table or a function should stand and none is known. */
const UNKNOWN = new Set(["KS204", "KS211"]);

/**
 * Binds a detection's query to the documented tables, and checks that the columns which its entities, details and title name come out of it.
 * A community rule may read tables and functions that only its writer's workspace has: one that is not known is a warning.
 * @param queryFile where the query stands by itself; default: query.kql beside the rule
 */
export function checkRule(detection: Detection, schema: Schema, queryFile = join(detection.folder, "query.kql")): CheckedRule {
  const { text, linesBefore } = boundQuery(detection.query, ownBindings(detection));
  let analysis: Analysis;
  try {
    analysis = checkQuery(text, schema);
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return { detection, errors: [{ file: detection.file, path: "query", message: error.message }], warnings: [], tables: [] };
  }
  const isError = ({ severity, code }: Diagnostic): boolean => severity === "error" && !(detection.family === "community" && UNKNOWN.has(code));
  const placed = analysis.diagnostics.map((found) => ({ found, fault: queryFault(detection, queryFile, found, linesBefore) }));
  const errors = placed.filter(({ found }) => isError(found)).map(({ fault }) => fault);
  const warnings = placed.filter(({ found }) => !isError(found)).map(({ fault }) => fault);
  const tables = referencesOf(analysis).tables.map(({ name }) => name);
  const bound = placed.every(({ found }) => found.severity !== "error");
  return { detection, errors: [...errors, ...(bound ? [...columnFaults(detection, analysis), ...tableFaults(detection, tables)] : [])], warnings, tables };
}

/** Where the query stands in a file of its own, its lines are the file's. */
function queryFault({ file }: Detection, queryFile: string, { line, column, message, code }: Diagnostic, linesBefore: number): Fault {
  const at = line - linesBefore;
  const said = `${message.replace(/\.$/u, "")} (${code})`;
  return existsSync(queryFile) ? { file: queryFile, line: Math.max(1, at), path: `column ${column}`, message: said } : { file, path: `query line ${at} column ${column}`, message: said };
}

interface NamedColumn {
  readonly path: string;
  readonly column: string;
}

/** Every place of a rule that names a column of its result. */
function namedColumns({ entityMappings, sentinelEntityColumns, customDetails, alertDetails }: Detection): NamedColumn[] {
  const entities = entityMappings.flatMap(({ fieldMappings }, entity) =>
    fieldMappings.map(({ columnName }, field) => ({ path: `entityMappings[${entity}].fieldMappings[${field}].columnName`, column: columnName })),
  );
  const details = Object.entries(customDetails).map(([name, column]) => ({ path: `customDetails.${name}`, column }));
  const single = [
    { path: "alertDetailsOverride.alertSeverityColumnName", column: alertDetails?.severityColumnName },
    { path: "alertDetailsOverride.alertTacticsColumnName", column: alertDetails?.tacticsColumnName },
  ].flatMap(({ path, column }) => (column === undefined ? [] : [{ path, column }]));
  const dynamic = (alertDetails?.dynamicProperties ?? []).map(({ alertProperty, value }) => ({ path: `alertDetailsOverride.alertDynamicProperties ${alertProperty}`, column: value }));
  const texts = [
    { path: "alertDetailsOverride.alertDisplayNameFormat", text: alertDetails?.displayNameFormat },
    { path: "alertDetailsOverride.alertDescriptionFormat", text: alertDetails?.descriptionFormat },
  ].flatMap(({ path, text = "" }) => [...text.matchAll(/\{\{\s*(?<column>\w+)\s*\}\}/gu)].map((match) => ({ path, column: match.groups?.["column"] ?? "" })));
  const sentinel = sentinelEntityColumns.map((column, index) => ({ path: `sentinelEntitiesMappings[${index}].columnName`, column }));
  return [...entities, ...sentinel, ...details, ...single, ...dynamic, ...texts];
}

function columnFaults(detection: Detection, analysis: Analysis): Fault[] {
  const columns = resultColumns(analysis);
  // After bag_unpack and its like the columns hang on the records.
  if (columns === undefined) return [];
  const names = columns.map(({ name }) => name);
  return namedColumns(detection).flatMap(({ path, column }) => {
    if (names.includes(column)) return [];
    const close = nearest(column, names);
    const mend = close === undefined ? `it returns ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} more` : ""}` : `did you mean ${close}?`;
    return [{ file: detection.file, path, message: `${shown(column)} is no column of the query's result; ${mend}` }];
  });
}

/** Which connectors a rule needs is told from the tables that it declares. */
function tableFaults({ file, family, tables: declared }: Detection, read: readonly string[]): Fault[] {
  if (family === "community") return [];
  const undeclared = read.filter((table) => !declared.includes(table));
  const unused = declared.filter((table) => !read.includes(table));
  return [
    ...undeclared.map((table) => ({ file, path: "requiredDataConnectors", message: `the query reads ${table}, which no dataTypes name; add it` })),
    ...unused.map((table) => ({ file, path: "requiredDataConnectors", message: `dataTypes name ${table}, which the query doesn't read; take it out` })),
  ];
}
