/** xxHash64: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, with the seed 0, as a signed number. */
export function xxHash64(bytes: Buffer): bigint {
  const { hash, at } = bytes.length >= 32 ? stripes(bytes) : { hash: P5, at: 0 };
  return BigInt.asIntN(64, avalanche(remainder(bytes, at, wrap(hash + BigInt(bytes.length)))));
}

const [P1, P2, P3, P4, P5] = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n, 0x85ebca77c2b2ae63n, 0x27d4eb2f165667c5n];

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function rotated(value: bigint, by: bigint): bigint {
  return wrap(value << by) | (value >> (64n - by));
}

function round(accumulator: bigint, lane: bigint): bigint {
  return wrap(rotated(wrap(accumulator + lane * P2), 31n) * P1);
}

function stripes(bytes: Buffer): { readonly hash: bigint; readonly at: number } {
  let [a, b, c, d] = [wrap(P1 + P2), P2, 0n, wrap(-P1)];
  let at = 0;
  for (; at + 32 <= bytes.length; at += 32) {
    a = round(a, bytes.readBigUInt64LE(at));
    b = round(b, bytes.readBigUInt64LE(at + 8));
    c = round(c, bytes.readBigUInt64LE(at + 16));
    d = round(d, bytes.readBigUInt64LE(at + 24));
  }
  const sum = wrap(rotated(a, 1n) + rotated(b, 7n) + rotated(c, 12n) + rotated(d, 18n));
  return { hash: [a, b, c, d].reduce((hash, lane) => wrap((hash ^ round(0n, lane)) * P1 + P4), sum), at };
}

function remainder(bytes: Buffer, from: number, start: bigint): bigint {
  let [hash, at] = [start, from];
  for (; at + 8 <= bytes.length; at += 8) hash = wrap(rotated(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4);
  if (at + 4 <= bytes.length) {
    hash = wrap(rotated(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) hash = wrap(rotated(hash ^ wrap(BigInt(bytes[at] ?? 0) * P5), 11n) * P1);
  return hash;
}

function avalanche(value: bigint): bigint {
  let hash = wrap((value ^ (value >> 33n)) * P2);
  hash = wrap((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}
