/** What Microsoft's library, which was compiled from .NET, puts into its global objects; there once the host has loaded it. */
interface Runtime {
  readonly Bridge: { getTypeName(value: unknown): string };
  readonly System: { readonly Array: { getCount(list: unknown): number; getItem(list: unknown, index: number): unknown } };
}

function runtime(): Runtime {
  return globalThis as unknown as Runtime;
}

/** A list of .NET's, which only the host can read. */
export interface DotNetList<T> {
  readonly __items?: T;
}

export interface Symbol {
  readonly Name: string;
}

export interface TypeSymbol extends Symbol {
  readonly Display?: string;
  /** Of a table, and of the tuple that a function of several values answers. */
  readonly Columns?: DotNetList<{ readonly Name: string; readonly Type: TypeSymbol }>;
}

export interface TableSymbol extends TypeSymbol {
  readonly Columns: DotNetList<{ readonly Name: string; readonly Type: TypeSymbol }>;
  /** More columns may follow than are known. */
  readonly IsOpen: boolean;
  WithIsOpen(open: boolean): TableSymbol;
}

/** What a list of .NET's holds. */
export function itemsOf<T>(list: DotNetList<T> | null | undefined): T[] {
  if (list === null || list === undefined) return [];
  const { Array: lists } = runtime().System;
  return Array.from({ length: lists.getCount(list) }, (_, index) => lists.getItem(list, index) as T);
}

/** `FilterOperator`, `NameReference`: the name of a syntax node's class. */
export function kindOf(node: object): string {
  const type = (node as { readonly constructor: unknown }).constructor;
  let kind = kinds.get(type);
  if (kind === undefined) {
    kind = runtime().Bridge.getTypeName(node).replace(/^Kusto\.Language\.Syntax\./u, "");
    kinds.set(type, kind);
  }
  return kind;
}
const kinds = new Map<unknown, string>();
