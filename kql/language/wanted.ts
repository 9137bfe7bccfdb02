import type { Analysis } from "./analyze";
import { kindOf } from "./host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "./syntax";
import { boundColumns, isTabular } from "./types";
import { walk } from "./walk";

/** Where a row counts as a whole, so that each of its columns may. */
const WHOLE_ROWS = new Set(["EvaluateOperator", "SearchOperator", "FindOperator", "ScanOperator"]);
const WHOLE_ROW_FUNCTIONS = new Set(["pack_all", "column_names_of"]);

/**
 * Which columns of its tables a query can see a difference in: those that it names, and those that come out of it or go into a comparison unnamed.
 * The others needn't be read. It errs only towards reading too much.
 * @param without tells parts of the query that don't count, since something else is to stand there
 */
export function wantedColumns({ code }: Analysis, without: (node: SyntaxNode) => boolean = () => false): (column: string) => boolean {
  const names = new Set<string>();
  let all = false;
  const take = (node: Expression): void => {
    const columns = boundColumns(node);
    if (columns === undefined) all = true;
    for (const { name } of columns ?? []) for (const origin of origins(name)) names.add(origin);
  };
  walk(code.Syntax, (node, kind) => {
    if (without(node)) return;
    if (WHOLE_ROWS.has(kind)) all = true;
    if (kind === "StarExpression") {
      const input = inputOfStar(node);
      if (input) take(input);
      else all = true;
    }
    for (const name of namesIn(node, kind)) for (const origin of origins(name)) names.add(origin);
    if (kind === "FunctionCallExpression" && WHOLE_ROW_FUNCTIONS.has((node as Nodes["FunctionCallExpression"]).Name.SimpleName)) all = true;
    for (const inner of outputs(node, kind)) take(inner);
  });
  return (column) => all || names.has(column);
}

/**
 * The name, and those that it may come from: `UserId1` is how a join names the other side's UserId, `Id_long` how a union names one of two types, and
 * both may be said of one column. What is no column's name does no harm.
 */
function origins(name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const form of found) {
    if (/\d$/u.test(form)) found.add(form.slice(0, -1));
    const type = TYPE_SUFFIX.exec(form);
    if (type) found.add(form.slice(0, type.index));
  }
  return found;
}
const TYPE_SUFFIX = /_(?:bool|int|long|real|decimal|string|datetime|timespan|guid|dynamic)$/u;

/** Names as they stand, and texts too: `column_ifexists("UserId", "")` names a column. */
function namesIn(node: SyntaxNode, kind: string): readonly string[] {
  switch (kind) {
    case "TokenName":
    case "BracketedName":
    case "NameReference":
      return [(node as Nodes["NameReference"]).SimpleName];
    case "LiteralExpression": {
      const text = (node as Nodes["LiteralExpression"]).LiteralValue;
      return typeof text === "string" ? [text] : [];
    }
    default:
      return [];
  }
}

/** `*` stands for every column that goes into the operator it stands in: `summarize arg_max(TimeGenerated, *)` after another summarize for few of a table's. */
function inputOfStar(star: SyntaxNode): Expression | undefined {
  for (let node = star.Parent; node !== null; node = node.Parent) {
    const { Parent: parent } = node;
    if (parent === null || !kindOf(node).endsWith("Operator")) continue;
    return kindOf(parent) === "PipeExpression" && (parent as Nodes["PipeExpression"]).Operator === node ? (parent as Nodes["PipeExpression"]).Expression : undefined;
  }
  return undefined;
}

/** What gives its columns out without naming them: the query's result, and a table where a list or a single value is wanted. */
function outputs(node: SyntaxNode, kind: string): readonly Expression[] {
  switch (kind) {
    case "ExpressionStatement":
    case "ToScalarExpression":
      return [(node as Nodes["ExpressionStatement"]).Expression];
    case "InExpression":
    case "HasAnyExpression":
    case "HasAllExpression":
      return elements((node as Nodes["InExpression"]).Right.Expressions).filter(isTabular);
    default:
      return [];
  }
}
