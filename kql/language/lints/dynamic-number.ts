import type { Nodes, SyntaxNode } from "../syntax";
import { kindOf } from "../host";
import type { Lint } from "./lint";

/** JSON may write any number; a dynamic value holds a double at most. */
export const dynamicNumber: Lint = {
  code: "dynamic-number",
  kinds: ["LiteralExpression"],
  check(node: SyntaxNode) {
    const { Token } = node as Nodes["LiteralExpression"];
    if (!/^\d[\d.]*e/iu.test(Token.Text) || Number.isFinite(Number(Token.Text)) || !isInDynamic(node)) return undefined;
    return `${Token.Text.slice(0, 40)} is more than a dynamic value can hold`;
  },
};

export function isInDynamic(node: SyntaxNode): boolean {
  for (let at = node.Parent; at; at = at.Parent) if (kindOf(at) === "DynamicExpression") return true;
  return false;
}
