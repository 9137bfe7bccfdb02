import { createColors } from "picocolors";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { KqlError } from "../../kql/engine/errors";
import type { Diagnostic } from "../../kql/language/analyze";
import type { Io } from "../io";
import { bindToDocumented } from "./binding";
import { UNKNOWN_TABLE } from "./database";
import { renderDiagnostics } from "./diagnostics";
import { type QuerySource, readQueryFile } from "./query";

export interface CheckOptions {
  readonly unknownTables: Diagnostic["severity"];
  readonly format: "text" | "json";
}

interface Checked {
  readonly source: QuerySource;
  readonly diagnostics: readonly Diagnostic[];
}

export function checkQueries(files: readonly string[], { unknownTables, format }: CheckOptions, io: Io): ExitCode {
  io.endOnInterrupt();
  const checked = files.map(readQueryFile).map((source): Checked => ({ source, diagnostics: diagnosticsOf(source, unknownTables) }));
  const all = checked.flatMap(({ diagnostics }) => diagnostics);
  const errors = all.filter(({ severity }) => severity === "error").length;
  if (format === "json") io.out(`${JSON.stringify({ formatVersion: 1, queries: checked.map(asJson) }, undefined, 2)}\n`);
  else {
    const colors = createColors(io.color);
    io.out(checked.map(({ source, diagnostics }) => renderDiagnostics(source, diagnostics, colors, io.width)).join(""));
    io.out(`${count(files.length, "query", "queries")}, ${count(errors, "error")}, ${count(all.length - errors, "warning")}\n`);
  }
  return errors > 0 ? EXIT.findings : EXIT.clean;
}

function diagnosticsOf(source: QuerySource, unknownTables: Diagnostic["severity"]): readonly Diagnostic[] {
  try {
    return bindToDocumented(source).diagnostics.map((found) => (found.code === UNKNOWN_TABLE ? { ...found, severity: unknownTables } : found));
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return [{ code: error.kind, severity: "error", kind: "syntax", message: error.message, start: 0, length: 0, line: 1, column: 1 }];
  }
}

function asJson({ source, diagnostics }: Checked): object {
  return { file: source.name, diagnostics: diagnostics.map(({ line, column, length, severity, code, message }) => ({ line, column, length, severity, code, message })) };
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
