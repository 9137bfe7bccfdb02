import type { Condition } from "./condition";
import type { Term } from "./term";

/** Rows as a query makes them: those of all its legs together. Only `union` makes more than one. */
export interface Rows {
  readonly legs: readonly Leg[];
}

/** Rows of one source that fulfil every condition. */
export interface Leg {
  readonly source: Source;
  readonly conditions: readonly Condition[];
  /** What the columns hold that are not the source's own. */
  readonly columns: ReadonlyMap<string, Term>;
  /** The names of all columns; undefined where more may follow than are known. */
  readonly names: ReadonlySet<string> | undefined;
}

/** What rows come from: a stored table, or an operator that makes its rows of more than one row. */
export type Source = SourceHead &
  (
    | { readonly op: "table"; readonly name: string }
    | { readonly op: "datatable"; readonly schema: string; readonly cells: readonly string[] }
    | { readonly op: "limit"; readonly how: string; readonly count: Term; readonly input: Rows }
    | { readonly op: "distinct"; readonly by: readonly Term[]; readonly input: Rows }
    | { readonly op: "summarize"; readonly by: readonly Term[]; readonly input: Rows }
    | { readonly op: "join"; readonly kind: string; readonly on: Term; readonly input: Rows; readonly right: Rows; readonly rightColumns: boolean }
    | { readonly op: "expand"; readonly exactly: Term; readonly input: Rows }
    | { readonly op: "apply"; readonly exactly: Term; readonly input: Rows; readonly each: Rows }
    | { readonly op: "sort"; readonly exactly: Term; readonly input: Rows }
    | { readonly op: "exactly"; readonly input?: Rows }
  );

interface SourceHead {
  /** Equal for sources that give the same rows. */
  readonly key: Term;
  /** What a reader knows it by: a table's name, or an operator's. */
  readonly title: string;
  /** What a column of it holds. */
  column(name: string): Term;
}

export type SourceOf<Op extends Source["op"]> = Extract<Source, { readonly op: Op }>;

/** The rows that an operator works on; none for a source that stands at the ground. */
export function inputOf(source: Source): Rows | undefined {
  switch (source.op) {
    case "table":
    case "datatable":
      return undefined;
    default:
      return source.input;
  }
}

/** The stored tables at the ground of rows, for telling which leg became which. */
export function groundOf(rows: Rows): string {
  const grounds = rows.legs.map(({ source }) => {
    const input = inputOf(source);
    return input === undefined ? source.title : groundOf(input);
  });
  return grounds.join(", ");
}
