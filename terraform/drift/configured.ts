import { isMap } from "../block";
import type { Plan } from "../plan";
import { PlanConfiguration } from "../plan-configuration";
import { PlanEvaluation } from "../plan-evaluation";
import type { Evaluate } from "../plan-resource";
import type { Path, Value } from "../resource";
import { blockHeld } from "./configured-block";
import { isConstant, isExpression, itemsOf, type Configured } from "./configured-expression";
import { equivalence } from "./equivalence";
import { own } from "./values";

/** Asks the configuration of a plan. It is read when it is first asked. */
export interface Configuration {
  /**
   * @param value what the attribute, or the block, is held against
   * @param otherwise what it would be else: of a block that is gone, the block
   */
  of(address: string, type: string, path: Path, value: unknown, otherwise: unknown): Configured;
}

export function configurationOf(plan: Plan): Configuration {
  let read: { readonly configuration: PlanConfiguration; readonly evaluation: PlanEvaluation } | undefined;
  return {
    of(address, type, path, value, otherwise) {
      read ??= readConfiguration(plan);
      const expressions = read.configuration.resource(address)?.["expressions"];
      if (!isMap(expressions)) return { untold: "the plan doesn't show its configuration" };
      const evaluate = read.evaluation.ofResource(address);
      const nodes = nodesAt(expressions, path);
      const isSame = (a: unknown, b: unknown): boolean => equivalence(type, path, a, b) !== undefined;
      if (nodes.length > 0 && typeof path.at(-1) === "number") return blockHeld(nodes, evaluate, isSame, value, otherwise);
      const written = nodes.map((node) => writtenOf(node, path, evaluate)).filter((one) => !one.value.known || one.value.value !== null || one.inside);
      return written.length === 0 ? "left out" : held(written, (said) => isSame(said, value));
    },
  };
}

function readConfiguration(plan: Plan): { readonly configuration: PlanConfiguration; readonly evaluation: PlanEvaluation } {
  const configuration = new PlanConfiguration(plan.json["configuration"]);
  const variables = plan.json["variables"];
  return { configuration, evaluation: new PlanEvaluation(configuration, isMap(variables) ? variables : {}, new Map(plan.resources.map((resource) => [resource.address, resource]))) };
}

/** What is written in one place: its value, and whether it is written out there, so that nothing else can be meant. */
interface Written {
  readonly value: Value;
  readonly constant: boolean;
  /** It is a part of what is written there: a key of a map. */
  readonly inside: boolean;
}

/** Everything that may be meant: Terraform sorts the blocks of a set, so which of several is not said. A key of a map is inside of an expression, and not in the configuration itself. */
function nodesAt(expressions: unknown, path: Path): readonly unknown[] {
  let nodes: readonly unknown[] = [expressions];
  for (const [i, step] of path.entries()) {
    if (typeof step === "number") continue;
    if (typeof path[i - 1] === "string" && nodes.some(isExpression)) return nodes;
    nodes = nodes.flatMap((node) => itemsOf(own(node, step)));
  }
  return nodes;
}

function writtenOf(node: unknown, path: Path, evaluate: Evaluate): Written {
  if (!isExpression(node)) return { value: { known: false, why: "is a block" }, constant: false, inside: false };
  const value = evaluate(node);
  // The name of an attribute stands first, or behind the place of its block; a name behind a name is a key of a map.
  const from = path.findIndex((step, i) => typeof step === "string" && typeof path[i - 1] === "string");
  const keys = from < 0 ? [] : path.slice(from);
  return { value: value.known ? { known: true, value: keys.reduce<unknown>((at, key) => own(at, String(key)), value.value) } : value, constant: isConstant(node), inside: keys.length > 0 };
}

function held(written: readonly Written[], isSame: (said: unknown) => boolean): Configured {
  const answers = written.map(({ value, constant }) => (value.known && isSame(value.value) ? "the same" : value.known && constant ? "otherwise" : undefined));
  const [first] = answers;
  if (first !== undefined && answers.every((answer) => answer === first)) return first;
  return { untold: written.length > 1 ? "it is written in several blocks, and which of them this is isn't said" : "it is written as an expression that a plan doesn't show the value of" };
}
