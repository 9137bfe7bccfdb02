import type { Relation } from "../engine/relation";
import type { Scope } from "../engine/scope";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { bagUnpack } from "./bag-unpack";
import { ipLookup } from "./ip-lookup";
import { narrow, pivot } from "./pivot";
import type { PluginCall } from "./plugin";

const PLUGINS: Readonly<Record<string, (call: PluginCall, input: Relation, scope: Scope) => Relation>> = {
  bag_unpack: bagUnpack,
  ipv4_lookup: ipLookup,
  ipv6_lookup: ipLookup,
  narrow,
  pivot,
};

/** https://learn.microsoft.com/en-us/kusto/query/evaluate-operator */
export function evaluate(node: Nodes["EvaluateOperator"], input: Relation, scope: Scope): Relation {
  const { SimpleName: name } = node.FunctionCall.Name;
  const plugin = Object.hasOwn(PLUGINS, name) ? PLUGINS[name] : undefined;
  if (plugin === undefined) return scope.query.fail("unsupported", `evaluate ${name}()`, node);
  return plugin(pluginCall(node), input, scope);
}

function pluginCall(node: Nodes["EvaluateOperator"]): PluginCall {
  const all = elements(node.FunctionCall.ArgumentList.Expressions);
  const isNamed = (arg: Expression): arg is Nodes["SimpleNamedExpression"] => kindOf(arg) === "SimpleNamedExpression";
  const named = new Map(all.filter(isNamed).map((arg) => [arg.Name.SimpleName.toLowerCase(), arg.Expression]));
  const args = all.filter((arg) => !isNamed(arg));
  return { node, args, named: all.length - args.length, argument: (name, index) => named.get(name.toLowerCase()) ?? args[index] };
}
