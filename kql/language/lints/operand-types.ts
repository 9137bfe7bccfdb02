import { typeOf } from "../types";
import type { Nodes, SyntaxNode } from "../syntax";
import { kindOf } from "../host";
import type { Lint } from "./lint";

const ARITHMETIC = new Set(["+", "-", "*", "/", "%"]);
const EQUALITY = new Set(["==", "!=", "<>"]);
const CONVERSION: Readonly<Record<string, string>> = { datetime: "todatetime", timespan: "totimespan" };
/** What no string equals, not even one that writes it. */
const UNLIKE_STRINGS = new Set(["int", "long", "real", "decimal", "datetime", "timespan"]);

/** The engine has no operation on two dynamic values, and doesn't compare a string with a number or a time; the binder lets both pass. */
export const operandTypes: Lint = {
  code: "operand-types",
  kinds: ["BinaryExpression"],
  check(node: SyntaxNode) {
    const { Left, Operator, Right } = node as Nodes["BinaryExpression"];
    const operator = Operator.Text.trim();
    const [left, right] = [typeOf(Left), typeOf(Right)];
    if (left === "dynamic" && right === "dynamic" && ARITHMETIC.has(operator) && kindOf(Left) !== "StarExpression") {
      return `${operator} on two dynamic values: convert one of them, with tolong() or todouble() for example`;
    }
    if (EQUALITY.has(operator) && ((left === "string" && UNLIKE_STRINGS.has(right ?? "")) || (right === "string" && UNLIKE_STRINGS.has(left ?? "")))) {
      const [other] = [left, right].filter((type) => type !== "string");
      return `${operator} of ${left} and ${right}: convert one of them, with tostring() or ${CONVERSION[other ?? ""] ?? "tolong"}() for example`;
    }
    return undefined;
  },
};
