import { encode, type Json } from "../../../kql/values/encode";
import { DateTime, Decimal, type KustoType, Timespan, type Value } from "../../../kql/values/value";

describe("In results", () => {
  test.each<readonly [KustoType, Value, Json]>([
    ["bool", true, true],
    ["int", 5n, 5],
    ["long", 9_007_199_254_740_991n, 9_007_199_254_740_991],
    ["long", 9_007_199_254_740_992n, "9007199254740992"],
    ["long", -9_223_372_036_854_775_808n, "-9223372036854775808"],
    ["real", 1.5, 1.5],
    ["real", NaN, "NaN"],
    ["real", Infinity, "Infinity"],
    ["real", -Infinity, "-Infinity"],
    ["decimal", new Decimal("1.50"), "1.5"],
    ["string", "a", "a"],
    ["datetime", new DateTime(1n), "0001-01-01T00:00:00.0000001Z"],
    ["timespan", new Timespan(-10_000_000n), "-00:00:01"],
    ["guid", "74be27de-1e4e-49d9-b579-fe0b331d3642", "74be27de-1e4e-49d9-b579-fe0b331d3642"],
    ["dynamic", "a", "a"],
  ])("a %s is of the form that JSON has for it", (type, value, json) => expect(encode(value, type)).toBe(json));

  test("nothing is null, but a string is empty", () => {
    expect((["bool", "int", "long", "real", "decimal", "datetime", "timespan", "guid", "dynamic", "string"] as const).map((type) => encode(null, type))).toEqual([...Array<null>(9).fill(null), ""]);
    expect(encode(undefined, "string")).toBe("");
  });

  test("a dynamic value is JSON: its longs are numbers, however long, and its times are texts", () => {
    const value = new Map<string, Value>([["n", [9_007_199_254_740_993n, 1, null]], ["t", new DateTime(0n)], ["s", new Timespan(1n)], ["x", NaN], ["d", new Decimal("0.1")]]);
    expect(encode(value, "dynamic")).toEqual({ n: [9_007_199_254_740_992, 1, null], t: "0001-01-01T00:00:00.0000000Z", s: "00:00:00.0000001", x: "NaN", d: "0.1" });
  });

  test("a value that holds itself so often that nobody could read it is refused", () => {
    let value: Value = ["a".repeat(100_000)];
    for (let i = 0; i < 40; i++) value = [value, value];
    expect(() => encode(value, "dynamic")).toThrow(RangeError);
    expect(() => encode(Array<string>(1000).fill("a".repeat(1_000_000)), "dynamic")).toThrow(RangeError);
  });

  test("a bag's keys are only keys", () => {
    const encoded = encode(new Map<string, Value>([["__proto__", 1n], ["constructor", 2n]]), "dynamic");
    expect(JSON.stringify(encoded)).toBe('{"__proto__":1,"constructor":2}');
  });
});
