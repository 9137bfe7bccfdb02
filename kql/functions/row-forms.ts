import { elements, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { textOf } from "../values/text";
import type { Value } from "../values/value";
import type { Argument } from "./call";
import type { Scope } from "../engine/scope";
import { columnIndex } from "../engine/relation";

/** Functions whose answer hangs on the row's columns as a whole, so that their arguments are not values alone. */
export const rowForms: Readonly<Record<string, (node: Nodes["FunctionCallExpression"], scope: Scope) => Argument>> = {
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  iscolumnexists: isColumnExists,
  pack_all: packAll,
  bag_pack_columns: packColumns,
};

/** https://learn.microsoft.com/en-us/kusto/query/column-ifexists-function */
function columnIfExists(node: Nodes["FunctionCallExpression"], scope: Scope): Argument {
  const [wanted, otherwise] = elements(node.ArgumentList.Expressions);
  if (wanted === undefined || otherwise === undefined) return scope.query.fail("semantic", "column_ifexists needs a name and a value", node);
  const name = scope.query.expression(wanted, scope).constant;
  if (name === undefined) return scope.query.fail("semantic", "column_ifexists needs a name that is a constant", node);
  const index = columnIndex(scope.columns, textOf(name.value));
  const column = scope.columns[index];
  return column === undefined ? scope.query.expression(otherwise, scope) : { type: column.type, compute: (row) => row[index] ?? null };
}

/** The old question that column_ifexists answers with a value. */
function isColumnExists(node: Nodes["FunctionCallExpression"], scope: Scope): Argument {
  const [wanted] = elements(node.ArgumentList.Expressions);
  const name = wanted && scope.query.expression(wanted, scope).constant;
  if (name === undefined) return scope.query.fail("semantic", "iscolumnexists needs a name that is a constant", node);
  const exists = columnIndex(scope.columns, textOf(name.value)) >= 0;
  return { type: "bool", compute: () => exists, constant: { value: exists } };
}

/** https://learn.microsoft.com/en-us/kusto/query/pack-all-function */
function packAll(node: Nodes["FunctionCallExpression"], scope: Scope): Argument {
  const [skip] = elements(node.ArgumentList.Expressions);
  const skipsEmpty = skip === undefined ? undefined : scope.query.expression(skip, scope).compute;
  return {
    type: "dynamic",
    compute: (row) => {
      const dense = skipsEmpty?.(row) === true;
      const cells = scope.columns.map((column, index): [string, Value] => [column.name, row[index] ?? null]);
      return new Map(dense ? cells.filter(([, value]) => value !== null && value !== "") : cells);
    },
  };
}

/** https://learn.microsoft.com/en-us/kusto/query/bag-pack-columns-function */
function packColumns(node: Nodes["FunctionCallExpression"], scope: Scope): Argument {
  const packed = elements(node.ArgumentList.Expressions).map((arg) => ({ name: arg.toString().trim(), ...scope.query.expression(arg, scope) }));
  return { type: typeOf(node) ?? "dynamic", compute: (row) => new Map(packed.map(({ name, compute }) => [name, compute(row)])) };
}
