import { createRequire } from "node:module";
import { type DotNetList, itemsOf, kindOf, type Symbol, type TableSymbol, type TypeSymbol } from "./dotnet";
import type { Separated, SyntaxNode } from "./syntax";

export { type DotNetList, itemsOf, kindOf, type Symbol, type TableSymbol, type TypeSymbol };

/**
 * Microsoft's own parser and binder, loaded when first asked for and once a process. What we use of it is typed here and in syntax.ts, since its own
 * declarations call everything nullable. Constructors' names (`$ctor4`) are positional: they hold for exactly the pinned version.
 */
export interface Host {
  readonly defaultGlobals: Globals;
  parse(text: string, globals: Globals): Code;
  /** The tree alone, with no name or type known. */
  parseOnly(text: string, globals: Globals): Code;
  globalsWith(members: readonly Symbol[]): Globals;
  column(name: string, type: string): Symbol;
  table(name: string, columns: readonly Symbol[]): TableSymbol;
  /** A function that gives rows. Which columns may hang on its first argument, undefined where its text is no constant. */
  tabularFunction(name: string, parameters: readonly string[], resultOf: (argument: string | undefined) => TableSymbol): Symbol;
  /** A function of the signature, its body bound by the binder. */
  declaredFunction(name: string, parameters: string, body: string): Symbol;
  isTable(symbol: unknown): symbol is TableSymbol;
  isDynamic(symbol: unknown): boolean;
  isColumn(symbol: unknown): boolean;
  isFunction(symbol: unknown): boolean;
  isAggregate(symbol: unknown): boolean;
  /** The symbols that one stands for: what `*` covers, the columns that `union` or `join` made into one. */
  partsOf(symbol: Symbol): readonly Symbol[];
  /** Its lines end with \r\n where the formatter broke them. */
  formatted(code: Code): string;
  analyzerDiagnostics(code: Code): readonly RawDiagnostic[];
}

/** Opaque to us. */
export interface Globals {
  readonly Database: unknown;
  IsDatabaseTable(table: unknown): boolean;
  IsDatabaseFunction(symbol: unknown): boolean;
  IsBuiltInFunction(symbol: unknown): boolean;
  GetTable(column: unknown): TableSymbol | null;
}

export interface Code {
  readonly Text: string;
  readonly Syntax: SyntaxNode & { readonly Statements: Separated<SyntaxNode> };
  readonly ResultType: TypeSymbol | null;
  readonly Globals: Globals;
  GetDiagnostics(): DotNetList<RawDiagnostic>;
  /** Each with what stands before it: blanks and comments. The last is the text's end. */
  GetLexicalTokens(): DotNetList<{ readonly Text: string; readonly Trivia: string }>;
}

export interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: "Error" | "Warning" | "Suggestion" | "Information" | "Hidden";
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

let loaded: Host | undefined;

export function host(): Host {
  return (loaded ??= load());
}

type Constructor<T> = new (...args: unknown[]) => T;

interface DotNet {
  readonly Bridge: { getTypeName(value: unknown): string };
  readonly System: { readonly Array: { getCount(list: unknown): number; getItem(list: unknown, index: number): unknown; init(items: readonly unknown[], type: unknown): unknown } };
  readonly Kusto: {
    readonly Language: {
      readonly KustoCode: { ParseAndAnalyze(text: string, globals: Globals): Code; Parse(text: string, globals: Globals): Code };
      readonly GlobalState: { readonly Default: Globals & { WithDatabase(database: unknown): Globals; IsAggregateFunction(symbol: unknown): boolean } };
      readonly Editor: { readonly KustoCodeService: { readonly ctor: Constructor<CodeService> } };
      readonly Symbols: Readonly<Record<"Symbol" | "DynamicSymbol", Constructor<Symbol>>> & {
        readonly ColumnSymbol: Constructor<Symbol & { readonly OriginalColumns: DotNetList<Symbol> | null }>;
        readonly GroupSymbol: Constructor<Symbol & { readonly Members: DotNetList<Symbol> }>;
        readonly ScalarTypes: Readonly<Record<string, TypeSymbol>>;
        readonly TableSymbol: Constructor<TableSymbol> & { readonly $ctor4: Constructor<TableSymbol> };
        readonly FunctionSymbol: Constructor<Symbol> & { readonly ctor: Constructor<Symbol>; readonly $ctor16: Constructor<Symbol> };
        readonly DatabaseSymbol: { readonly $ctor1: Constructor<Symbol> };
        readonly Parameter: Constructor<Symbol> & { readonly $ctor3: Constructor<Symbol> };
      };
    };
  };
}

interface CodeService {
  GetFormattedText(options: null): { readonly Text: string };
  GetAnalyzerDiagnostics(waitForAnalysis: boolean): DotNetList<RawDiagnostic>;
}

function dotnet(): DotNet {
  return globalThis as unknown as DotNet;
}

const SCALARS: Readonly<Record<string, string>> = {
  bool: "Bool",
  int: "Int",
  long: "Long",
  real: "Real",
  decimal: "Decimal",
  string: "String",
  datetime: "DateTime",
  timespan: "TimeSpan",
  guid: "Guid",
  dynamic: "Dynamic",
};

const TABULAR = 2;

/** A call whose columns are asked for. */
interface Call {
  readonly _arguments: DotNetList<{ readonly ConstantValue?: unknown }>;
}

function constantText(argument: { readonly ConstantValue?: unknown } | undefined): string | undefined {
  return typeof argument?.ConstantValue === "string" ? argument.ConstantValue : undefined;
}

/** bridge comes first: it installs the globals Bridge and System that the other one needs. */
function loadScripts(): void {
  const require = createRequire(__filename);
  require("@kusto/language-service-next/bridge.min.js");
  require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
}

function load(): Host {
  // It is there already in a process that started from its snapshot.
  if (!("Kusto" in globalThis)) loadScripts();
  const { Kusto, System } = dotnet();
  const { KustoCode, GlobalState, Symbols, Editor } = Kusto.Language;
  const array = (items: readonly unknown[], type: unknown): unknown => System.Array.init(items, type);
  const scalar = (type: string): TypeSymbol => {
    const symbol = Symbols.ScalarTypes[SCALARS[type] ?? ""];
    if (symbol === undefined) throw new Error(`no scalar type ${type}`);
    return symbol;
  };
  const parameter = (name: string): Symbol => new Symbols.Parameter.$ctor3(name, scalar("string"), 0, null, null, false, null, 1, 1, null, null);

  return {
    defaultGlobals: GlobalState.Default,
    parse: (text, globals) => KustoCode.ParseAndAnalyze(text, globals),
    parseOnly: (text, globals) => KustoCode.Parse(text, globals),
    globalsWith: (members) => GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1("workspace", array(members, Symbols.Symbol), false)),
    column: (name, type) => new Symbols.ColumnSymbol(name, scalar(type), null, null, null, null),
    table: (name, columns) => new Symbols.TableSymbol.$ctor4(name, array(columns, Symbols.ColumnSymbol)),
    tabularFunction: (name, parameters, resultOf) =>
      new Symbols.FunctionSymbol.ctor(name, (call: Call) => resultOf(constantText(itemsOf(call._arguments)[0])), TABULAR, array(parameters.map(parameter), Symbols.Parameter)),
    declaredFunction: (name, parameters, body) => new Symbols.FunctionSymbol.$ctor16(name, parameters, body, null),
    isTable: (symbol): symbol is TableSymbol => symbol instanceof Symbols.TableSymbol,
    isDynamic: (symbol) => symbol instanceof Symbols.DynamicSymbol,
    isColumn: (symbol) => symbol instanceof Symbols.ColumnSymbol,
    isFunction: (symbol) => symbol instanceof Symbols.FunctionSymbol,
    isAggregate: (symbol) => GlobalState.Default.IsAggregateFunction(symbol),
    partsOf: (symbol) => itemsOf(symbol instanceof Symbols.GroupSymbol ? symbol.Members : symbol instanceof Symbols.ColumnSymbol ? symbol.OriginalColumns : null),
    formatted: (code) => new Editor.KustoCodeService.ctor(code).GetFormattedText(null).Text,
    analyzerDiagnostics: (code) => itemsOf(new Editor.KustoCodeService.ctor(code).GetAnalyzerDiagnostics(true)),
  };
}
