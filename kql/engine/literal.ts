import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { convert, parseReal, toDecimal } from "../values/convert";
import { parseDateTime } from "../values/datetime";
import { parseJson } from "../values/json";
import { textOf } from "../values/text";
import { parseTimespan } from "../values/timespan";
import { type KustoType, typeNamed, type Value } from "../values/value";
import type { QueryScope } from "./scope";

/** What is asked of the query that a literal stands in. */
type Literals = Pick<QueryScope, "fail" | "sourceOf">;

/** What a literal stands for: `1`, `"a"`, `datetime(2026-11-20)`, `1d`. Of one that can't be read, `long(1.5)`, it isn't known whether the engine refuses it. */
export function literalValue(node: Expression, query: Literals): Value {
  const value = readLiteral(node);
  return value === undefined ? query.fail("unsupported", `the literal ${node.toString().trim().slice(0, 40)}`, node) : value;
}

/** What a text literal says. */
export function literalText(node: Expression): string {
  return textOf(readLiteral(node) ?? null);
}

function readLiteral(node: Expression): Value | undefined {
  if (kindOf(node) === "CompoundStringLiteralExpression") return (node as Nodes["CompoundStringLiteralExpression"]).LiteralValue;
  const literal = node as Nodes["LiteralExpression"];
  const type = typeOf(node) ?? typeWritten(literal);
  if (type === "string") return literal.LiteralValue as string;
  const text = inner(literal.Token.Text);
  // https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/datetime says that datetime() is the current time, which a literal does not see.
  if (text === "" && type === "datetime") return undefined;
  if (text === "null" || text === "") return null;
  return (type && READERS[type]?.(text)) ?? undefined;
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

const READERS: Partial<Readonly<Record<KustoType, (text: string) => Value | undefined>>> = {
  bool: (text) => BOOLEANS[text.toLowerCase()],
  int: (text) => whole(text, 32),
  long: (text) => whole(text, 64),
  real: parseReal,
  decimal: toDecimal,
  datetime: (text) => parseDateTime(text) ?? dateOfParts(text),
  timespan: parseTimespan,
  guid: (text) => convert(text, "guid"),
};

/** `datetime(2026, 11, 20)` */
function dateOfParts(text: string): Value {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,4}$/u.test(part))) return null;
  const [year = "", month = "", day = ""] = parts;
  return parseDateTime(`${year.padStart(4, "0")}-${month}-${day}`);
}

/** The type of a literal that the binder leaves without one, such as the default of a column that `scan` declares. */
function typeWritten({ LiteralValue: value, Token: token }: Nodes["LiteralExpression"]): KustoType | undefined {
  if (typeof value === "string") return "string";
  const text = token.Text;
  const named = /^(?<type>[a-z]+)\s*\(/iu.exec(text)?.groups?.["type"];
  if (named !== undefined) return typeNamed(named.toLowerCase());
  if (/^(?:true|false)$/iu.test(text)) return "bool";
  if (/^(?:\d+|0x[0-9a-f]+)$/iu.test(text)) return "long";
  return parseReal(text) === null ? "timespan" : "real";
}

/** What stands in `long(…)`, or the literal itself; quotes inside the parentheses are not part of it. */
function inner(token: string): string {
  const text = /^[a-z]+\s*\((?<inner>[\s\S]*)\)$/iu.exec(token)?.groups?.["inner"] ?? token;
  return text.trim().replace(/^["']|["']$/gu, "").trim();
}

/** Undefined for what is no whole number of so many bits; a hexadecimal one gives the bits themselves. */
function whole(text: string, bits: number): bigint | undefined {
  const match = /^(?<sign>[+-]?)(?<size>\d+|0x[0-9a-f]+)$/iu.exec(text)?.groups;
  if (match === undefined) return undefined;
  const size = BigInt((match["size"] ?? "").toLowerCase());
  const value = match["sign"] === "-" ? -size : size;
  const held = BigInt.asIntN(bits, value);
  return held === value || (/x/iu.test(text) && size === BigInt.asUintN(bits, size)) ? held : undefined;
}

/** What stands in `dynamic(…)`. */
export function dynamicValue(node: Expression, query: Literals): Value {
  const kind = kindOf(node);
  switch (kind) {
    case "DynamicExpression": {
      const { Expression: said } = node as Nodes["DynamicExpression"];
      // Nearly always it is JSON, which the tree gives back slowly: 9,000 elements take it ten seconds.
      const json = parseJson(query.sourceOf(said));
      return json === undefined ? dynamicValue(said, query) : json;
    }
    case "JsonObjectExpression":
      return new Map(elements((node as Nodes["JsonObjectExpression"]).Pairs).map((pair) => [pair.Name.ValueText, dynamicValue(pair.Value, query)]));
    case "JsonArrayExpression":
      return elements((node as Nodes["JsonArrayExpression"]).Values).map((value) => dynamicValue(value, query));
    case "LiteralExpression":
    case "CompoundStringLiteralExpression": {
      const text = node.toString().trim();
      // A whole number that no long can hold is a real here, as in JSON.
      return text === "null" ? null : /^\d{19,}$/u.test(text) ? (parseJson(text) ?? null) : literalValue(node, query);
    }
    default: {
      const value = parseJson(node.toString().trim());
      return value === undefined ? query.fail("unsupported", `dynamic literal of ${kind}`, node) : value;
    }
  }
}
