import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { literalText } from "./literal";

/** Functions whose column keeps its argument's name. */
const TRANSPARENT = new Set(
  "bin floor bin_at tostring tolower toupper toint tolong todouble toreal tobool todatetime startofday startofweek startofmonth startofyear parse_json todynamic round".split(" "),
);

/**
 * The name that an expression gives its column where the binder doesn't know the columns; undefined for an expression without one.
 * The binder's own names, where it has them, come before.
 */
export function nameOf(node: Expression): string | undefined {
  switch (kindOf(node)) {
    case "SimpleNamedExpression":
      return (node as Nodes["SimpleNamedExpression"]).Name.SimpleName;
    case "NameReference":
      return (node as Nodes["NameReference"]).SimpleName;
    case "ParenthesizedExpression":
      return nameOf((node as Nodes["ParenthesizedExpression"]).Expression);
    case "PathExpression":
      return joined(node as Nodes["PathExpression"], (selector) => (kindOf(selector) === "NameReference" ? (selector as Nodes["NameReference"]).SimpleName : undefined));
    case "ElementExpression":
      return joined(node as Nodes["ElementExpression"], literalName);
    case "FunctionCallExpression":
      return ofFunction(node as Nodes["FunctionCallExpression"]);
    default:
      return undefined;
  }
}

function joined(node: Nodes["PathExpression"], selected: (selector: Expression) => string | undefined): string | undefined {
  const of = nameOf(node.Expression);
  const key = selected(node.Selector);
  return of === undefined || key === undefined ? undefined : `${of}_${key}`;
}

function literalName(selector: Expression): string | undefined {
  const inner = kindOf(selector) === "BracketedExpression" ? (selector as Nodes["BracketedExpression"]).Expression : selector;
  return kindOf(inner) === "LiteralExpression" ? literalText(inner).replace(/\W/gu, "_") : undefined;
}

function ofFunction(node: Nodes["FunctionCallExpression"]): string | undefined {
  const [first] = elements(node.ArgumentList.Expressions);
  return first !== undefined && TRANSPARENT.has(node.Name.SimpleName) ? nameOf(first) : undefined;
}
