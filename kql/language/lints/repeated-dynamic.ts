import { elements, type Nodes, type SyntaxNode } from "../syntax";
import { typeOf } from "../types";
import type { Lint } from "./lint";

/** https://learn.microsoft.com/en-us/kusto/query/repeat-function takes one value of a plain type. */
export const repeatedDynamic: Lint = {
  code: "repeated-dynamic",
  kinds: ["FunctionCallExpression"],
  check(node: SyntaxNode) {
    const call = node as Nodes["FunctionCallExpression"];
    const [first] = elements(call.ArgumentList.Expressions);
    return call.Name.SimpleName === "repeat" && first && typeOf(first) === "dynamic" ? "repeat() takes no dynamic value" : undefined;
  },
};
