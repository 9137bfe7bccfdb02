import { callOf } from "../engine/calls";
import type { Scope } from "../engine/scope";
import { host } from "../language/host";
import { elements, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import type { Accumulator } from "./aggregate";
import { aggregates } from "./registry";

export function isAggregate(node: Nodes["FunctionCallExpression"]): boolean {
  return node.ReferencedSymbol ? host().isAggregate(node.ReferencedSymbol) : Object.hasOwn(aggregates, node.Name.SimpleName);
}

/** What makes an accumulator for each group. */
export function newAggregate(node: Nodes["FunctionCallExpression"], scope: Scope): () => Accumulator {
  const name = node.Name.SimpleName;
  const aggregate = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (aggregate === undefined) return scope.query.fail("unsupported", `${name}()`, node);
  const args = elements(node.ArgumentList.Expressions).map((arg) => scope.query.expression(arg, scope));
  return aggregate(callOf(node, name, args, typeOf(node) ?? "dynamic", scope));
}
