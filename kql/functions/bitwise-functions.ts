import { type Call, type Compute, type ScalarFunction, type ScalarFunctions, strict } from "./call";

const BITS = 64n;

function ofLongs(answer: (...values: bigint[]) => bigint | null): ScalarFunction {
  return strict((...values) => (values.every((value) => typeof value === "bigint") ? answer(...values) : null));
}

/** The count is taken modulo 64, and a negative one answers null: https://learn.microsoft.com/en-us/kusto/query/binary-shift-left-function */
function shift(answer: (value: bigint, count: bigint) => bigint): ScalarFunction {
  return ofLongs((value = 0n, count = 0n) => (count < 0n ? null : BigInt.asIntN(64, answer(value, count % BITS))));
}

function countOnes(value = 0n): bigint {
  let count = 0n;
  for (let bits = BigInt.asUintN(64, value); bits > 0n; bits &= bits - 1n) count++;
  return count;
}

/** A negative number is written in as many digits as its type has: https://learn.microsoft.com/en-us/kusto/query/tohex-function */
function toHex(call: Call): Compute {
  const width = call.args[0]?.type === "int" ? 32 : 64;
  return strict((value, length = 0n) => {
    if (typeof value !== "bigint" || typeof length !== "bigint") return null;
    return BigInt.asUintN(width, value)
      .toString(16)
      .padStart(Math.min(Number(length), 16), "0");
  })(call);
}

export const bitwiseFunctions: ScalarFunctions = {
  binary_and: ofLongs((a = 0n, b = 0n) => a & b),
  binary_or: ofLongs((a = 0n, b = 0n) => a | b),
  binary_xor: ofLongs((a = 0n, b = 0n) => a ^ b),
  binary_not: ofLongs((a = 0n) => ~a),
  binary_shift_left: shift((value, count) => value << count),
  binary_shift_right: shift((value, count) => value >> count),
  bitset_count_ones: ofLongs(countOnes),
  tohex: toHex,
};
