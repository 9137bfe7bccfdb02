import type { Code } from "../language/host";
import type { Expression, Nodes, SyntaxNode } from "../language/syntax";
import type { Conditions } from "./condition";
import type { Leg, Rows } from "./rows";
import type { Term, Terms } from "./term";

/** What a name of a query stands for. Read when first used, as Kusto does. */
export type Meaning =
  | { readonly kind: "term"; readonly term: () => Term }
  | { readonly kind: "rows"; readonly rows: () => Rows }
  | { readonly kind: "function"; readonly declaration: Nodes["FunctionDeclaration"]; readonly place: Place };

/** Where an expression stands: which names hold there, and what its columns hold. */
export interface Place {
  readonly names: ReadonlyMap<string, Meaning>;
  /** Absent where no row is at hand. */
  readonly column?: (name: string) => Term;
  /** All columns of the row at hand, as one, for what reads them without naming them. */
  readonly wholeRow?: () => Term;
}

/** What the parts that read a query share. */
export interface Reading {
  readonly code: Code;
  readonly terms: Terms;
  readonly conditions: Conditions;
  /** Whether the order of rows can be seen in the result. */
  readonly ordered: boolean;
  /** What bears on the whole query: `set` statements, the options of `union`. */
  readonly settings: string[];
  /** What the query names by `as`. */
  readonly named: Map<string, Rows>;
  expression(node: Expression, place: Place): Term;
  rows(node: Expression, place: Place): Rows;
  operator(node: Expression, input: Rows, place: Place): Rows;
  /** The names that hold after statements, and what their expression stands for. */
  statements(statements: readonly SyntaxNode[], place: Place): Place;
  /** The body of one of the query's own functions, its parameters replaced. */
  body(node: Expression, own: Extract<Meaning, { kind: "function" }>, args: readonly Expression[], place: Place, piped?: Rows): { readonly expression: Expression; readonly place: Place };
  /** Equal for equal rows; `whole` tells columns apart too. */
  rowsKey(rows: Rows, whole: boolean): Term;
  legKey(leg: Leg, whole: boolean): Term;
}
