import { typeOf } from "../types";
import type { Nodes, SyntaxNode } from "../syntax";
import { isInDynamic } from "./dynamic-number";
import type { Lint } from "./lint";

/**
 * A long has 64 bits; the sign stands outside of the literal, so that its smallest value can't be written but as `long(-9223372036854775808)`.
 * In JSON the sign belongs to the number, and what no long can hold is a real.
 */
export const longRange: Lint = {
  code: "long-range",
  kinds: ["LiteralExpression"],
  check(node: SyntaxNode) {
    const { Token } = node as Nodes["LiteralExpression"];
    if (typeOf(node as Nodes["LiteralExpression"]) !== "long" || !/^\d{19,}$/u.test(Token.Text) || isInDynamic(node)) return undefined;
    return BigInt(Token.Text) > 9_223_372_036_854_775_807n ? `${Token.Text.slice(0, 40)} is more than a long can hold (9223372036854775807)` : undefined;
  },
};
