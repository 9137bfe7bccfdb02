import { elements, type Nodes } from "../language/syntax";
import { writtenColumns } from "../language/types";
import { putColumn, type Relation, relation } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { rowScope, type Scope } from "../engine/scope";
import { convert } from "../values/convert";
import { textOf } from "../values/text";
import { type Column, emptyOf, type Value } from "../values/value";
import { compileRegex } from "../functions/regex";
import { type Pair, pairsBetween, type PairSigns, pairsOfWords } from "./key-value-pairs";

/** https://learn.microsoft.com/en-us/kusto/query/parse-kv-operator */
export function parseKv(node: Nodes["ParseKvOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const { compute } = scope.query.expression(node.Expression, inner);
  const keys = writtenColumns(node.Keys);
  const pairsOf = compileReader(node, keys, scope);
  const columns = [...input.columns];
  const places = keys.map((key) => putColumn(columns, key));
  const { budget } = scope.query.context;

  return relation(columns, (emit) => {
    eachRow(input, inner, (row) => {
      const first = new Map<string, string>();
      for (const { key, value } of pairsOf(textOf(compute(row)))) {
        budget.pass();
        if (!first.has(key)) first.set(key, value);
      }
      const made: Value[] = row.slice();
      for (const [index, { name, type }] of keys.entries()) {
        const text = first.get(name);
        made[places[index] ?? made.length] = text === undefined ? emptyOf(type) : convert(text, type);
      }
      return emit(made);
    });
  });
}

function compileReader(node: Nodes["ParseKvOperator"], keys: readonly Column[], scope: Scope): (text: string) => Iterable<Pair> {
  const said = propertiesOf(node);
  const all = (name: string): string[] => said.flatMap((property) => (property.name === name ? [property.text] : []));
  const unknown = said.find(({ name }) => !["pair_delimiter", "kv_delimiter", "quote", "escape", "greedy", "regex"].includes(name));
  if (unknown) return scope.query.fail("unsupported", `parse-kv with ${unknown.name}`, node);
  const [regex] = all("regex");
  if (regex !== undefined) return pairsByRegex(regex, node, scope);

  const [pair, separator] = [all("pair_delimiter")[0], all("kv_delimiter")[0]];
  const quotes = all("quote").map((chars) => ({ open: chars.charAt(0), close: chars.charAt(1) || chars.charAt(0) }));
  const signs: PairSigns = { quotes, escapes: all("escape") };
  if (pair !== undefined && pair !== "" && separator !== undefined && separator !== "") {
    return (text) => pairsBetween(text, { ...signs, pair, separator, greedy: all("greedy")[0] === "true" });
  }
  if (pair !== undefined || separator !== undefined) return scope.query.fail("unsupported", "parse-kv with one delimiter alone", node);
  const compound = keys.find(({ name }) => !/^[\p{L}\p{N}]+$/u.test(name));
  if (compound) return scope.query.fail("unsupported", `parse-kv without delimiters for the key ${compound.name}`, node);
  const names = new Set(keys.map(({ name }) => name));
  return (text) => pairsOfWords(text, names, signs);
}

function propertiesOf(node: Nodes["ParseKvOperator"]): { readonly name: string; readonly text: string }[] {
  return elements(node.WithClause?.Properties).map(({ Name, Expression: value }) => ({
    name: Name.SimpleName.toLowerCase(),
    text: typeof value.LiteralValue === "string" ? value.LiteralValue : (value.Token?.Text ?? value.toString().trim()),
  }));
}

/** The first group is the key, the second the value. */
function pairsByRegex(pattern: string, node: Nodes["ParseKvOperator"], scope: Scope): (text: string) => Iterable<Pair> {
  const regex = compileRegex(pattern);
  if (regex.groupCount !== 2) return scope.query.fail("semantic", "parse-kv needs a regex of two groups", node);
  return function* (text) {
    for (const { groups } of regex.all(text)) yield { key: (groups[1] ?? "").trim(), value: (groups[2] ?? "").trim() };
  };
}
