import { type KustoType, typeNamed } from "../values/value";
import { host, itemsOf, type TypeSymbol } from "./host";
import { elements, type Expression, type RowSchema, type SyntaxNode } from "./syntax";
import type { Column } from "../values/value";

/** The scalar type that the binder found; undefined where it couldn't know (after `bag_unpack`, say) or where there is a table. */
export function scalarType(symbol: TypeSymbol | null | undefined): KustoType | undefined {
  // A node that is no expression, the place of a fault for one, has no type at all.
  if (symbol === null || symbol === undefined) return undefined;
  return host().isDynamic(symbol) || symbol.Name.startsWith("dynamic") ? "dynamic" : typeNamed(symbol.Name);
}

export function typeOf(node: Expression): KustoType | undefined {
  return scalarType(node.ResultType);
}

export function isTabular(node: Expression): boolean {
  return host().isTable(node.ResultType);
}

/** The columns that the binder says come out of here; undefined where it can't know them all. */
export function boundColumns(node: Expression): readonly (Omit<Column, "type"> & { readonly type: KustoType | undefined })[] | undefined {
  const table = node.ResultType;
  if (!host().isTable(table) || table.IsOpen) return undefined;
  return itemsOf(table.Columns).map((column) => ({ name: column.Name, type: scalarType(column.Type) }));
}

/** The columns of a function that answers several at once, `series_stats` for one; undefined for one of a single value. */
export function tupleColumns(node: Expression): readonly Column[] | undefined {
  const type = node.ResultType;
  if (type === null || host().isTable(type) || !type.Name.startsWith("tuple") || type.Columns === undefined) return undefined;
  return itemsOf(type.Columns).map((column) => ({ name: column.Name, type: scalarType(column.Type) ?? "dynamic" }));
}

/** A type as it is written, `long` or `double`. */
export function writtenType(node: SyntaxNode): KustoType | undefined {
  return typeNamed(node.toString().trim());
}

/** The columns of `(a: long, b: string)`. */
export function writtenColumns(schema: RowSchema): Column[] {
  return elements(schema.Columns).map((column) => ({ name: column.Name.SimpleName, type: writtenType(column.Type) ?? "dynamic" }));
}
