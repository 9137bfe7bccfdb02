import fc from "fast-check";
import { compareValues, distinctValues, keyOf, keyOfRow, sameValue } from "../../../kql/values/compare";
import { DateTime, Decimal, Timespan, type Value } from "../../../kql/values/value";

const LONG = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const SMALL = fc.integer({ min: -3, max: 3 });
const leaf = fc.oneof(fc.constant(null), fc.boolean(), LONG, fc.double({ noNaN: true }), fc.string({ maxLength: 3 }));
/** Values of one kind; few of each, so that equal ones come up. */
const KINDS: readonly (readonly [string, fc.Arbitrary<Value>])[] = [
  ["longs", fc.oneof(LONG, SMALL.map(BigInt))],
  ["reals", fc.oneof(fc.double({ noNaN: true }), SMALL.map((n) => n / 2))],
  ["decimals", fc.tuple(SMALL, SMALL).map(([digits, exponent]) => new Decimal(`${digits}e${exponent * 5}`))],
  ["strings", fc.string({ maxLength: 3 })],
  ["bools", fc.boolean()],
  ["datetimes", fc.bigInt({ min: 0n, max: 5n }).map((ticks) => new DateTime(ticks))],
  ["timespans", SMALL.map((ticks) => new Timespan(BigInt(ticks)))],
  ["arrays", fc.array(leaf, { maxLength: 2 })],
  ["bags", fc.array(fc.tuple(fc.string({ maxLength: 1 }), leaf), { maxLength: 2 }).map((pairs) => new Map(pairs))],
];

describe.each(KINDS)("Of %s", (_, kind) => {
  test("two are the same exactly when they have one key", () => {
    fc.assert(fc.property(kind, kind, (a, b) => sameValue(a, b) === (keyOf(a) === keyOf(b))), { numRuns: 500 });
  });

  test("one has the order to another that the other has to it, turned round", () => {
    fc.assert(fc.property(kind, kind, (a, b) => {
      const [forth, back] = [compareValues(a, b), compareValues(b, a)];
      expect(Number.isNaN(forth) ? NaN : forth + back).toBe(Number.isNaN(back) ? NaN : 0);
    }), { numRuns: 500 });
  });
});

const ANY = fc.oneof(...KINDS.map(([, kind]) => kind), fc.constant(null));

describe("Keys", () => {
  test("of different kinds of value differ, but for numbers that are equal", () => {
    for (const value of [1n, 0.5, true, new DateTime(1n), new Timespan(1n), [1n], null]) expect(keyOf(keyOf(value))).not.toBe(keyOf(value));
    const others = ["1", true, new DateTime(1n), new Timespan(1n), [1n], new Map<string, Value>([["1", 1n]]), null, ""];
    expect(new Set([1n, ...others].map(keyOf)).size).toBe(others.length + 1);
    expect([1n, 1, new Decimal("1.0")].map(keyOf)).toEqual([keyOf(1n), keyOf(1n), keyOf(1n)]);
    expect(keyOf(0.5)).toBe(keyOf(new Decimal("0.5")));
  });

  test("take zero and minus zero for one, and NaN for itself", () => {
    expect(keyOf(-0)).toBe(keyOf(0));
    expect(keyOf(NaN)).toBe(keyOf(NaN));
  });

  test("of rows differ unless each value's does", () => {
    const row = fc.array(fc.oneof(ANY, fc.constantFrom<Value>("1:s", "s", "", ":", "1:n")), { maxLength: 3 });
    fc.assert(fc.property(row, row, (a, b) => {
      const same = a.length === b.length && a.every((value, index) => keyOf(value) === keyOf(b[index] ?? null));
      expect(keyOfRow(a) === keyOfRow(b)).toBe(same);
    }), { numRuns: 1000 });
    expect(keyOfRow(["a", "sb"])).not.toBe(keyOfRow(["as", "b"]));
    expect(keyOfRow(["a", "bc"])).not.toBe(keyOfRow(["ab", "c"]));
    expect(keyOfRow(["a1:s", ""])).not.toBe(keyOfRow(["a", "1:s"]));
  });
});

describe("The order", () => {
  test("of numbers is that of what they stand for", () => {
    expect([compareValues(1n, 1.5), compareValues(new Decimal("0.1"), 0.1), compareValues(2n, new Decimal("1.9")), compareValues(9_007_199_254_740_993n, 9_007_199_254_740_992n)]).toEqual([-1, 0, 1, 1]);
  });

  test("of strings is that of their code units, whatever the language", () => expect(["é", "z", "a", "B", "Z", ""].sort(compareValues)).toEqual(["", "B", "Z", "a", "z", "é"]));

  test("is none between kinds, with NaN and for what is dynamic", () => {
    const pairs: [Value, Value][] = [[1n, "1"], [true, 1n], [NaN, 1], [null, 1n], [[1n], [1n]], [new DateTime(0n), new Timespan(0n)]];
    expect(pairs.map(([a, b]) => compareValues(a, b))).toEqual(pairs.map(() => NaN));
  });
});

test("Distinct values are each where it first stood", () => {
  expect(distinctValues([2n, "2", 2, null, [1n], "2", null, [1n], [1]])).toEqual([2n, "2", null, [1n], [1]]);
});
