import type { Analysis } from "./analyze";
import { type Globals, host, type Symbol } from "./host";
import type { Expression, SyntaxNode } from "./syntax";
import { walk } from "./walk";

export interface References {
  /** The stored tables that the query names, and which of their columns, in the order in which they are first named. `search` without `in` names none. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** Functions and aggregates, without those that the query makes itself. */
  readonly functions: readonly string[];
}

/** What a bound query names, the bodies of the functions that it calls included. */
export function referencesOf({ code }: Analysis): References {
  const found = new Found(code.Globals);
  const bodies = new Set<SyntaxNode>();
  const visit = (root: SyntaxNode): void => {
    walk(root, (node) => {
      if (node.ReferencedSymbol) found.see(node.ReferencedSymbol);
      // table("Name") refers to a function; what it gives is the table.
      const { ResultType: result } = node as Partial<Expression>;
      if (result) found.seeTable(result);
      const body = node.GetCalledFunctionBody?.();
      if (!body || bodies.has(body)) return;
      bodies.add(body);
      visit(body);
    });
  };
  visit(code.Syntax);
  return { tables: [...found.tables].map(([name, columns]) => ({ name, columns: [...columns] })), functions: [...found.functions] };
}

class Found {
  readonly tables = new Map<string, Set<string>>();
  readonly functions = new Set<string>();

  constructor(private readonly globals: Globals) {}

  see(symbol: Symbol): void {
    this.seeTable(symbol);
    if (host().isColumn(symbol)) {
      const table = this.globals.GetTable(symbol);
      if (table) this.columnsOf(table.Name).add(symbol.Name);
    }
    if (host().isFunction(symbol) && (this.globals.IsBuiltInFunction(symbol) || this.globals.IsDatabaseFunction(symbol))) this.functions.add(symbol.Name);
    for (const part of host().partsOf(symbol)) this.see(part);
  }

  seeTable(symbol: Symbol): void {
    if (host().isTable(symbol) && this.globals.IsDatabaseTable(symbol)) this.columnsOf(symbol.Name);
  }

  private columnsOf(table: string): Set<string> {
    const columns = this.tables.get(table) ?? new Set();
    this.tables.set(table, columns);
    return columns;
  }
}
