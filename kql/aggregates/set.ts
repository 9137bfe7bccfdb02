import { keyOf } from "../values/compare";
import { isArray, type Value } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argument } from "./arguments";
import { limitOf } from "./gathered-limit";
import { Holding } from "./holding";

/** The different values, each where it first stood, without nulls. Dynamic arrays are spread. https://learn.microsoft.com/en-us/kusto/query/make-set-aggregation-function */
export function setOf(limit: number): Aggregate {
  return (call) => {
    const { compute } = argument(call, 0);
    const most = limitOf(call, limit);
    return () => {
      const elements = new Map<string, Value>();
      const holding = new Holding(call.context);
      const put = (element: Value) => {
        if (element === null || elements.size >= most) return;
        const key = keyOf(element);
        if (elements.has(key)) return;
        holding.keep();
        elements.set(key, element);
      };
      return {
        add: (row) => {
          const value = compute(row);
          if (isArray(value)) value.forEach(put);
          else put(value);
        },
        result: () => holding.handOver([...elements.values()]),
      };
    };
  };
}
