import type { Binding, BoundValue } from "../catalogue/bindings";
import { datatableLiteral, dynamicStrings, stringLiteral, timespanLiteral } from "./literal";

/** Puts values before a query as `let` lines. The query itself has no holes, so nothing is ever pasted into it. */
export function bind(query: string, bindings: readonly Binding[]): string {
  const lets = bindings.map(({ name, value }) => `let ${name} = ${literal(value)};\n`);
  return `${lets.join("")}${query.trim()}\n`;
}

/** Of the catalogue's tables, which are the same for every tenant. */
const tables = new WeakMap<BoundValue, string>();

function literal(value: BoundValue): string {
  switch (value.type) {
    case "string":
      return stringLiteral(value.text);
    case "long":
      return `long(${value.number})`;
    case "bool":
      return String(value.truth);
    case "timespan":
      return timespanLiteral(value.duration.minutes);
    case "strings":
      return dynamicStrings(value.texts);
    case "table": {
      const text = tables.get(value) ?? datatableLiteral(value.columns, value.rows);
      tables.set(value, text);
      return text;
    }
  }
}
