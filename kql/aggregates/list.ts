import { isArray, type Value } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argument } from "./arguments";
import { limitOf } from "./gathered-limit";
import { Holding } from "./holding";

interface Listing {
  /** Elements where the call sets no limit. */
  readonly limit: number;
  readonly nulls: boolean;
}

/**
 * The values in the order of the rows. Dynamic arrays are spread into their elements, and a dynamic null stays, whatever `nulls` says.
 * https://learn.microsoft.com/en-us/kusto/query/make-list-aggregation-function
 */
export function listOf({ limit, nulls }: Listing): Aggregate {
  return (call) => {
    const { compute, type } = argument(call, 0);
    const most = limitOf(call, limit);
    const keepsNull = nulls || type === "dynamic";
    return () => {
      const elements: Value[] = [];
      const holding = new Holding(call.context);
      const push = (element: Value) => {
        if (elements.length >= most) return;
        holding.keep();
        elements.push(element);
      };
      return {
        add: (row) => {
          const value = compute(row);
          if (isArray(value)) value.forEach(push);
          else if (value !== null || keepsNull) push(value);
        },
        result: () => holding.handOver(elements),
      };
    };
  };
}
