import { oneLine } from "../../kql/compare/source-text";
import { kindOf } from "../../kql/language/host";
import type { Nodes, SyntaxNode } from "../../kql/language/syntax";
import { walk } from "../../kql/language/walk";
import type { Dependence } from "./log-dependence";

/** Since the last run: the house's way of saying so. What runs in windows hands over rows that came since then, so that the condition goes. */
export const NEW_ONLY = /^coalesce\(ingestion_time\(\), ?TimeGenerated\) between \(\(now\(\) - frequency\) ?\.\. ?now\(\)\)$/u;
/** Of what a tenant has excepted or approved: alive. */
const ALIVE = /^expires > now\(\)$/u;

/**
 * Whether a query asks for the clock only to leave out what an earlier run has seen, and what has lapsed. Then its window may be as long as the log is, and a
 * clock will do that stands between two lapses.
 */
export function clockIsSteady(dependence: Dependence): boolean {
  let steady = true;
  for (const statement of dependence.statements) {
    const ofTenant = !dependence.onLog(statement);
    walk(statement, (node, kind) => {
      if (kind === "FunctionCallExpression" && /^(?:now|ago)$/iu.test((node as Nodes["FunctionCallExpression"]).Name.SimpleName)) steady &&= isSteady(node, ofTenant);
    });
  }
  return steady;
}

/** @param ofTenant the statement reads nothing of the log */
function isSteady(call: SyntaxNode, ofTenant: boolean): boolean {
  for (let node = call.Parent; node !== null && kindOf(node) !== "FilterOperator"; node = node.Parent) {
    const said = oneLine(node);
    if (ofTenant ? ALIVE.test(said) : NEW_ONLY.test(said) && mustHold(node)) return true;
  }
  return false;
}

/** Whether a condition, by itself or beside others, must hold for a row to pass. */
function mustHold(condition: SyntaxNode): boolean {
  for (let node = condition.Parent; node !== null; node = node.Parent) {
    const kind = kindOf(node);
    if (kind === "FilterOperator") return true;
    if (kind !== "ParenthesizedExpression" && !(kind === "BinaryExpression" && (node as Nodes["BinaryExpression"]).Operator.Text.toLowerCase() === "and")) return false;
  }
  return false;
}
