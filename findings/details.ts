import { forTerminal } from "./escape";

/** More lines, and longer ones, hide a report rather than explain it. */
const MOST_LINES = 60;
const LONGEST_LINE = 300;

/** The lines of a finding's details that a report shows, safe for a terminal; the last one counts what was left out. */
export function detailLines(details: string | undefined): string[] {
  if (details === undefined || details === "") return [];
  const all = details.replace(/\n$/u, "").split(/\r?\n/u);
  const lines = all.slice(0, MOST_LINES).map((line) => cut(forTerminal(line)));
  return all.length > MOST_LINES ? [...lines, `… ${all.length - MOST_LINES} more lines`] : lines;
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}… ${line.length - LONGEST_LINE} more characters` : line;
}
