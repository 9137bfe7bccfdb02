import type { Relation } from "../engine/relation";
import type { Scope } from "../engine/scope";
import type { Nodes } from "../language/syntax";

/** Compiles an operator after a `|` on its input. */
export type CompileOperator<K extends keyof Nodes> = (node: Nodes[K], input: Relation, scope: Scope) => Relation;

/** The kinds of node that ours can run. */
export type Operators = { readonly [K in keyof Nodes]?: CompileOperator<K> };
