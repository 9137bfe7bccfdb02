import { kindOf } from "./host";
import type { SyntaxNode } from "./syntax";

/** Visits every node below one, itself first; tokens are no nodes. Without recursion, since a query may nest deep. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, kind: string) => void): void {
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    visit(node, kindOf(node));
    for (let index = node.ChildCount - 1; index >= 0; index--) {
      const child = node.GetChild(index);
      if (child) pending.push(child);
    }
  }
}
