import { createHash } from "node:crypto";
import { wholeArgument } from "./arguments";
import { type Call, type Compute, ofText, type ScalarFunctions } from "./call";
import { textOf } from "../values/text";
import { DateTime } from "../values/value";
import { xxHash64 } from "./xxhash";

export const hashFunctions: ScalarFunctions = {
  hash: compileHash,
  hash_xxhash64: compileHash,
  hash_md5: ofText((text) => createHash("md5").update(text).digest("hex")),
  hash_sha1: ofText((text) => createHash("sha1").update(text).digest("hex")),
  hash_sha256: ofText((text) => createHash("sha256").update(text).digest("hex")),
};

/** Which bytes of the other types are hashed is not documented: https://learn.microsoft.com/en-us/kusto/query/hash-function */
function compileHash(call: Call): Compute {
  const [source] = call.args;
  if (source?.type !== "string" && source?.type !== "datetime") return call.unsupported(`${call.name} of a ${source?.type ?? "value"}`);
  const modulus = wholeArgument(call, 1);
  return (row) => {
    const value = source.compute(row);
    const hash = value === null ? null : xxHash64(value instanceof DateTime ? ticksOf(value) : Buffer.from(textOf(value)));
    const divisor = modulus(row);
    if (hash === null || divisor === undefined) return hash;
    if (hash < 0n || divisor <= 0) return call.unsupported(`${call.name} with a modulus where the hash is negative`);
    return hash % BigInt(divisor);
  };
}

function ticksOf(value: DateTime): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value.ticks);
  return bytes;
}
