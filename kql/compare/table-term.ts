import type { Rows } from "./rows";
import type { Term, Terms } from "./term";

const TABLE = "table";
const tables = new WeakMap<Term, Rows>();

/** A table where a value stands, `in (T | project X)` or `toscalar(…)`, by the key of its rows. */
export function tableTerm(rows: Rows, key: Term, text: string, terms: Terms): Term {
  const term = terms.make(TABLE, [key], text);
  tables.set(term, rows);
  return term;
}

/** The rows of a table as a value; undefined for what is none. */
export function tableOf(term: Term): Rows | undefined {
  return tables.get(term);
}
