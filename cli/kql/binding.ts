import { loadTables } from "../../catalogue/tables";
import { checkQuery } from "../../kql/check";
import type { Analysis, Diagnostic } from "../../kql/language/analyze";
import type { QuerySource } from "./query";

/** A query bound to the documented tables. */
export interface Binding {
  readonly analysis: Analysis;
  /** By place in the query itself: what is wrong in the lines before it would be ours to mend. */
  readonly diagnostics: readonly Diagnostic[];
}

let schema: { readonly tables: ReturnType<typeof loadTables> } | undefined;

/** Binds a query, Microsoft's analyzers included, and sees whether it could run. Throws KqlError for what is too large to be read. */
export function bindToDocumented({ text, lets }: QuerySource): Binding {
  schema ??= { tables: loadTables() };
  const analysis = checkQuery(lets + text, schema, { advice: true });
  const before = lets.split("\n").length - 1;
  return { analysis, diagnostics: analysis.diagnostics.map((found) => ({ ...found, start: found.start - lets.length, line: found.line - before })) };
}
