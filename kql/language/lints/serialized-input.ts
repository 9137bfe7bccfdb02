import { kindOf } from "../host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../syntax";
import type { Lint } from "./lint";

const WINDOW_FUNCTIONS = new Set(["row_number", "row_cumsum", "row_rank_dense", "row_rank_min", "row_window_session", "prev", "next"]);

/** Operators that give their rows in an order, and those that keep what order there is: https://learn.microsoft.com/en-us/kusto/query/serialize-operator */
const ORDERING = new Set(["SerializeOperator", "SortOperator", "TopOperator", "GetSchemaOperator", "RangeOperator"]);
const KEEPING = new Set(
  [
    "As Extend Filter MvApply MvExpand Parse ParseKv ParseWhere Project ProjectAway ProjectByNames ProjectKeep ProjectRename ProjectReorder Render Scan Take".split(" "),
  ].flat().map((name) => `${name}Operator`),
);

/** Functions of a row's place need rows that have one. */
export const serializedInput: Lint = {
  code: "serialized-input",
  kinds: ["FunctionCallExpression"],
  check(node: SyntaxNode) {
    const { SimpleName: name } = (node as Nodes["FunctionCallExpression"]).Name;
    if (!WINDOW_FUNCTIONS.has(name)) return undefined;
    const operator = enclosingOperator(node);
    if (operator && kindOf(operator) === "ScanOperator") return name === "prev" || name === "next" ? `${name}() can't be used in scan` : undefined;
    return operator && inputOrder(operator, 0) === "none" ? `${name}() needs rows in an order: put sort or serialize before it` : undefined;
  },
};

function enclosingOperator(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.Parent; at; at = at.Parent) if (kindOf(at).endsWith("Operator")) return at;
  return undefined;
}

type Order = "ordered" | "none" | "unknown";

/** How far names are followed. */
const DEEPEST = 100;

function inputOrder(operator: SyntaxNode, depth: number): Order {
  if (ORDERING.has(kindOf(operator))) return "ordered";
  const pipe = operator.Parent;
  // Without a pipe before it, the operator stands first: in a subquery, whose rows are those of another place.
  if (!pipe || kindOf(pipe) !== "PipeExpression" || (pipe as Nodes["PipeExpression"]).Operator !== operator) return "unknown";
  return orderOf((pipe as Nodes["PipeExpression"]).Expression, depth + 1);
}

function orderOf(node: Expression, depth: number): Order {
  if (depth > DEEPEST) return "unknown";
  switch (kindOf(node)) {
    case "ParenthesizedExpression":
    case "MaterializeExpression":
      return orderOf((node as Nodes["ParenthesizedExpression"]).Expression, depth + 1);
    case "PipeExpression": {
      const { Operator, Expression: before } = node as Nodes["PipeExpression"];
      const kind = kindOf(Operator);
      if (ORDERING.has(kind)) return "ordered";
      return KEEPING.has(kind) ? orderOf(before, depth + 1) : NEVER_ORDERED.has(kind) ? "none" : "unknown";
    }
    case "RangeOperator":
      return "ordered";
    case "DataTableExpression":
      return "none";
    case "NameReference":
      return orderOfName(node as Nodes["NameReference"], depth);
    default:
      return "unknown";
  }
}

const NEVER_ORDERED = new Set(["Count", "Distinct", "Join", "Lookup", "MakeSeries", "Summarize", "Union"].map((name) => `${name}Operator`));

/** What the nearest `let` before it says; a table of the database has no order. */
function orderOfName(node: Nodes["NameReference"], depth: number): Order {
  const said = letBefore(node);
  if (said) return orderOf(said, depth + 1);
  return node.ReferencedSymbol && kindOf(node) === "NameReference" && isStoredTable(node) ? "none" : "unknown";
}

function letBefore(node: Nodes["NameReference"]): Expression | undefined {
  let root: SyntaxNode = node;
  while (root.Parent) root = root.Parent;
  const statements = elements((root as SyntaxNode & { readonly Statements?: Parameters<typeof elements<SyntaxNode>>[0] }).Statements);
  const lets = statements.filter((statement) => kindOf(statement) === "LetStatement" && statement.TextStart < node.TextStart) as Nodes["LetStatement"][];
  return lets.filter((statement) => statement.Name.SimpleName === node.SimpleName).at(-1)?.Expression;
}

/** A parameter of a function is also a table's name, but what it stands for can't be known. */
function isStoredTable(node: Nodes["NameReference"]): boolean {
  for (let at = node.Parent; at; at = at.Parent) if (kindOf(at) === "FunctionDeclaration") return false;
  return true;
}
