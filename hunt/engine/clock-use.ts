import { oneLine } from "../../kql/compare/source-text";
import { kindOf } from "../../kql/language/host";
import type { Nodes, SyntaxNode } from "../../kql/language/syntax";
import { walk } from "../../kql/language/walk";

/** Enclosing parts of a query that ask for the clock, and by which its answer for a record stays the same, whenever it runs after the record came. */
const STEADY = [/ between \(\(now\(\) - frequency\) ?\.\. ?now\(\)\)$/u, /^expires > now\(\)$/u];

/**
 * Whether a query asks for the clock only to leave out what an earlier run has seen, and what has lapsed. Then its window may be as long as the log is, and a
 * clock will do that stands between two lapses.
 */
export function clockIsSteady(statements: readonly SyntaxNode[]): boolean {
  let steady = true;
  for (const statement of statements) {
    walk(statement, (node, kind) => {
      if (kind === "FunctionCallExpression" && /^(?:now|ago)$/iu.test((node as Nodes["FunctionCallExpression"]).Name.SimpleName)) steady &&= isSteady(node);
    });
  }
  return steady;
}

function isSteady(call: SyntaxNode): boolean {
  for (let node = call.Parent; node !== null && kindOf(node) !== "FilterOperator"; node = node.Parent) {
    const said = oneLine(node);
    if (STEADY.some((form) => form.test(said))) return true;
  }
  return false;
}
