import { boundColumns } from "../language/types";
import type { Nodes } from "../language/syntax";
import { type Relation, relation } from "../engine/relation";
import { rowScope, type Scope } from "../engine/scope";
import { eachRow } from "../engine/rows";
import type { Column, Row } from "../values/value";
import { compileExpansion } from "./mv-expand";
import { compileSubquery } from "./subquery";

/** Runs a subquery on what each row expands to. https://learn.microsoft.com/en-us/kusto/query/mv-apply-operator */
export function mvApply(node: Nodes["MvApplyOperator"], input: Relation, scope: Scope): Relation {
  if (node.ContextIdClause) return scope.query.fail("unsupported", "mv-apply with id", node);
  const inner = rowScope(scope, input.columns);
  const { columns: expandedColumns, expand } = compileExpansion(node, input.columns, inner, false);
  let current: Row = [];
  const expanded = relation(expandedColumns, (emit) => {
    expand(current, emit);
  });
  const subquery = compileSubquery(node.Subquery.Expression, expanded, scope);
  // A column that the expansion takes the place of, or that the subquery gives itself, isn't the outer row's any more.
  const outer = input.columns.flatMap((column, index) => (isReplaced(column, input, expandedColumns, subquery, index) ? [] : [index]));
  const columns = [...outer.flatMap((index) => input.columns[index] ?? []), ...subquery.columns];
  const order = orderAsBound(columns, node);
  return relation(order.map((index) => columns[index] as Column), (emit) => {
    eachRow(input, inner, (row) => {
      current = row;
      let more = true;
      subquery.scan((made) => {
        const joined = [...outer.map((index) => row[index] ?? null), ...made];
        more = emit(order.map((index) => joined[index] ?? null));
        // Who took the row may have read these rows itself meanwhile.
        current = row;
        return more;
      });
      return more;
    });
  });
}

function isReplaced(column: Column, input: Relation, expanded: readonly Column[], subquery: Relation, index: number): boolean {
  if (subquery.columns.some(({ name }) => name === column.name)) return true;
  return expanded[index] !== input.columns[index];
}

/** The order in which the binder puts the columns, where it knows them all. */
function orderAsBound(columns: readonly Column[], node: Nodes["MvApplyOperator"]): readonly number[] {
  const asMade = columns.map((_, index) => index);
  const bound = boundColumns(node);
  if (bound?.length !== columns.length) return asMade;
  const order = bound.map(({ name }) => columns.findIndex((column) => column.name === name));
  return new Set(order).size === order.length && !order.includes(-1) ? order : asMade;
}
