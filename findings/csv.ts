import { forCsv, forTerminal } from "./escape";

/** One record of CSV as RFC 4180 has it. */
export function csvLine(cells: readonly string[]): string {
  // A line with nothing on it would be no record.
  if (cells.length === 1 && cells[0] === "") return '""\r\n';
  return `${cells.map((cell) => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}

/** Rows for a spreadsheet, whose cells it takes for no formula and a terminal for no command. */
export function asCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => csvLine(row.map((cell) => forCsv(forTerminal(cell))))).join("");
}
