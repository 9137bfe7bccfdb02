import { compileQuery } from "./evaluate";
import { KqlError } from "./engine/errors";
import { type Analysis, analyze, type Diagnostic } from "./language/analyze";
import type { Schema } from "./language/database";
import type { Nodes } from "./language/syntax";
import { walk } from "./language/walk";
import { DateTime } from "./values/value";

/**
 * Binds a query and, where it binds, compiles it for empty tables: that finds what the engine refuses of a call's constants, a format or a regular
 * expression for one, and what ours can't run. Throws KqlError for what is too large to be read.
 */
export function checkQuery(text: string, schema: Schema, options: Parameters<typeof analyze>[2] = {}): Analysis {
  const analysis = analyze(text, schema, options);
  if (analysis.diagnostics.some(({ severity }) => severity === "error") || hangsOnRows(analysis)) return analysis;
  const fault = compileFault(analysis, schema);
  return fault ? { ...analysis, diagnostics: [...analysis.diagnostics, fault].sort((a, b) => a.start - b.start) } : analysis;
}

/** After a plugin, or a watchlist, whose columns are those of the data, empty tables would leave every later name unknown. */
function hangsOnRows({ code }: Analysis): boolean {
  let found = false;
  walk(code.Syntax, (node, kind) => {
    if (kind === "EvaluateOperator") found ||= (node as Nodes["EvaluateOperator"]).Schema === null;
    if (kind === "FunctionCallExpression") found ||= (node as Nodes["FunctionCallExpression"]).Name.SimpleName === "_GetWatchlist";
  });
  return found;
}

function compileFault(analysis: Analysis, { tables }: Schema): Diagnostic | undefined {
  const sources = new Map([...tables].map(([name, columns]) => [name, { columns, scan: () => undefined }]));
  try {
    compileQuery(analysis, { tables: sources, externalData: () => "" }).start({ now: new DateTime(0n), limits: { milliseconds: 10_000 } });
    return undefined;
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return { ...diagnosticOf(error), ...place(error, analysis.text) };
  }
}

function diagnosticOf({ kind, what }: KqlError): Pick<Diagnostic, "code" | "severity" | "kind" | "message"> {
  if (kind === "unsupported") return { code: kind, severity: "warning", kind: "semantic", message: `can't be run offline: ${what}` };
  return { code: "engine", severity: "error", kind: "semantic", message: what };
}

function place({ position = { line: 1, column: 1 } }: KqlError, text: string): Pick<Diagnostic, "line" | "column" | "start" | "length"> {
  const before = text.split("\n").slice(0, position.line - 1);
  return { ...position, start: before.reduce((sum, line) => sum + line.length + 1, 0) + position.column - 1, length: 1 };
}
