import { isMap } from "../block";
import { hasTemplate } from "../expression";

/** What the configuration says of an attribute, held against a value; or why that can't be told. */
export type Configured = "left out" | "the same" | "otherwise" | { readonly untold: string };

/** `{}` is an expression that refers to nothing, such as a call of a function. */
export function isExpression(node: unknown): boolean {
  return isMap(node) && Object.entries(node).every(([key, value]) => key === "constant_value" || (key === "references" && Array.isArray(value)));
}

/** Whether a value is written out, so that nothing else can be meant. */
export function isConstant(node: unknown): boolean {
  const said = isMap(node) ? node["constant_value"] : undefined;
  return said !== undefined && !holdsTemplate(said);
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === "string") return hasTemplate(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsTemplate);
}

/** Blocks of one name stand in a list, or one by itself. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return value === null ? [] : [value];
}
