import { escapeSequence } from "../catalogue/unprintable";

/**
 * Values as KQL literals. Whatever a string holds, what Kusto reads back is that string: nothing from a tenant file can end the
 * literal and become query. Escapes: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/string
 */
export function stringLiteral(text: string): string {
  return `"${text.replace(SPECIAL, (char) => NAMED[char] ?? escapeSequence(char))}"`;
}

/**
 * Quote, backslash, and what is not printable: controls, format characters, line separators, lone halves of a character. All else stays as it is:
 * of escapes the page names only the first five, and the `\u` that Microsoft's parser reads beside them is kept for what can't stand in a line.
 */
const SPECIAL = /["\\]|[\p{C}\p{Zl}\p{Zp}]/gu;
const NAMED: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** `90m`: Kusto's shorthand, in whole minutes. */
export function timespanLiteral(minutes: number): string {
  return minutes % 1440 === 0 && minutes > 0 ? `${minutes / 1440}d` : minutes % 60 === 0 && minutes > 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** Takes only what ISO 8601 writes in UTC, since a datetime literal has no quotes to hold anything else. */
export function datetimeLiteral(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/u.test(iso) || !isInstant(iso)) throw new Error(`not an instant in UTC: ${iso.slice(0, 40)}`);
  // Midnight needs no time of day: a query has 10,000 characters for all that is bound before it.
  return `datetime(${iso.replace(/T00:00:00Z$/u, "")})`;
}

/** `Date` rolls 2026-02-30 over into March; what comes back must be what went in. */
function isInstant(iso: string): boolean {
  const time = new Date(iso);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso.slice(0, 19));
}

export function dynamicStrings(texts: readonly string[]): string {
  return `dynamic([${texts.map(stringLiteral).join(", ")}])`;
}

export function datatableLiteral(columns: Readonly<Record<string, "string" | "datetime">>, rows: readonly (readonly string[])[]): string {
  const types = Object.values(columns);
  const head = Object.entries(columns).map(([name, type]) => `${name}: ${type}`).join(", ");
  const cells = rows.map((row) => row.map((cell, i) => (types[i] === "datetime" ? datetimeLiteral(cell) : stringLiteral(cell))).join(", "));
  return cells.length === 0 ? `datatable(${head})[]` : `datatable(${head})[\n${cells.join(",\n")}\n]`;
}
