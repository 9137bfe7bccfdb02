import type { Aggregate } from "./aggregate";

/**
 * Every row counts. The engine lets `count(x)` stand and then looks at no `x`, not even for null; what it makes of a condition is documented nowhere.
 * https://learn.microsoft.com/en-us/kusto/query/count-aggregation-function
 */
export const count: Aggregate = (call) => {
  if (call.args[0]?.type === "bool") call.unsupported("count() of a condition; countif() counts by one");
  return counter;
};

export const countRows: Aggregate = () => counter;

function counter() {
  let rows = 0;
  return {
    add: () => {
      rows++;
    },
    result: () => BigInt(rows),
  };
}
