import { itemsOf, kindOf } from "../language/host";
import { type Expression, type Nodes, parametersOf, type SyntaxNode } from "../language/syntax";
import { writtenType } from "../language/types";
import { literalText } from "../engine/literal";
import { putColumn, type Relation, relation, widened } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { rowScope, type Scope } from "../engine/scope";
import { convert } from "../values/convert";
import { textOf } from "../values/text";
import { emptyOf, type KustoType, type Value } from "../values/value";
import { compileRegex } from "../functions/regex";

/** https://learn.microsoft.com/en-us/kusto/query/parse-operator */
export function parse(node: Nodes["ParseOperator"], input: Relation, scope: Scope): Relation {
  return parsing(node, input, scope, false);
}

/** Only the rows that match. https://learn.microsoft.com/en-us/kusto/query/parse-where-operator */
export function parseWhere(node: Nodes["ParseWhereOperator"], input: Relation, scope: Scope): Relation {
  return parsing(node, input, scope, true);
}

type Mode = "simple" | "regex" | "relaxed";

type Part = { readonly kind: "text"; readonly text: string } | { readonly kind: "skip" } | { readonly kind: "column"; readonly name: string; readonly type: KustoType };

type Captured = Extract<Part, { kind: "column" }>;

function parsing(node: Nodes["ParseOperator"], input: Relation, scope: Scope, matchesOnly: boolean): Relation {
  const parameters = parametersOf(node.Parameters);
  const mode = (parameters.get("kind") ?? "simple") as Mode;
  if (!["simple", "regex", "relaxed"].includes(mode)) return scope.query.fail("semantic", `parse has no kind ${mode}`, node);
  const parts = itemsOf(node.Patterns).map(partOf);
  const captured = parts.filter((part): part is Captured => part.kind === "column");
  const regex = compileRegex(`${flagsOf(parameters.get("flags"))}${patternOf(parts, mode)}`);
  const numbers = captured.map((column) => regex.groupNamed(groupName(captured, column)) ?? 0);
  const inner = rowScope(scope, input.columns);
  const { compute } = scope.query.expression(node.Expression, inner);
  const columns = [...input.columns];
  const places = captured.map(({ name, type }) => putColumn(columns, { name, type }));

  return relation(columns, (emit) => {
    eachRow(input, inner, (row) => {
      const groups = regex.first(textOf(compute(row)))?.groups;
      const values = groups && valuesOf(captured, numbers.map((number) => groups[number] ?? ""), mode);
      if (values === undefined && matchesOnly) return true;
      const made = widened(row, columns.length);
      for (const [n, place] of places.entries()) made[place] = values?.[n] ?? emptyOf(captured[n]?.type ?? "string");
      return emit(made);
    });
  });
}

function partOf(node: SyntaxNode): Part {
  const kind = kindOf(node);
  if (kind === "LiteralExpression" || kind === "CompoundStringLiteralExpression") return { kind: "text", text: literalText(node as Expression) };
  if (kind === "StarExpression") return { kind: "skip" };
  const declared = node as Nodes["NameAndTypeDeclaration"] & { readonly SimpleName?: string };
  if (kind === "NameAndTypeDeclaration") return { kind: "column", name: declared.Name.SimpleName, type: writtenType(declared.Type) ?? "string" };
  return { kind: "column", name: declared.SimpleName ?? node.toString().trim(), type: "string" };
}

/** What a column of a type takes of the text. A relaxed parse takes all up to the next text, and lets the conversion decide. */
const TYPED: Partial<Readonly<Record<KustoType, string>>> = {
  long: "[+-]?[0-9]+",
  int: "[+-]?[0-9]+",
  real: "[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?",
  decimal: "[+-]?[0-9]+(?:\\.[0-9]+)?",
  bool: "true|false|True|False|0|1",
  guid: "[0-9a-fA-F-]{32,36}",
};

/** One regular expression for the whole pattern. All but a regex parse read from the text's start. */
function patternOf(parts: readonly Part[], mode: Mode): string {
  const captured = parts.filter((part) => part.kind === "column");
  const body = parts.map((part, index) => sourceOf(part, mode, parts[index + 1], captured)).join("");
  if (mode === "regex") return body;
  return `^${body}${parts.at(-1)?.kind === "text" ? "" : "$"}`;
}

/** In a regex parse the texts may hold groups of their own, so that numbers don't tell. */
function groupName(captured: readonly Captured[], column: Captured): string {
  return `parsed_${captured.indexOf(column)}`;
}

function sourceOf(part: Part, mode: Mode, next: Part | undefined, captured: readonly Captured[]): string {
  const last = next === undefined;
  switch (part.kind) {
    case "text":
      return mode === "regex" ? `(?:${part.text})` : literal(part.text);
    case "skip":
      return last ? "(?s:.*)" : "(?s:.*?)";
    case "column": {
      const typed = mode === "relaxed" && next?.kind !== "skip" ? undefined : TYPED[part.type];
      return `(?<${groupName(captured, part)}>${typed ?? (last || mode === "regex" ? "(?s:.*)" : "(?s:.*?)")})`;
    }
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
}

function flagsOf(said = ""): string {
  const flags = [...said].filter((flag) => "imsU".includes(flag)).join("");
  return flags === "" ? "" : `(?${flags})`;
}

/** Undefined where the text doesn't match; but for a relaxed parse also where a value isn't of its type. */
function valuesOf(captured: readonly Captured[], texts: readonly string[], mode: Mode): Value[] | undefined {
  const values = captured.map(({ type }, index) => convert(texts[index] ?? "", type));
  return mode !== "relaxed" && values.includes(null) ? undefined : values;
}
