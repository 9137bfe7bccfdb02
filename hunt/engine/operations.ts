import { readsUnnamedTables } from "../../catalogue/query-words";
import { host, kindOf } from "../../kql/language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../../kql/language/syntax";
import { walk } from "../../kql/language/walk";
import type { Dependence } from "./log-dependence";
import { pipeOn } from "./push-down";

/** The column that says what a record of a table tells of. Most of a log tells of what no detection asks for. */
export const OPERATION_COLUMNS: Readonly<Record<string, string>> = { OfficeActivity: "Operation", AuditLogs: "OperationName" };

/** Small letters. */
export type Operations = ReadonlySet<string>;

/**
 * Of which operations of a table a query asks for records at all, by its first conditions wherever it names the table. A table that isn't there it asks all of.
 * It errs only towards too many.
 */
export function operationsAsked(dependence: Dependence): ReadonlyMap<string, Operations> {
  const asked = new Map<string, Set<string> | undefined>();
  // It may read a table once more without naming it.
  if (readsUnnamedTables(dependence.text)) return new Map();
  for (const table of dependence.statements.flatMap((statement) => dependence.tables(statement))) {
    const name = table.SimpleName;
    const column = OPERATION_COLUMNS[name];
    const found = column === undefined ? undefined : operationsAfter(table, column, dependence);
    const before = asked.get(name);
    asked.set(name, found === undefined || (asked.has(name) && before === undefined) ? undefined : new Set([...(before ?? []), ...found]));
  }
  return new Map([...asked].flatMap(([name, operations]) => (operations === undefined ? [] : [[name, operations]])));
}

/** As one of the conditions that stand right after the table says. */
function operationsAfter(table: SyntaxNode, column: string, dependence: Dependence): readonly string[] | undefined {
  for (let pipe = pipeOn(table); pipe && kindOf(pipe.Operator) === "FilterOperator"; pipe = pipeOn(pipe)) {
    const found = operationsIn((pipe.Operator as Nodes["FilterOperator"]).Condition, column, dependence);
    if (found !== undefined) return found;
  }
  return undefined;
}

function operationsIn(condition: Expression, column: string, dependence: Dependence): readonly string[] | undefined {
  switch (kindOf(condition)) {
    case "ParenthesizedExpression":
      return operationsIn((condition as Nodes["ParenthesizedExpression"]).Expression, column, dependence);
    case "BinaryExpression":
      return operationsInBinary(condition as Nodes["BinaryExpression"], column, dependence);
    case "InExpression": {
      const { Left, Operator, Right } = condition as Nodes["InExpression"];
      return isColumn(Left, column) && /^in~?$/u.test(Operator.Text) ? texts(elements(Right.Expressions), dependence) : undefined;
    }
    default:
      return undefined;
  }
}

function operationsInBinary({ Left, Operator, Right }: Nodes["BinaryExpression"], column: string, dependence: Dependence): readonly string[] | undefined {
  const [left, right] = [operationsIn(Left, column, dependence), operationsIn(Right, column, dependence)];
  switch (Operator.Text.toLowerCase()) {
    case "and":
      return left ?? right;
    case "or":
      return left === undefined || right === undefined ? undefined : [...left, ...right];
    case "==":
    case "=~":
      return isColumn(Left, column) ? texts([Right], dependence) : undefined;
    default:
      return undefined;
  }
}

function isColumn(node: Expression, column: string): boolean {
  return kindOf(node) === "NameReference" && (node as Nodes["NameReference"]).SimpleName === column;
}

/** What stands in a list, or in the list that a `let` names; undefined where it is anything but text that is written there. */
function texts(nodes: readonly Expression[], dependence: Dependence): readonly string[] | undefined {
  const found: string[] = [];
  for (const node of nodes) {
    const isColumnItself = node.ReferencedSymbol !== null && host().isColumn(node.ReferencedSymbol);
    const list = kindOf(node) === "NameReference" && !isColumnItself ? dependence.letNamed((node as Nodes["NameReference"]).SimpleName) : node;
    if (list === undefined || !isTextOnly(list)) return undefined;
    walk(list, (part, kind) => {
      if (kind === "LiteralExpression") found.push(String((part as Nodes["LiteralExpression"]).LiteralValue).toLowerCase());
    });
  }
  return found;
}

function isTextOnly(root: Expression): boolean {
  if (!["LiteralExpression", "DynamicExpression", "JsonArrayExpression"].includes(kindOf(root))) return false;
  let only = true;
  walk(root, (node, kind) => {
    if (kind === "LiteralExpression") only &&= typeof (node as Nodes["LiteralExpression"]).LiteralValue === "string";
    if (/^(?:NameReference|FunctionCallExpression|JsonObjectExpression|PathExpression)$/u.test(kind)) only = false;
  });
  return only;
}
