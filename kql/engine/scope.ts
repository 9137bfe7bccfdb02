import type { Expression, Nodes, SyntaxNode } from "../language/syntax";
import type { Compute, Argument } from "../functions/call";
import type { Column, KustoType, Row, Value } from "../values/value";
import type { TableSource } from "../tables/source";
import type { RunContext } from "./context";
import { type ErrorKind, KqlError } from "./errors";
import type { Relation } from "./relation";

/** What a name stands for. */
export type Definition =
  | { readonly kind: "scalar"; readonly type: KustoType; readonly compute: () => Value; readonly constant?: { readonly value: Value } }
  | { readonly kind: "table"; readonly relation: () => Relation }
  | { readonly kind: "function"; readonly declaration: Nodes["FunctionDeclaration"]; readonly names: Names };

export type FunctionDefinition = Extract<Definition, { kind: "function" }>;

/** The names of `let` lines and parameters that hold at a place: each knows those before it. */
export class Names {
  static readonly none = new Names(undefined, "", undefined);

  private constructor(
    private readonly before: Names | undefined,
    readonly name: string,
    readonly definition: Definition | undefined,
  ) {}

  with(name: string, definition: Definition): Names {
    return new Names(this, name, definition);
  }

  find(name: string): Definition | undefined {
    return chain(this, (at) => (at.name === name ? at.definition : undefined));
  }

  /**
   * The functions that are said to be views, each the nearest of its name: patterns such as `union *` find them.
   * https://learn.microsoft.com/en-us/kusto/query/let-statement
   */
  views(): ReadonlyMap<string, FunctionDefinition> {
    const nearest = new Map<string, Definition>();
    chain(this, ({ name, definition }) => {
      if (definition && !nearest.has(name)) nearest.set(name, definition);
      return undefined;
    });
    const views = [...nearest].flatMap(([name, found]) => (found.kind === "function" && found.declaration.ViewKeyword !== null ? [[name, found] as const] : []));
    return new Map(views.reverse());
  }

  static next(names: Names): Names | undefined {
    return names.before;
  }
}

/** The first answer, from the nearest name on. */
function chain<T>(names: Names, ask: (at: Names) => T | undefined): T | undefined {
  for (let at: Names | undefined = names; at; at = Names.next(at)) {
    const answer = ask(at);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** What all of a query's parts share while it is compiled and run. */
export interface QueryScope {
  readonly context: RunContext;
  tableNamed(name: string): TableSource | undefined;
  tableNames(): readonly string[];
  /** What a function that isn't Kusto's own answers, `_GetWatchlist` for one; undefined for what is unknown. */
  tabularFunction(name: string, args: readonly Value[], node: Expression): Relation | undefined;
  /** The text of a file that `externaldata` names. */
  externalData(uri: string, node: Expression): string | undefined;
  /** Whether the query can see a difference if this column of its tables is left empty. */
  readonly wanted: (column: string) => boolean;
  /** Holds what `materialize` keeps, by the place that says it. */
  readonly materialized: WeakMap<object, () => readonly Row[]>;
  /** Compiles an expression for the rows of a scope. */
  expression(node: Expression, scope: Scope): Argument;
  /** Compiles what gives rows: a table's name, a pipe, `datatable`, a function's call. */
  table(node: Expression, scope: Scope): Relation;
  /** Compiles an operator on its input. */
  operator(node: Expression, input: Relation, scope: Scope): Relation;
  /** Whether a node gives rows: most often the binder knows. */
  isTable(node: Expression, scope: Scope): boolean;
  /**
   * Reads rows while the query is compiled, for an operator whose columns hang on them. The query is compiled anew for each run then.
   * In a part of a query that works on ever other rows it is unsupported.
   */
  readNow(input: Relation, scope: Scope, node: { readonly TextStart: number }): readonly Row[];
  /** A node's text as it stands in the query. */
  sourceOf(node: SyntaxNode): string;
  /** Throws an error with the node's line and column. */
  fail(kind: ErrorKind, what: string, node?: { readonly TextStart: number }): never;
}

/** What an expression or an operator can see. */
export interface Scope {
  readonly query: QueryScope;
  readonly names: Names;
  /** The columns of the row at hand; none outside of rows. */
  readonly columns: readonly Column[];
  /** Where the rows come in order, for `prev` and its like; absent where the operator has none. */
  readonly window?: Window;
  /** In `summarize`: compiles an aggregate's call, or answers undefined for what is none. */
  readonly aggregate?: (node: Nodes["FunctionCallExpression"]) => Compute | undefined;
  /** In a subquery: its input is another with each row, or each group. */
  readonly partial?: boolean;
  /** In a function called for each row: what depends on its parameters is worked out anew each time. */
  readonly volatile?: boolean;
}

/** Rows in their order, for the functions that look at neighbours or count. Filled by the operator, used by what it computes. */
export class Window {
  used = false;
  looksAround = false;
  rows: readonly Row[] = [];
  position = 0;
  private readonly resets: (() => void)[] = [];
  private going = false;

  onStart(reset: () => void): void {
    this.used = true;
    this.resets.push(reset);
  }

  /** Refuses a second walk before the first is over: they would count each other's rows. */
  alone(walk: () => void): void {
    if (this.going) throw new KqlError("unsupported", "reading rows with functions of their order while they are being read");
    this.going = true;
    try {
      walk();
    } finally {
      this.going = false;
    }
  }

  start(rows: readonly Row[]): void {
    this.rows = rows;
    this.position = 0;
    for (const reset of this.resets) reset();
  }
}

/** The scope of an operator's expressions: its rows' columns, and a window of its own. */
export function rowScope(scope: Scope, columns: readonly Column[]): Scope & { readonly window: Window } {
  return { ...outside(scope), columns, window: new Window() };
}

/** The scope where no row is at hand. */
export function outside(scope: Scope): Scope {
  const { query, names, volatile = false, partial = false } = scope;
  return { query, names, columns: [], volatile, partial };
}

export function constantOf(value: Value, type: KustoType): Argument {
  return { type, compute: () => value, constant: { value } };
}
