import { isBag, type Value } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argumentOf } from "./arguments";
import { limitOf } from "./gathered-limit";
import { Holding } from "./holding";

/** All keys of the bags; of a key that comes twice the first value stays. What is no bag is left out. https://learn.microsoft.com/en-us/kusto/query/make-bag-aggregation-function */
export function bagOf(limit: number): Aggregate {
  return (call) => {
    const { compute } = argumentOf(call, ["dynamic"]);
    const most = limitOf(call, limit);
    return () => {
      const gathered = new Map<string, Value>();
      const holding = new Holding(call.context);
      return {
        add: (row) => {
          const value = compute(row);
          if (!isBag(value)) return;
          for (const [key, item] of value) {
            if (gathered.size >= most || gathered.has(key)) continue;
            holding.keep();
            gathered.set(key, item);
          }
        },
        result: () => holding.handOver(gathered),
      };
    };
  };
}
