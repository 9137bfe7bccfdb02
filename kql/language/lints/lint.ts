import type { Nodes, SyntaxNode } from "../syntax";

/** What the engine refuses though Microsoft's binder lets it through. */
export interface Lint {
  /** Names it in a diagnostic: `serialized-input`. */
  readonly code: string;
  /** The kinds of node that it looks at. */
  readonly kinds: readonly (keyof Nodes)[];
  /** What is wrong with the node, in a sentence; undefined when nothing is. */
  readonly check: (node: SyntaxNode) => string | undefined;
}
