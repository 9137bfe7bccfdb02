import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { columnIndex, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { textOf } from "../values/text";
import { type Column, isArray } from "../values/value";

/** https://learn.microsoft.com/en-us/kusto/query/project-away-operator */
export function projectAway(node: Nodes["ProjectAwayOperator"], input: Relation): Relation {
  const away = new Set(matching(input.columns, elements(node.Expressions)));
  return picked(input, indexes(input).filter((index) => !away.has(index)));
}

/** https://learn.microsoft.com/en-us/kusto/query/project-keep-operator */
export function projectKeep(node: Nodes["ProjectKeepOperator"], input: Relation): Relation {
  const kept = new Set(matching(input.columns, elements(node.Expressions)));
  return picked(input, indexes(input).filter((index) => kept.has(index)));
}

/** https://learn.microsoft.com/en-us/kusto/query/project-reorder-operator */
export function projectReorder(node: Nodes["ProjectReorderOperator"], input: Relation): Relation {
  const first = matching(input.columns, elements(node.Expressions));
  return picked(input, [...first, ...indexes(input).filter((index) => !first.includes(index))]);
}

/** https://learn.microsoft.com/en-us/kusto/query/project-rename-operator */
export function projectRename(node: Nodes["ProjectRenameOperator"], input: Relation, scope: Scope): Relation {
  const columns = [...input.columns];
  for (const item of elements(node.Expressions)) {
    const { Name: to, Expression: from } = item as Nodes["SimpleNamedExpression"];
    const index = columnIndex(columns, (from as Nodes["NameReference"]).SimpleName);
    const column = columns[index];
    if (column === undefined) return scope.query.fail("semantic", `no column is named ${from.toString().trim()}`, from);
    columns[index] = { name: to.SimpleName, type: column.type };
  }
  return relation(columns, input.scan);
}

/** In the order in which they are named; a name that no column has is passed over. https://learn.microsoft.com/en-us/kusto/query/project-by-names-operator */
export function projectByNames(node: Nodes["ProjectByNamesOperator"], input: Relation, scope: Scope): Relation {
  const patterns = elements(node.Expressions).flatMap((said) => namesOf(said, input, scope));
  return picked(input, [...new Set(patterns.flatMap((pattern) => likePattern(input.columns, pattern)))]);
}

/** `column`, `"Pattern*"`, `dynamic(["a", "b"])`, `column_names_of(T)` */
function namesOf(said: Expression, input: Relation, scope: Scope): string[] {
  if (kindOf(said) === "NameReference") {
    const name = (said as Nodes["NameReference"]).SimpleName;
    if (columnIndex(input.columns, name) >= 0) return [name];
  }
  if (kindOf(said) === "FunctionCallExpression") {
    const { Name: name, ArgumentList: list } = said as Nodes["FunctionCallExpression"];
    const [table] = elements(list.Expressions);
    if (name.SimpleName === "column_names_of" && table) return scope.query.table(table, outside(scope)).columns.map((column) => column.name);
  }
  const { constant } = scope.query.expression(said, outside(scope));
  if (constant === undefined) return scope.query.fail("unsupported", "project-by-names of names that are worked out", said);
  return (isArray(constant.value) ? constant.value : [constant.value]).map(textOf);
}

function indexes(input: Relation): number[] {
  return input.columns.map((_, index) => index);
}

function picked(input: Relation, order: readonly number[]): Relation {
  const columns = order.flatMap((index) => input.columns[index] ?? []);
  return relation(columns, (emit) => {
    input.scan((row) => emit(order.map((index) => row[index] ?? null)));
  });
}

/** The columns that names and patterns (`User*`) mean, each once, in their order; `asc` and `desc` sort what a pattern finds. */
function matching(columns: readonly Column[], nodes: readonly Expression[]): number[] {
  const found = nodes.flatMap((node) => {
    if (kindOf(node) !== "OrderedExpression") return ofPattern(columns, node);
    const ordered = node as Nodes["OrderedExpression"];
    const direction = ordered.Ordering?.AscOrDescKeyword?.Text.includes("desc") === true ? -1 : 1;
    const byName = (a: number, b: number): number => ((columns[a]?.name ?? "") < (columns[b]?.name ?? "") ? -direction : direction);
    return ofPattern(columns, ordered.Expression).sort(byName);
  });
  return [...new Set(found)];
}

function ofPattern(columns: readonly Column[], node: Expression): number[] {
  const name = kindOf(node) === "NameReference" ? (node as Nodes["NameReference"]).SimpleName : node.toString().trim();
  return likePattern(columns, name.replace(/^\[["']|["']\]$/gu, ""));
}

function likePattern(columns: readonly Column[], pattern: string): number[] {
  const matches = pattern.includes("*") ? wildcard(pattern) : (text: string) => text === pattern;
  return columns.flatMap((column, index) => (matches(column.name) ? [index] : []));
}

/** Whether a text is of a pattern in which `*` stands for anything: by its parts, so that no pattern is slow. */
export function wildcard(pattern: string): (text: string) => boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop() ?? "";
  return (text) => {
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const part of rest) {
      const next = text.indexOf(part, at);
      if (next < 0) return false;
      at = next + part.length;
    }
    return at <= text.length - tail.length;
  };
}
