import { realText } from "../../../kql/values/real-text";
import { textOf } from "../../../kql/values/text";
import { DateTime, Decimal, Timespan, type Value } from "../../../kql/values/value";

describe("A real is written as .NET writes it", () => {
  test.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-12, "-12.0"],
    [1.5, "1.5"],
    [0.1 + 0.2, "0.30000000000000004"],
    [123456.789, "123456.789"],
    [999_999_999_999_999, "999999999999999.0"],
    [1e15, "1E+15"],
    [1.5e15, "1.5E+15"],
    [-1e21, "-1E+21"],
    [1e100, "1E+100"],
    [1.7976931348623157e308, "1.7976931348623157E+308"],
    [0.0001, "0.0001"],
    [0.00001, "1E-05"],
    [1.25e-7, "1.25E-07"],
    [5e-324, "5E-324"],
    [NaN, "NaN"],
    [Infinity, "Infinity"],
    [-Infinity, "-Infinity"],
  ])("%d as %s", (real, text) => expect(realText(real)).toBe(text));
});

describe("The text of a value", () => {
  test.each<[string, Value, string]>([
    ["a string", "it's", "it's"],
    ["nothing", null, ""],
    ["a long", -9_223_372_036_854_775_808n, "-9223372036854775808"],
    ["a real", 2, "2.0"],
    ["true", true, "True"],
    ["false", false, "False"],
    ["a datetime", new DateTime(1n), "0001-01-01T00:00:00.0000001Z"],
    ["a timespan", new Timespan(-864_000_000_001n), "-1.00:00:00.0000001"],
    ["a decimal", new Decimal("1e20"), "100000000000000000000"],
    ["a small decimal", new Decimal("1e-9"), "0.000000001"],
    ["an array", [1n, true, "a", null], '[1,true,"a",null]'],
    ["a bag", new Map<string, Value>([["k", [1]]]), '{"k":[1.0]}'],
  ])("of %s", (_, value, text) => expect(textOf(value)).toBe(text));
});
