import type { Expression, Nodes } from "../language/syntax";

/** What a plugin is called with: arguments by place and by name. */
export interface PluginCall {
  readonly node: Nodes["EvaluateOperator"];
  readonly args: readonly Expression[];
  /** How many arguments there are by name. */
  readonly named: number;
  /** The argument of that name, or else the one in that place. */
  argument(name: string, index: number): Expression | undefined;
}
