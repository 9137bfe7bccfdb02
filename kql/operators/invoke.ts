import { callTableBody } from "../engine/calls";
import type { Relation } from "../engine/relation";
import type { Scope } from "../engine/scope";
import { elements, type Nodes } from "../language/syntax";

/** https://learn.microsoft.com/en-us/kusto/query/invoke-operator */
export function invoke(node: Nodes["InvokeOperator"], input: Relation, scope: Scope): Relation {
  const call = node.Function;
  const own = scope.names.find(call.Name.SimpleName);
  if (own?.kind !== "function") return scope.query.fail("unsupported", `invoke ${call.Name.SimpleName}()`, node);
  return callTableBody(call, own, elements(call.ArgumentList.Expressions), scope, input);
}
