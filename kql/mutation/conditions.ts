import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../language/syntax";
import { typeOf } from "../language/types";

/** `and` and `or` join conditions, `not` and parentheses hold one; all else that is true or false is a condition. */
export type ConditionKind = "junction" | "wrapper" | "condition";

/** What an expression is to a mutation; undefined for what is neither true nor false. */
export function conditionKind(node: SyntaxNode): ConditionKind | undefined {
  const kind = kindOf(node);
  if (["LiteralExpression", "SimpleNamedExpression", "OrderedExpression", "LetStatement"].includes(kind)) return undefined;
  if (!isExpression(node) || typeOf(node) !== "bool") return undefined;
  if (kind === "ParenthesizedExpression" || isNot(node, kind)) return "wrapper";
  if (kind === "BinaryExpression") return isJunction(node as Nodes["BinaryExpression"]) ? "junction" : "condition";
  if (kind === "NameReference") return isName(node) || isOnlyListed(node) ? undefined : "condition";
  return kind.endsWith("Expression") ? "condition" : undefined;
}

/**
 * What stands in place of a condition that is dropped: what leaves the rest of its `and` or `or` alone, lets the next arm of a `case` decide, and is always so
 * anywhere else. Nothing for what `not` holds, as `not` itself is dropped.
 */
export function neutral(node: SyntaxNode): "true" | "false" | undefined {
  const { parent, child } = outOfParentheses(node);
  if (parent === null) return undefined;
  const kind = kindOf(parent);
  if (isNot(parent, kind)) return undefined;
  if (kind === "BinaryExpression" && isJunction(parent as Nodes["BinaryExpression"])) return operatorOf(parent) === "and" ? "true" : "false";
  return isArm(parent, child) ? "false" : "true";
}

/** `a and b and c` is one junction of three, though it is read as two; and one that stands alone goes with its parts. */
export function isWholeOfItsParts(node: SyntaxNode): boolean {
  if (conditionKind(node) !== "junction") return false;
  const { parent } = outOfParentheses(node);
  const outer = parent === null ? undefined : operatorOf(parent);
  return outer === undefined || outer === operatorOf(node);
}

function outOfParentheses(node: SyntaxNode): { readonly parent: SyntaxNode | null; readonly child: SyntaxNode } {
  let child = node;
  while (child.Parent !== null && kindOf(child.Parent) === "ParenthesizedExpression") child = child.Parent;
  // An argument, or an item of a list with commas, hangs on a node of the list.
  let parent = child.Parent;
  while (parent !== null && /^(?:SeparatedElement|SyntaxList|ExpressionList)/u.test(kindOf(parent))) parent = parent.Parent;
  return { parent, child };
}

/** `and` or `or`; undefined for all else. */
function operatorOf(node: SyntaxNode): string | undefined {
  return kindOf(node) === "BinaryExpression" && isJunction(node as Nodes["BinaryExpression"]) ? (node as Nodes["BinaryExpression"]).Operator.Text.toLowerCase() : undefined;
}

function isArm(parent: SyntaxNode, child: SyntaxNode): boolean {
  return kindOf(parent) === "FunctionCallExpression" && (parent as Nodes["FunctionCallExpression"]).Name.SimpleName === "case" && child !== elements((parent as Nodes["FunctionCallExpression"]).ArgumentList.Expressions).at(-1);
}

/** `on $left.a == $right.b` says how rows meet; it is no condition that could be left out. */
export function joinsRows(node: SyntaxNode): boolean {
  return ["JoinOnClause", "JoinWhereClause"].includes(kindOf(node));
}

function isJunction({ Operator }: Nodes["BinaryExpression"]): boolean {
  return /^(?:and|or)$/iu.test(Operator.Text);
}

function isNot(node: SyntaxNode, kind: string): boolean {
  return kind === "FunctionCallExpression" && (node as Nodes["FunctionCallExpression"]).Name.SimpleName === "not";
}

function isExpression(node: SyntaxNode): node is Expression {
  return "ResultType" in node && (node as Expression).ResultType !== null;
}

/** A column that `project`, `by` or a sort names decides nothing, be it true or false. */
function isOnlyListed(node: SyntaxNode): boolean {
  const { parent } = outOfParentheses(node);
  return parent === null || !["FilterOperator", "BinaryExpression", "FunctionCallExpression", "SimpleNamedExpression"].includes(kindOf(parent));
}

/** The name of a function that is called, or of a member of a path, which its call or path stands for. */
function isName(node: SyntaxNode): boolean {
  const parent = node.Parent;
  if (parent === null) return true;
  const kind = kindOf(parent);
  if (kind === "FunctionCallExpression") return !elements((parent as Nodes["FunctionCallExpression"]).ArgumentList.Expressions).includes(node as Expression);
  return kind === "PathExpression";
}
