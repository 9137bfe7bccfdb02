import { kindOf } from "../language/host";
import type { Expression, Nodes } from "../language/syntax";
import { besideColumns, collect, columnIndex, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { type Ipv4, isInNetwork, parseIpv4 } from "../functions/ipv4";
import { comparable, networkOfIpv6, parseIpv6 } from "../functions/ipv6";
import { keyOfRow } from "../values/compare";
import { type Column, emptyOf, type Value } from "../values/value";
import type { PluginCall } from "./plugin";

/** Whether an address lies in a network, by the text of both. Undefined for what is neither. */
type Matcher = (network: Value) => ((address: Value) => boolean) | undefined;

const MATCHERS: Readonly<Record<string, Matcher>> = {
  ipv4_lookup: (text) => {
    const network = parseIpv4(text);
    return network && ((value) => isIn(parseIpv4(value), network));
  },
  ipv6_lookup: (text) => {
    const network = parseIpv6(text);
    if (network === undefined) return undefined;
    const start = networkOfIpv6(comparable(network), network.bits);
    return (value) => {
      const address = parseIpv6(value);
      return address !== undefined && address.bits >= network.bits && networkOfIpv6(comparable(address), network.bits) === start;
    };
  },
};

function isIn(address: Ipv4 | undefined, network: Ipv4): boolean {
  return address !== undefined && address.bits >= network.bits && isInNetwork(address.address, network);
}

/**
 * Joins rows with the row of a table whose network their address lies in.
 * https://learn.microsoft.com/en-us/kusto/query/ipv4-lookup-plugin, https://learn.microsoft.com/en-us/kusto/query/ipv6-lookup-plugin
 */
export function ipLookup(call: PluginCall, input: Relation, scope: Scope): Relation {
  const { SimpleName: name } = call.node.FunctionCall.Name;
  const [table, sourceKey, lookupKey, ...rest] = call.args;
  if (table === undefined) return scope.query.fail("semantic", `${name} needs a table`, call.node);
  const lookup = scope.query.table(table, outside(scope));
  const said = call.argument("return_unmatched", call.args.length);
  const flag = said ?? rest.findLast((node) => kindOf(node) === "LiteralExpression");
  const keepsUnmatched = flag !== undefined && scope.query.expression(flag, outside(scope)).compute([]) === true;
  const extra = rest.filter((node) => node !== flag);
  const [source, key] = [indexOf(sourceKey, input, call, scope), indexOf(lookupKey, lookup, call, scope)];
  const extras = extra.map((node) => [indexOf(node, input, call, scope), indexOf(node, lookup, call, scope)] as const);
  const kept = lookup.columns.flatMap((_, index) => (extras.some(([, there]) => there === index) ? [] : [index]));
  const match = MATCHERS[name];
  if (match === undefined) return scope.query.fail("unsupported", `evaluate ${name}()`, call.node);

  // The engine puts the looked-up columns last for IPv4, and first for IPv6.
  const lookupFirst = name === "ipv6_lookup";
  const columns = lookupFirst ? besideColumns(picked(lookup, kept), input.columns) : besideColumns(input.columns, picked(lookup, kept));
  const nothing = kept.map((index) => emptyOf(lookup.columns[index]?.type ?? "string"));
  return relation(columns, (emit) => {
    const { budget } = scope.query.context;
    const networks = collect(lookup, budget).flatMap((row) => {
      const contains = match(row[key] ?? null);
      return contains ? [{ row, contains, id: keyOfRow(extras.map(([, there]) => row[there] ?? null)) }] : [];
    });
    input.scan((row) => {
      budget.pass();
      const id = keyOfRow(extras.map(([here]) => row[here] ?? null));
      const found = networks.filter((network) => network.id === id && network.contains(row[source] ?? null));
      // The documentation doesn't say which of several comes first.
      if (found.length > 1) return scope.query.fail("unsupported", `${name} of an address that lies in several networks`, call.node);
      const [only] = found;
      if (only === undefined && !keepsUnmatched) return true;
      const joined = only ? kept.map((index): Value => only.row[index] ?? null) : nothing;
      return emit(lookupFirst ? [...joined, ...row] : [...row, ...joined]);
    });
    budget.release(networks.length);
  });
}

function indexOf(node: Expression | undefined, rows: Relation, call: PluginCall, scope: Scope): number {
  const index = node !== undefined && kindOf(node) === "NameReference" ? columnIndex(rows.columns, (node as Nodes["NameReference"]).SimpleName) : -1;
  return index < 0 ? scope.query.fail("semantic", `${call.node.FunctionCall.Name.SimpleName} needs a column`, node ?? call.node) : index;
}

function picked({ columns }: Relation, kept: readonly number[]): Column[] {
  return kept.flatMap((index) => columns[index] ?? []);
}
