import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import type { Argument, Compute } from "../functions/call";
import { compileRegex } from "../functions/regex";
import { ignoreCase, termMatcher } from "../functions/terms";
import { compileComparison, truth } from "../engine/comparison";
import { columnIndex } from "../engine/relation";
import { constantOf, type Scope } from "../engine/scope";
import { compileStringOperator, isStringOperator } from "../engine/string-operators";
import { textOf } from "../values/text";
import type { Column } from "../values/value";

export interface SearchOptions {
  /** Those that a bare text, and `*`, look at. */
  readonly columns: readonly Column[];
  readonly caseSensitive: boolean;
}

type Texts = (text: string) => boolean;

/** What `search` asks of a row: https://learn.microsoft.com/en-us/kusto/query/search-operator#search-predicate-syntax */
export function compileSearch(node: Expression, scope: Scope, options: SearchOptions): Argument {
  const inner = (part: Expression): Compute => compileSearch(part, scope, options).compute;
  switch (kindOf(node)) {
    case "ParenthesizedExpression":
      return compileSearch((node as Nodes["ParenthesizedExpression"]).Expression, scope, options);
    case "StarExpression":
      return constantOf(true, "bool");
    case "LiteralExpression":
    case "CompoundStringLiteralExpression":
      return compileLiteral(node, scope, options);
    case "BinaryExpression":
      return compileBinary(node as Nodes["BinaryExpression"], scope, options);
    case "FunctionCallExpression": {
      const { Name: name, ArgumentList: list } = node as Nodes["FunctionCallExpression"];
      const [only] = elements(list.Expressions);
      return name.SimpleName === "not" && only ? denied(inner(only)) : scope.query.expression(node, scope);
    }
    default: {
      const said = scope.query.expression(node, scope);
      if (said.type !== "string") return said;
      if (said.constant === undefined) return scope.query.fail("unsupported", "search for a text that is worked out", node);
      return inAnyColumn(termTest(textOf(said.constant.value), options.caseSensitive), options, scope);
    }
  }
}

function compileLiteral(node: Expression, scope: Scope, options: SearchOptions): Argument {
  const { LiteralValue: value } = node as Nodes["LiteralExpression"];
  if (typeof value === "string") return inAnyColumn(termTest(value, options.caseSensitive), options, scope);
  return scope.query.fail("unsupported", "search for a value that is no text", node);
}

function denied(compute: Compute): Argument {
  return bool((row) => {
    const held = truth(compute(row));
    return held === null ? null : !held;
  });
}

function compileBinary(node: Nodes["BinaryExpression"], scope: Scope, options: SearchOptions): Argument {
  const operator = node.Operator.Text.replace(/\s+/gu, " ").toLowerCase();
  if (operator === "and" || operator === "or") {
    const [left, right] = [node.Left, node.Right].map((side) => compileSearch(side, scope, options).compute) as [Compute, Compute];
    if (operator === "and") return bool((row) => truth(left(row)) === true && truth(right(row)) === true);
    return bool((row) => truth(left(row)) === true || truth(right(row)) === true);
  }
  if (kindOf(node.Left) === "StarExpression") return compileForAny(operator, node, scope, options);
  const left = scope.query.expression(node.Left, scope);
  return compared(operator, left, node, scope, options) ?? scope.query.expression(node, scope);
}

/** `* has "text"`: whether it holds for any column. */
function compileForAny(operator: string, node: Nodes["BinaryExpression"], scope: Scope, options: SearchOptions): Argument {
  const right = scope.query.expression(node.Right, scope);
  const ofColumns = columnArguments(options, scope).map((column) => {
    const text: Argument = { type: "string", compute: (row) => textOf(column.compute(row)) };
    const left = right.type === "string" ? text : column;
    return compared(operator, left, node, scope, options) ?? compileComparison(operator, left, right);
  });
  const tests = ofColumns.map((test) => test?.compute ?? scope.query.fail("unsupported", `search * ${operator}`, node));
  return bool((row) => tests.some((test) => truth(test(row)) === true));
}

/** The comparisons that read otherwise in `search`: `column:term`, and those of texts where case counts. */
function compared(operator: string, left: Argument, node: Nodes["BinaryExpression"], scope: Scope, { caseSensitive }: SearchOptions): Argument | undefined {
  if (operator !== ":" && !isStringOperator(operator)) return undefined;
  const right = scope.query.expression(node.Right, scope);
  if (operator !== ":") return compileStringOperator(caseSensitive ? sensitive(operator, node, scope) : operator, left, right, scope);
  const { constant } = right;
  if (constant === undefined) return scope.query.fail("unsupported", "search column:term where the term is worked out", node);
  const test = termTest(textOf(constant.value), caseSensitive);
  return bool((row) => test(textOf(left.compute(row))));
}

function sensitive(operator: string, node: Expression, scope: Scope): string {
  if (operator.endsWith("~")) return scope.query.fail("unsupported", `search kind=case_sensitive with ${operator}`, node);
  return operator.endsWith("_cs") || operator === "matches regex" ? operator : `${operator}_cs`;
}

function inAnyColumn(test: Texts, options: SearchOptions, scope: Scope): Argument {
  const columns = columnArguments(options, scope).map(({ compute }) => compute);
  return bool((row) => columns.some((column) => test(textOf(column(row)))));
}

function columnArguments({ columns }: SearchOptions, scope: Scope): Argument[] {
  return columns.map(({ name, type }) => {
    const index = columnIndex(scope.columns, name);
    return { type, compute: (row) => row[index] ?? null };
  });
}

/** A term, which `*` makes the beginning of one, the end, any part, or a pattern. */
function termTest(term: string, caseSensitive: boolean): Texts {
  const parts = term.split("*");
  if (parts.length === 1) return termMatcher(term, { caseSensitive });
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  const body = parts.filter((part) => part !== "");
  const [only = ""] = body;
  if (body.length > 1) return patternTest(parts, caseSensitive);
  if (first !== "") return termMatcher(only, { caseSensitive, prefix: true });
  if (last !== "") return termMatcher(only, { caseSensitive, suffix: true });
  const sought = caseSensitive ? only : ignoreCase(only);
  return (text) => (caseSensitive ? text : ignoreCase(text)).includes(sought);
}

/** `Lab*PC` */
function patternTest(parts: readonly string[], caseSensitive: boolean): Texts {
  const body = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&")).join(".*");
  const regex = compileRegex(`${caseSensitive ? "" : "(?i)"}${parts[0] === "" ? "" : "\\b"}${body}${parts.at(-1) === "" ? "" : "\\b"}`);
  return (text) => regex.test(text);
}

function bool(compute: Compute): Argument {
  return { type: "bool", compute };
}
