/** What Microsoft's own language service reads in a query. */
export interface Reading {
  /** Messages of its parser and binder. */
  readonly diagnostics: readonly string[];
  readonly statements: number;
  /** Values of the string literals, in the order in which they stand. */
  readonly strings: readonly string[];
  /** Other literals as they are written. */
  readonly others: readonly string[];
}

interface Node {
  readonly Kind: number;
  readonly LiteralValue: unknown;
  ToString(): string;
}

/** The few of its names that are used here; its own declarations don't fit the module it ships. */
interface Kusto {
  readonly Language: {
    readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): { readonly Syntax: { readonly Statements: { readonly Count: number } }; GetDiagnostics(): unknown } };
    readonly GlobalState: { readonly Default: unknown };
    readonly Syntax: {
      readonly LiteralExpression: new () => Node;
      readonly SyntaxKind: { readonly StringLiteralExpression: number };
      readonly SyntaxElement: { WalkNodes(root: unknown, visit: (node: unknown) => void): void };
    };
  };
}

const host = globalThis as unknown as { readonly Kusto: Kusto; readonly System: { readonly Array: { getCount(list: unknown): number; getItem(list: unknown, index: number): { readonly Message: string } } } };

/** The language service, which test/environment/environment.cjs loads once for all test files of a worker. */
export function kustoReader(): (query: string) => Reading {
  const { Language } = host.Kusto;
  return (query) => {
    const code = Language.KustoCode.ParseAndAnalyze(query, Language.GlobalState.Default);
    const found = code.GetDiagnostics();
    const literals: Node[] = [];
    Language.Syntax.SyntaxElement.WalkNodes(code.Syntax, (node) => {
      if (node instanceof Language.Syntax.LiteralExpression) literals.push(node);
    });
    const isString = (node: Node): boolean => node.Kind === Language.Syntax.SyntaxKind.StringLiteralExpression;
    return {
      diagnostics: [...Array(host.System.Array.getCount(found)).keys()].map((i) => host.System.Array.getItem(found, i).Message),
      statements: code.Syntax.Statements.Count,
      strings: literals.filter(isString).map((node) => String(node.LiteralValue)),
      others: literals.filter((node) => !isString(node)).map((node) => node.ToString()),
    };
  };
}
