import { kindOf } from "../host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../syntax";
import { typeOf } from "../types";
import type { Lint } from "./lint";

/** A join takes no dynamic key. The binder says so (KS241) of `$left.d == $right.d`, but lets `on d` pass. */
export const dynamicKey: Lint = {
  code: "dynamic-key",
  kinds: ["JoinOperator", "LookupOperator"],
  check(node: SyntaxNode) {
    const { ConditionClause, LookupClause } = node as Partial<Nodes["JoinOperator"] & Nodes["LookupOperator"]>;
    const key = elements((ConditionClause ?? LookupClause)?.Expressions).find(isDynamicName);
    return key === undefined ? undefined : `a join on the dynamic ${key.toString().trim()}: extend both sides by a key of a plain type, with tostring() for example`;
  },
};

function isDynamicName(condition: Expression): boolean {
  if (kindOf(condition) === "ParenthesizedExpression") return isDynamicName((condition as Nodes["ParenthesizedExpression"]).Expression);
  return kindOf(condition) === "NameReference" && typeOf(condition) === "dynamic";
}
