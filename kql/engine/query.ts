import type { Argument } from "../functions/call";
import type { Code } from "../language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../language/syntax";
import { kindOf } from "../language/host";
import { DateTime, type Row, type Value } from "../values/value";
import type { TableSource } from "../tables/source";
import { Budget, DEFAULT_LIMITS, type Limits } from "./budget";
import type { RunContext } from "./context";
import { type ErrorKind, KqlError, type Position } from "./errors";
import { compileExpression } from "./expression";
import { collect, type Relation } from "./relation";
import { Names, type QueryScope, type Scope } from "./scope";
import { defineAll } from "./statements";
import { compileOperator, compileTable, givesTable } from "./table";

/** What a query runs on. */
export interface Data {
  tableNamed(name: string): TableSource | undefined;
  tableNames(): readonly string[];
  /** What a function that is not Kusto's own answers, `_GetWatchlist` for one. May throw a KqlError, as what follows may: it gets the place that asks. */
  tabularFunction?(name: string, args: readonly Value[]): Relation | undefined;
  /** The text of a file that `externaldata` names. */
  externalData?(uri: string): string | undefined;
}

export interface RunOptions {
  /** What `now()` answers. */
  readonly now: DateTime;
  readonly limits?: Partial<Limits>;
  /** Milliseconds of any clock that only goes forward. */
  readonly clock?: () => number;
}

/** How many nodes of a tree are compiled: functions that call each other twice grow without bound. */
const MOST_NODES = 200_000;

/** A query whose names and types are bound, compiled for the tables it runs on when it first runs. It may run many times. */
export class CompiledQuery {
  private readonly runs = new Runs();
  private compiled: Relation | undefined;

  constructor(
    private readonly code: Code,
    private readonly data: Data,
    private readonly wanted: (column: string) => boolean,
    private readonly positionOf: (offset: number) => Position,
  ) {}

  /** Starts a run: its columns are known, its rows are made as they are asked for. An earlier run's rows are not to be asked for any more. */
  start(options: RunOptions): Relation {
    this.runs.start(options);
    if (this.compiled) return this.compiled;
    const scope = new QueryCompiler(this.code, this.data, this.runs, this.wanted, this.positionOf);
    const result = resultOfStatements(elements(this.code.Syntax.Statements), scope);
    if (!scope.dependsOnData) this.compiled = result;
    return result;
  }
}

function resultOfStatements(statements: readonly SyntaxNode[], query: QueryScope): Relation {
  const scope: Scope = { query, names: Names.none, columns: [] };
  const names = defineAll(statements, scope);
  const [said, another] = statements.filter((statement) => kindOf(statement) === "ExpressionStatement");
  if (said === undefined) throw new KqlError("semantic", "the query has no statement that gives rows");
  if (another !== undefined) query.fail("unsupported", "a second result", another);
  return resultOf((said as Nodes["ExpressionStatement"]).Expression, { ...scope, names });
}

function resultOf(said: Expression, scope: Scope): Relation {
  if (givesTable(said, scope) || kindOf(said).endsWith("Operator")) return compileTable(said, scope);
  // A value alone is a row of one column.
  const { type, compute } = compileExpression(said, scope);
  return { columns: [{ name: "print_0", type }], scan: (emit) => void emit([compute([])]) };
}

/** The run at hand. A compiled query sees the one that was started last. */
class Runs implements RunContext {
  now = new DateTime(0n);
  budget = new Budget(DEFAULT_LIMITS, () => 0);
  run = 0;

  start({ now, limits, clock = () => performance.now() }: RunOptions): void {
    this.now = now;
    this.budget = new Budget({ ...DEFAULT_LIMITS, ...limits }, clock);
    this.run++;
  }
}

class QueryCompiler implements QueryScope {
  /** Whether other rows in the tables could give other columns. */
  dependsOnData = false;
  readonly materialized = new WeakMap<object, () => readonly Row[]>();
  readonly operator = compileOperator;
  readonly isTable = givesTable;
  private nodes = 0;

  constructor(
    private readonly code: Code,
    private readonly data: Data,
    readonly context: RunContext,
    readonly wanted: (column: string) => boolean,
    private readonly positionOf: (offset: number) => Position,
  ) {}

  tableNamed(name: string): TableSource | undefined {
    return this.data.tableNamed(name);
  }

  tableNames(): readonly string[] {
    return this.data.tableNames();
  }

  tabularFunction(name: string, args: readonly Value[], node: Expression): Relation | undefined {
    return this.placed(node, () => this.data.tabularFunction?.(name, args));
  }

  externalData(uri: string, node: Expression): string | undefined {
    return this.placed(node, () => this.data.externalData?.(uri));
  }

  expression(node: Expression, scope: Scope): Argument {
    this.count();
    return compileExpression(node, scope);
  }

  table(node: Expression, scope: Scope): Relation {
    this.count();
    return compileTable(node, scope);
  }

  readNow(input: Relation, scope: Scope, node: Expression): readonly Row[] {
    if (scope.partial === true || scope.volatile === true) return this.fail("unsupported", "columns that hang on rows, in a subquery or a function of each row", node);
    this.dependsOnData = true;
    return collect(input, this.context.budget);
  }

  /** From the text itself where it can: a node's own toString takes a second for some ten thousand elements. */
  sourceOf(node: SyntaxNode): string {
    let root = node;
    while (root.Parent) root = root.Parent;
    return root === this.code.Syntax ? this.code.Text.slice(node.TextStart, node.TextStart + node.Width) : node.toString().trim();
  }

  fail(kind: ErrorKind, what: string, node?: { readonly TextStart: number }): never {
    throw new KqlError(kind, what, node && this.positionOf(node.TextStart));
  }

  private placed<T>(node: Expression, ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      if (error instanceof KqlError && error.position === undefined) return this.fail(error.kind, error.what, node);
      throw error;
    }
  }

  private count(): void {
    if (++this.nodes > MOST_NODES) throw new KqlError("limit", `the query comes to more than ${MOST_NODES.toLocaleString("en")} expressions with its functions' bodies`);
  }
}
