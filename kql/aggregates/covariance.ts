import { asNumber, isNumber } from "../values/value";
import type { Aggregate } from "./aggregate";
import { argumentOf, NUMBERS } from "./arguments";
import { divided, type Population } from "./spread";

/** Rows where either value is null are left out. https://learn.microsoft.com/en-us/kusto/query/covariance-aggregation-function */
export function covariance(of: Population): Aggregate {
  return (call) => {
    const first = argumentOf(call, NUMBERS, 0).compute;
    const second = argumentOf(call, NUMBERS, 1).compute;
    return () => {
      let number = 0;
      let meanX = 0;
      let meanY = 0;
      let products = 0;
      return {
        add: (row) => {
          const [x, y] = [first(row), second(row)];
          if (!isNumber(x) || !isNumber(y)) return;
          const distance = asNumber(x) - meanX;
          number++;
          meanX += distance / number;
          meanY += (asNumber(y) - meanY) / number;
          products += distance * (asNumber(y) - meanY);
        },
        result: () => divided(products, number, of),
      };
    };
  };
}
