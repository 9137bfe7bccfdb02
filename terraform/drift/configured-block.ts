import { isMap } from "../block";
import type { Evaluate } from "../plan-resource";
import { isConstant, isExpression, itemsOf, type Configured } from "./configured-expression";
import { own } from "./values";

/** Whether the configuration has a block that the tenant has, or none such where it was taken out of the tenant. */
export function blockHeld(nodes: readonly unknown[], evaluate: Evaluate, isSame: (a: unknown, b: unknown) => boolean, value: unknown, otherwise: unknown): Configured {
  const answers = nodes.map((node) => says(node, value ?? otherwise, evaluate, isSame));
  const isThere = answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  if (isThere === undefined) return { untold: "its block is written with expressions that a plan doesn't show the values of" };
  return isThere === (value !== null) ? "the same" : "otherwise";
}

/** Whether all that a block of the configuration says is so in a block; undefined where that can't be told. */
function says(node: unknown, block: unknown, evaluate: Evaluate, isSame: (a: unknown, b: unknown) => boolean): boolean | undefined {
  const answers = Object.entries(isMap(node) ? node : {}).map(([name, inner]) => {
    const value = own(block, name);
    if (isExpression(inner)) {
      const said = evaluate(inner);
      return said.known && isSame(said.value, value) ? true : said.known && isConstant(inner) ? false : undefined;
    }
    const [written, there] = [itemsOf(inner), itemsOf(value)];
    const each = written.map((one) => there.map((other) => says(one, other, evaluate, isSame)));
    return written.length !== there.length ? false : each.every((some) => some.includes(true)) ? true : each.some((some) => some.every((answer) => answer === false)) ? false : undefined;
  });
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}
