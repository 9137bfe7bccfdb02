import type { SyntaxNode } from "../syntax";
import { walk } from "../walk";
import { dynamicKey } from "./dynamic-key";
import { dynamicNumber } from "./dynamic-number";
import type { Lint } from "./lint";
import { longRange } from "./long-range";
import { operandTypes } from "./operand-types";
import { repeatedDynamic } from "./repeated-dynamic";
import { serializedInput } from "./serialized-input";

export const LINTS: readonly Lint[] = [dynamicKey, dynamicNumber, longRange, operandTypes, repeatedDynamic, serializedInput];

export interface Found {
  readonly code: string;
  readonly message: string;
  readonly node: SyntaxNode;
}

/** All that our own lints find below a node. */
export function lint(root: SyntaxNode): Found[] {
  const found: Found[] = [];
  walk(root, (node, kind) => {
    for (const { code, kinds, check } of LINTS) {
      const message = (kinds as readonly string[]).includes(kind) ? check(node) : undefined;
      if (message !== undefined) found.push({ code, message, node });
    }
  });
  return found;
}
