/**
 * Values as KQL literals. Whatever a string holds, what Kusto reads back is that string: nothing from a tenant file can end the
 * literal and become query. Escapes: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/string
 */
export function stringLiteral(text: string): string {
  const escaped = text.replace(/["\\]|[^\x20-\x7e]/gu, (char) => NAMED[char] ?? (isPlainLetter(char) ? char : unicodeEscape(char)));
  return `"${escaped}"`;
}

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Letters and digits of any script stay readable; all else (controls, separators, direction marks, lone surrogates) is escaped. */
function isPlainLetter(char: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(char);
}

function unicodeEscape(char: string): string {
  return [...Array(char.length).keys()].map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");
}

/** `90m`: Kusto's shorthand, in whole minutes. */
export function timespanLiteral(minutes: number): string {
  return minutes % 1440 === 0 && minutes > 0 ? `${minutes / 1440}d` : minutes % 60 === 0 && minutes > 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** Takes only what ISO 8601 writes in UTC, since a datetime literal has no quotes to hold anything else. */
export function datetimeLiteral(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z$/u.test(iso) || !isInstant(iso)) throw new Error(`not an instant in UTC: ${iso.slice(0, 40)}`);
  return `datetime(${iso})`;
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
  return cells.length === 0 ? `datatable(${head})[]` : `datatable(${head})[\n    ${cells.join(",\n    ")}\n]`;
}
