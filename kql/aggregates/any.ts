import { filled, type Value } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argument } from "./arguments";

/** The first value that is neither null nor "", as the engine tries for when it picks one column. https://learn.microsoft.com/en-us/kusto/query/take-any-aggregation-function */
export const anyValue: Aggregate = (call) => {
  const { compute } = argument(call, 0);
  return () => {
    let found: Value = null;
    return {
      add: (row) => {
        if (found === null || found === "") found = compute(row);
      },
      result: () => filled(found, call.type),
    };
  };
};
