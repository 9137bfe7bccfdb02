import fc from "fast-check";
import { parseTimespan, timespanOf, timespanText } from "../../../kql/values/timespan";

const read = (text: string): string | null => {
  const value = parseTimespan(text);
  return value && timespanText(value);
};

// https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/timespan
describe("A timespan is read from", () => {
  test.each([
    ["2d", "2.00:00:00"],
    ["1.5h", "01:30:00"],
    ["30m", "00:30:00"],
    ["10s", "00:00:10"],
    ["0.1s", "00:00:00.1000000"],
    ["100ms", "00:00:00.1000000"],
    ["10microsecond", "00:00:00.0000100"],
    ["1tick", "00:00:00.0000001"],
    ["15 seconds", "00:00:15"],
    ["3 HOURS", "03:00:00"],
    ["-90m", "-01:30:00"],
  ])("an amount of a unit: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["2", "2.00:00:00"],
    ["0", "00:00:00"],
    ["-3", "-3.00:00:00"],
  ])("a number of days: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["0.12:34:56.7", "12:34:56.7000000"],
    ["1.02:03:04.5", "1.02:03:04.5000000"],
    ["13:00", "13:00:00"],
    ["-00:30:00", "-00:30:00"],
    ["23:59:59.9999999", "23:59:59.9999999"],
  ])("days and a time of day: %s", (text, said) => expect(read(text)).toBe(said));

  test("text with blanks around it", () => expect(read(" 1h\t")).toBe("01:00:00"));
});

describe("No timespan is", () => {
  test.each(["", "d", "1w", "1 month", "1.h", ".5h", "1e3s", "24:00:00", "10:60:00", "10:00:60", "1:2:3:4", "--1d", "+1d", "1d2h", "1.2", "10:00:00.12345678", "constructor", "1constructor", "١d"])("%j", (text) =>
    expect(read(text)).toBeNull(),
  );

  test("a text that is long", () => {
    for (const part of ["1", "1.", "d", " ", "00:"]) expect(read(part.repeat(100_000))).toBeNull();
  });
});

describe("Timespans", () => {
  test("are 64 bits of ticks, and wrap", () => {
    expect(timespanOf(2n ** 63n).ticks).toBe(-(2n ** 63n));
    expect(timespanText(timespanOf(-(2n ** 63n)))).toBe("-10675199.02:48:05.4775808");
    expect(timespanText(timespanOf(2n ** 63n - 1n))).toBe("10675199.02:48:05.4775807");
  });

  test("are read back from their text", () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), (ticks) => parseTimespan(timespanText(timespanOf(ticks)))?.ticks === ticks));
  });
});
