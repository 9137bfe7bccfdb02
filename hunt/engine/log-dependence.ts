import { host } from "../../kql/language/host";
import type { Analysis } from "../../kql/language/analyze";
import { kindOf } from "../../kql/language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../../kql/language/syntax";
import { walk } from "../../kql/language/walk";

/** Functions that answer by when a query runs, or when a record came. Offline nothing tells when it came, so that ingestion_time() is null and hangs on no clock. */
const CLOCK = new Set(["now", "ago"]);

/** Which parts of a query hang on the log's records, and which on the clock it runs by. */
export class Dependence {
  private readonly hang = new Map<string, { readonly log: boolean; readonly clock: boolean }>();
  readonly statements: readonly SyntaxNode[];
  readonly text: string;

  constructor({ code, text }: Analysis) {
    this.text = text;
    this.globals = code.Globals;
    this.statements = elements(code.Syntax.Statements);
    for (const { Name, Expression } of this.lets()) {
      this.hang.set(Name.SimpleName, { log: this.onLog(Expression), clock: this.onClock(Expression) });
    }
  }

  private readonly globals: Analysis["code"]["Globals"];

  /** What a `let` of the query's own gives a name; undefined for another name. */
  letNamed(name: string): Expression | undefined {
    return this.lets().find(({ Name }) => Name.SimpleName === name)?.Expression;
  }

  /** The query's own `let` lines. */
  lets(): Nodes["LetStatement"][] {
    return this.statements.filter((one) => kindOf(one) === "LetStatement") as Nodes["LetStatement"][];
  }

  /** The places where a table of the log is named, in the query's own text. */
  tables(root: SyntaxNode): Nodes["NameReference"][] {
    const found: Nodes["NameReference"][] = [];
    walk(root, (node, kind) => {
      if (kind === "NameReference" && this.isTable(node)) found.push(node as Nodes["NameReference"]);
    });
    return found;
  }

  onLog(root: SyntaxNode): boolean {
    return this.some(root, (node, kind) => this.isTable(node) || this.givesTable(node, kind) || (kind === "NameReference" && this.hang.get((node as Nodes["NameReference"]).SimpleName)?.log === true) || kind === "SearchOperator" || kind === "FindOperator");
  }

  onClock(root: SyntaxNode): boolean {
    return this.some(root, (node, kind) => {
      if (kind === "FunctionCallExpression" && CLOCK.has((node as Nodes["FunctionCallExpression"]).Name.SimpleName.toLowerCase())) return true;
      return kind === "NameReference" && this.hang.get((node as Nodes["NameReference"]).SimpleName)?.clock === true;
    });
  }

  private isTable(node: SyntaxNode): boolean {
    const symbol = node.ReferencedSymbol;
    return symbol !== null && host().isTable(symbol) && this.globals.IsDatabaseTable(symbol);
  }

  /** `table("OfficeActivity")` refers to a function; what it gives is the table. */
  private givesTable(node: SyntaxNode, kind: string): boolean {
    const result = kind === "FunctionCallExpression" ? (node as Expression).ResultType : null;
    return result !== null && host().isTable(result) && this.globals.IsDatabaseTable(result);
  }

  private some(root: SyntaxNode, test: (node: SyntaxNode, kind: string) => boolean): boolean {
    let found = false;
    walk(root, (node, kind) => {
      found ||= test(node, kind);
    });
    return found;
  }
}
