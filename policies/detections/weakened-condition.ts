import { isDeepStrictEqual } from "node:util";
import { known, type Block, type Value } from "../../terraform/resource";
import { blockOf } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";
import { firesAt, triggerOf } from "./trigger";

/** What else an Azure Monitor alert asks for: how many runs must find it, and the values by which it splits what it counts. */
export function weakenedCondition(compared: ComparedDetection): Observation[] {
  const block = compared.type.trigger?.block;
  if (block === undefined) return [];
  const [was, is] = [blockOf(compared.before, block), blockOf(compared.after, block)];
  // That the whole block isn't known is said of its trigger.
  if (!was.known || !is.known || was.value === undefined || is.value === undefined) return [];
  const before = was.value;
  const after = is.value;
  return [...moreRuns(before, after), ...dimensionsChanged(before, after, compared)];
}

function moreRuns(before: Block, after: Block): Observation[] {
  const [was, is] = [runsOf(before), runsOf(after)];
  if (!is.known) return [openValue("failing_periods", is.why)];
  if (!was.known) return [];
  // Whatever k of n runs found, fewer of more runs found too; all else asks for something else.
  if (is.value.needed <= was.value.needed && is.value.of >= was.value.of) return [];
  const words = ({ needed, of }: Runs): string => (of === 1 ? "one run" : `${needed} of ${of} runs`);
  return [{ verdict: "fail", message: `alerts once ${words(is.value)} found it, where ${words(was.value)} did`, mend: "leave failing_periods as it was" }];
}

export interface Runs {
  readonly needed: number;
  readonly of: number;
}

/** One of one where nothing is said. */
export function runsOf(criteria: Block): Value<Runs> {
  const block = blockOf(criteria, "failing_periods");
  if (!block.known) return block;
  const [needed, of] = ["minimum_failing_periods_to_trigger_alert", "number_of_evaluation_periods"].map((name) => block.value?.get(name) ?? known(1));
  if (needed?.known !== true) return needed ?? known({ needed: 1, of: 1 });
  if (of?.known !== true) return of ?? known({ needed: 1, of: 1 });
  return known({ needed: Number(needed.value ?? 1), of: Number(of.value ?? 1) });
}

/** A column by which an alert is split: each value is counted by itself, and named. */
interface Dimension {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function dimensionsChanged(before: Block, after: Block, { type, after: resource, shown }: ComparedDetection): Observation[] {
  const [was, is] = [dimensionsOf(before), dimensionsOf(after)];
  if (!is.known) return [openValue("dimensions", is.why)];
  if (!was.known || isDeepStrictEqual(was.value, is.value)) return [];
  const old = new Map(was.value.map((dimension) => [dimension.name, dimension]));
  const now = new Map(is.value.map((dimension) => [dimension.name, dimension]));
  const name = (dimension: Dimension): string => shown("criteria", dimension.name);
  const lost = was.value.filter((dimension) => !now.has(dimension.name));
  const narrowed = is.value.filter((dimension) => !takesIn(dimension, old.get(dimension.name)));
  const added = is.value.filter((dimension) => !old.has(dimension.name) && !narrowed.includes(dimension));
  const trigger = triggerOf(resource, type);
  const firesAtOne = trigger.known && trigger.value !== undefined && firesAt(trigger.value, 1);
  return [
    ...lost.map((d): Observation => ({ verdict: "fail", message: `is no longer split by ${name(d)}: one alert stands for all of them, and names none`, mend: "leave the dimension in" })),
    ...narrowed.map((d): Observation => ({ verdict: "fail", message: `looks at fewer values of ${name(d)} than before (${d.operator} ${shown("criteria", d.values.join(", "))})`, mend: `let the dimension include every value ("*")` })),
    // Split, what made an alert together may stay below the threshold everywhere.
    ...(firesAtOne ? [] : added.map((d): Observation => ({ verdict: "unknown", message: `is now split by ${name(d)}, each value of which has to reach the threshold by itself`, mend: "look at what the query counts before it is applied" }))),
  ];
}

function dimensionsOf(criteria: Block): Value<readonly Dimension[]> {
  const blocks = criteria.blocks("dimension");
  if (!blocks.known) return blocks;
  const dimensions: Dimension[] = [];
  for (const block of blocks.value) {
    const [name, operator, values] = [block.get("name"), block.get("operator"), block.list("values")];
    if (!name.known) return name;
    if (!operator.known) return operator;
    if (!values.known) return values;
    const open = values.value.find((value) => !value.known);
    if (open?.known === false) return open;
    dimensions.push({ name: String(name.value), operator: String(operator.value), values: values.value.map((value) => (value.known ? String(value.value) : "")) });
  }
  return known(dimensions);
}

/** Whether a dimension takes in every value that it took in before; one that was not there took in all. */
function takesIn(is: Dimension, was: Dimension = { name: is.name, operator: "Include", values: ["*"] }): boolean {
  if (is.operator === "Include" && is.values.includes("*")) return true;
  if (is.operator !== was.operator) return false;
  return is.operator === "Include" ? was.values.every((value) => is.values.includes(value)) : is.values.every((value) => was.values.includes(value));
}
