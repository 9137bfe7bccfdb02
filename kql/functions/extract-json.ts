import { convert } from "../values/convert";
import { parseJson } from "../values/json";
import { isArray, isBag, type Value } from "../values/value";
import { textArgument } from "./arguments";
import type { Call, Compute } from "./call";

type Step = string | number;

const STEP = /\.(?<name>[^.[\]]+)|\['(?<single>[^']*)'\]|\["(?<double>[^"]*)"\]|\[(?<index>\d{1,9})\]/uy;

/** The steps of `$.a[0]['b']`; undefined for a path with what Kusto's JSONPath lacks or this one does, such as `*`. */
function stepsOf(path: string): readonly Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  let at = 1;
  for (let match = STEP.exec(path); match?.groups; match = STEP.exec(path)) {
    const { name, single, double, index } = match.groups;
    steps.push(index === undefined ? (name ?? single ?? double ?? "") : Number(index));
    at = STEP.lastIndex;
  }
  return at === path.length ? steps : undefined;
}

function follow(value: Value, steps: readonly Step[]): Value {
  let found = value;
  for (const step of steps) {
    if (typeof step === "number") found = isArray(found) ? (found[step] ?? null) : null;
    else found = found !== null && isBag(found) ? (found.get(step) ?? null) : null;
  }
  return found;
}

/** https://learn.microsoft.com/en-us/kusto/query/extract-json-function */
export function compileExtractJson(call: Call): Compute {
  const [path, json] = [textArgument(call, 0), textArgument(call, 1)];
  const [constant, source] = [call.args[0]?.constant, call.args[1]?.compute];
  const fixed = constant ? stepsOf(path([])) : undefined;
  if (constant && fixed === undefined) call.unsupported(`the JSONPath ${path([])}`);
  return (row) => {
    const steps = fixed ?? stepsOf(path(row)) ?? call.unsupported(`the JSONPath ${path(row)}`);
    const value = source?.(row) ?? null;
    const root = isArray(value) || (value !== null && isBag(value)) ? value : (parseJson(json(row)) ?? null);
    return convert(follow(root, steps), call.type);
  };
}
