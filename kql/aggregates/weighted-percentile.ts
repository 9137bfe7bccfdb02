import type { Call, Compute } from "../functions/call";
import { keyOf } from "../values/compare";
import { convert } from "../values/convert";
import type { Value } from "../values/value";
import type { Accumulator, Aggregate } from "./aggregate";
import { argument, argumentOf, constantNumber } from "./arguments";
import { Holding } from "./holding";
import { ascending, percentOf, percentsFrom, RANKED } from "./percentile";

/** Each value counts as often as its weight says. https://learn.microsoft.com/en-us/kusto/query/percentilesw-aggregation-function */
export const weightedPercentile: Aggregate = (call) => {
  const percent = percentOf(call, constantNumber(call, argument(call, 2)));
  return weighted(call, (ranks) => convert(ranks.at(percent), call.type));
};

export const weightedPercentilesArray: Aggregate = (call) => {
  const percents = percentsFrom(call, 2);
  return weighted(call, (ranks) => percents.map((percent) => ranks.at(percent)));
};

/** Values by rank, each repeated. */
interface Ranks {
  at(percent: number): Value;
}

function weighted(call: Call, answer: (ranks: Ranks) => Value): () => Accumulator {
  const { compute } = argumentOf(call, RANKED);
  const weight = argumentOf(call, ["int", "long"], 1).compute;
  return () => gather(call, compute, weight, answer);
}

function gather(call: Call, compute: Compute, weigh: Compute, answer: (ranks: Ranks) => Value): Accumulator {
  const holding = new Holding(call.context);
  const weights = new Map<string, { readonly value: Value; weight: number }>();
  return {
    add: (row) => {
      const [value, weight] = [compute(row), weigh(row)];
      if (value === null || typeof weight !== "bigint" || weight <= 0n) return;
      const key = keyOf(value);
      const known = weights.get(key);
      if (known) known.weight += Number(weight);
      else {
        holding.keep();
        weights.set(key, { value, weight: Number(weight) });
      }
    },
    result: () => holding.handOver(answer(ranksOf(weights))),
  };
}

function ranksOf(weights: ReadonlyMap<string, { readonly value: Value; readonly weight: number }>): Ranks {
  const sorted = ascending([...weights.values()].map(({ value }) => value));
  let total = 0;
  const reached = sorted.map((value) => (total += weights.get(keyOf(value))?.weight ?? 0));
  return { at: (percent) => sorted[reached.findIndex((weight) => weight >= (percent * total) / 100)] ?? null };
}
