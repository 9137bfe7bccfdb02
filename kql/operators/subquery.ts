import { kindOf } from "../language/host";
import type { Expression, Nodes } from "../language/syntax";
import type { Relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";

/** A query whose first operator works on rows that are handed to it: of `mv-apply … on (…)`, `partition by … (…)`. */
export function compileSubquery(node: Expression, input: Relation, scope: Scope): Relation {
  return compiled(node, input, { ...outside(scope), partial: true }).rows;
}

/** The rows, and the names that hold after it: `as` names the rows for what follows, which is to see them anew each time. */
function compiled(node: Expression, input: Relation, scope: Scope): { readonly rows: Relation; readonly scope: Scope } {
  const kind = kindOf(node);
  if (kind === "ParenthesizedExpression") return compiled((node as Nodes["ParenthesizedExpression"]).Expression, input, scope);
  const pipe = kind === "PipeExpression" ? (node as Nodes["PipeExpression"]) : undefined;
  const operator = pipe?.Operator ?? node;
  const before = pipe ? compiled(pipe.Expression, input, scope) : { rows: input, scope };
  const rows = scope.query.operator(operator, before.rows, before.scope);
  if (kindOf(operator) !== "AsOperator") return { rows, scope: before.scope };
  const { SimpleName: name } = (operator as Nodes["AsOperator"]).Name;
  const names = before.scope.names.with(name, { kind: "table", relation: () => compiled(node, input, scope).rows });
  return { rows, scope: { ...before.scope, names, volatile: true } };
}
