import type { Aggregate } from "./aggregate";
import { argumentOf } from "./arguments";

/** https://learn.microsoft.com/en-us/kusto/query/binary-all-and-aggregation-function, and -or, and -xor */
export const allAnd = folded((a, b) => a & b);
export const allOr = folded((a, b) => a | b);
export const allXor = folded((a, b) => a ^ b);

/** Nulls are left out; of nothing the answer is null. */
function folded(join: (a: bigint, b: bigint) => bigint): Aggregate {
  return (call) => {
    const { compute } = argumentOf(call, ["int", "long"]);
    return () => {
      let bits: bigint | null = null;
      return {
        add: (row) => {
          const value = compute(row);
          if (typeof value === "bigint") bits = bits === null ? value : join(bits, value);
        },
        result: () => bits,
      };
    };
  };
}
