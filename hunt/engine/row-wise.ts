import { kindOf } from "../../kql/language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../../kql/language/syntax";
import type { Dependence } from "./log-dependence";

/** Operators that answer for each row by itself, one row after the other. */
const EACH_ROW = new Set([
  "FilterOperator", "ExtendOperator", "ProjectOperator", "ProjectAwayOperator", "ProjectByNamesOperator", "ProjectKeepOperator", "ProjectRenameOperator", "ProjectReorderOperator",
  "MvApplyOperator", "MvExpandOperator", "ParseOperator", "ParseWhereOperator", "ParseKvOperator", "UnionOperator", "LookupOperator",
]);

/**
 * Whether a query's answer for a record hangs on no other record: then a log needs to be read once, and each row that comes out belongs to the record that went in.
 * Says no where it can't tell, and where rows come from elsewhere, which belong to no record.
 */
export function isRowWise(dependence: Dependence): boolean {
  return dependence.statements.every((statement) => {
    if (!dependence.onLog(statement)) return kindOf(statement) !== "ExpressionStatement";
    if (kindOf(statement) === "ExpressionStatement") return isRowWisePart((statement as Nodes["ExpressionStatement"]).Expression, dependence);
    return kindOf(statement) === "LetStatement" && isRowWisePart((statement as Nodes["LetStatement"]).Expression, dependence);
  });
}

/** Of an expression that hangs on the log. */
function isRowWisePart(node: Expression, dependence: Dependence): boolean {
  switch (kindOf(node)) {
    case "NameReference":
      return true;
    case "ParenthesizedExpression":
      return isRowWisePart((node as Nodes["ParenthesizedExpression"]).Expression, dependence);
    case "PipeExpression": {
      const { Expression: input, Operator } = node as Nodes["PipeExpression"];
      return dependence.onLog(input) && isRowWisePart(input, dependence) && isRowWiseOperator(Operator, dependence);
    }
    case "UnionOperator":
      return isRowWiseOperator(node, dependence);
    default:
      return false;
  }
}

/** What it asks of other tables must not be the log's: `in (records)` or a lookup of other records. */
export function isRowWiseOperator(operator: SyntaxNode, dependence: Dependence): boolean {
  const kind = kindOf(operator);
  if (!EACH_ROW.has(kind)) return false;
  if (kind !== "UnionOperator") return !dependence.onLog(operator);
  return elements((operator as Nodes["UnionOperator"]).Expressions).every((part) => dependence.onLog(part) && isRowWisePart(part, dependence));
}
