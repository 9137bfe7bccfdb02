import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import type { Diagnostic } from "../../kql/language/analyze";
import type { QuerySource } from "./query";

/** More than these in one query are a pattern, not a list to work through. */
const MOST_SHOWN = 50;

/** Each diagnostic of a query with the line it speaks of, marked. */
export function renderDiagnostics({ name, text }: QuerySource, diagnostics: readonly Diagnostic[], colors: Colors, width: number): string {
  const lines = text.split("\n");
  const shown = diagnostics.slice(0, MOST_SHOWN).map((found) => {
    const color = found.severity === "error" ? colors.red : colors.yellow;
    const said = `${forTerminal(name)}:${found.line}:${found.column} ${color(found.severity)} ${found.code} ${forTerminal(found.message)}`;
    return `${said}\n${marked(lines[found.line - 1] ?? "", found, width)}\n`;
  });
  const more = diagnostics.length - shown.length;
  return `${shown.join("")}${more > 0 ? `${forTerminal(name)}: and ${more} more\n` : ""}`;
}

/** The line, or as much of it around the place as fits, and carets below. */
function marked(line: string, { column, length }: Diagnostic, width: number): string {
  const room = Math.max(20, width - 4);
  const from = column + Math.min(length, 20) > room ? Math.max(0, column - Math.floor(room / 2)) : 0;
  const window = line.replace(/\r$/u, "").slice(from, from + room);
  const before = window.slice(0, column - 1 - from);
  const at = window.slice(before.length, before.length + Math.max(1, length));
  return `    ${forTerminal(window)}\n    ${" ".repeat(forTerminal(before).length)}${"^".repeat(Math.max(1, forTerminal(at).length))}`;
}
