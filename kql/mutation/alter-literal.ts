import type { Nodes } from "../language/syntax";
import { typeOf } from "../language/types";

/** Another literal of the same type that no sensible record agrees with by chance; undefined for one that has no such neighbour. */
export function altered(literal: Nodes["LiteralExpression"]): string | undefined {
  const { Text: text } = literal.Token;
  switch (typeOf(literal)) {
    case "string":
      return /["']$/u.test(text) && !text.startsWith("```") ? `${text.slice(0, -1)}~${text.slice(-1)}` : undefined;
    case "int":
    case "long":
      return /^\d+$/u.test(text) ? String(BigInt(text) + 1n) : `(${text} + 1)`;
    case "real":
    case "decimal":
      return `(${text} + 1)`;
    case "timespan":
      return `(${text} * 2)`;
    case "datetime":
      return `(${text} + 1d)`;
    case "bool":
      return text.toLowerCase() === "true" ? "false" : "true";
    default:
      return undefined;
  }
}
