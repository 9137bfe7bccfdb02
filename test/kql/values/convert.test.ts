import { convert, parseGuid, parseReal, toDecimal } from "../../../kql/values/convert";
import { encode, type Json } from "../../../kql/values/encode";
import { DateTime, Decimal, type KustoType, Timespan, type Value } from "../../../kql/values/value";

const EPOCH = new DateTime(621_355_968_000_000_000n);
const GUID = "74be27de-1e4e-49d9-b579-fe0b331d3642";
const bag = new Map<string, Value>([["a", 1n]]);

type Answers = Readonly<Record<Exclude<KustoType, "dynamic">, Json>>;

// Each value as each type, in the encoding of results.
const TABLE: readonly (readonly [string, Value, Answers])[] = [
  ["true", true, { string: "True", bool: true, int: 1, long: 1, real: 1, decimal: "1", datetime: null, timespan: null, guid: null }],
  ["the long 5", 5n, { string: "5", bool: true, int: 5, long: 5, real: 5, decimal: "5", datetime: "0001-01-01T00:00:00.0000005Z", timespan: "00:00:00.0000005", guid: null }],
  ["the long 0", 0n, { string: "0", bool: false, int: 0, long: 0, real: 0, decimal: "0", datetime: "0001-01-01T00:00:00.0000000Z", timespan: "00:00:00", guid: null }],
  ["the long -1", -1n, { string: "-1", bool: true, int: -1, long: -1, real: -1, decimal: "-1", datetime: null, timespan: "-00:00:00.0000001", guid: null }],
  ["the real -2.7", -2.7, { string: "-2.7", bool: true, int: -2, long: -2, real: -2.7, decimal: "-2.7", datetime: null, timespan: "-00:00:00.0000002", guid: null }],
  ["NaN", NaN, { string: "NaN", bool: true, int: null, long: null, real: "NaN", decimal: null, datetime: null, timespan: null, guid: null }],
  ["infinity", Infinity, { string: "Infinity", bool: true, int: null, long: null, real: "Infinity", decimal: null, datetime: null, timespan: null, guid: null }],
  ["the decimal 9.99", new Decimal("9.99"), { string: "9.99", bool: true, int: 9, long: 9, real: 9.99, decimal: "9.99", datetime: null, timespan: null, guid: null }],
  ["a datetime", EPOCH, { string: "1970-01-01T00:00:00.0000000Z", bool: null, int: -139_100_160, long: "621355968000000000", real: 621_355_968_000_000_000, decimal: "621355968000000000", datetime: "1970-01-01T00:00:00.0000000Z", timespan: null, guid: null }],
  ["a timespan", new Timespan(36_000_000_000n), { string: "01:00:00", bool: null, int: 1_640_261_632, long: 36_000_000_000, real: 36_000_000_000, decimal: "36000000000", datetime: null, timespan: "01:00:00", guid: null }],
  ["an array", [1n], { string: "[1]", bool: null, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: null }],
  ["a bag", bag, { string: '{"a":1}', bool: null, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: null }],
  ["nothing", null, { string: "", bool: null, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: null }],
  ["an empty text", "", { string: "", bool: null, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: null }],
  ["the text 12", " 12 ", { string: " 12 ", bool: true, int: 12, long: 12, real: 12, decimal: "12", datetime: null, timespan: "12.00:00:00", guid: null }],
  ["the text 5.9", "5.9", { string: "5.9", bool: null, int: null, long: null, real: 5.9, decimal: "5.9", datetime: null, timespan: null, guid: null }],
  ["the text FALSE", "FALSE", { string: "FALSE", bool: false, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: null }],
  ["a date's text", "2026-11-20", { string: "2026-11-20", bool: null, int: null, long: null, real: null, decimal: null, datetime: "2026-11-20T00:00:00.0000000Z", timespan: null, guid: null }],
  ["a GUID's text", GUID.toUpperCase(), { string: GUID.toUpperCase(), bool: null, int: null, long: null, real: null, decimal: null, datetime: null, timespan: null, guid: GUID }],
];

describe("As each type", () => {
  test.each(TABLE)("%s is what it stands for there, or null", (_, value, answers) => {
    const made = Object.fromEntries(Object.keys(answers).map((type) => [type, encode(convert(value, type as KustoType), type as KustoType)]));
    expect(made).toEqual(answers);
  });

  test("dynamic, a value is what it is", () => {
    for (const [, value] of TABLE) expect(convert(value, "dynamic")).toBe(value);
  });
});

describe("A text is", () => {
  test("a whole number in 64 bits, in digits or hexadecimal, or none", () => {
    expect(["9223372036854775807", "9223372036854775808", "-9223372036854775808", "+7", "0x1F", "0XfF", "0xffffffffffffffff", "0x", "1e3", "1,000", "--1", "9".repeat(41)].map((text) => convert(text, "long"))).toEqual([
      9_223_372_036_854_775_807n, null, -9_223_372_036_854_775_808n, 7n, 31n, 255n, -1n, null, null, null, null, null,
    ]);
  });

  test("an int only where it fits", () => expect(["2147483647", "2147483648", "-2147483648"].map((text) => convert(text, "int"))).toEqual([2_147_483_647n, null, -2_147_483_648n]));

  test("a real in any way of writing one", () => {
    expect(["1e3", ".5", "5.", "-1.5E-3", "+2", "nan", "INF", "-Infinity", "1e999"].map(parseReal)).toEqual([1000, 0.5, 5, -0.0015, 2, NaN, Infinity, -Infinity, Infinity]);
    expect(["", ".", "e5", "1e", "0x10", "1_000", "1 2", "١"].map(parseReal)).toEqual([null, null, null, null, null, null, null, null]);
  });

  test("a decimal of all its digits", () => {
    expect(toDecimal("3.14159265358979323846264338327950")?.toFixed()).toBe("3.1415926535897932384626433832795");
    expect(["1e9999", "nan", "x", "1".repeat(401)].map(toDecimal)).toEqual([null, null, null, null]);
  });

  test("a GUID with or without hyphens and brackets, in lower case", () => {
    expect([GUID, `{${GUID}}`, `(${GUID.toUpperCase()})`, GUID.replaceAll("-", ""), ` ${GUID} `].map(parseGuid)).toEqual([GUID, GUID, GUID, GUID, GUID]);
    expect(["", GUID.slice(1), `${GUID}0`, GUID.replace("7", "g"), GUID.replace("-", "")].map(parseGuid)).toEqual([null, null, null, null, null]);
  });

  test("read in no time, however long", () => {
    const types = ["int", "long", "real", "decimal", "bool", "datetime", "timespan", "guid"] as const;
    for (const text of ["1", " ", "1.", "e", "{", "0x", "-"].map((part) => part.repeat(200_000))) for (const type of types) convert(text, type);
    expect(convert("1".repeat(200_000), "long")).toBeNull();
  });
});

describe("Out of range", () => {
  test("a real stops at the ends of a whole number", () => {
    expect([1e30, -1e30, 3e9].map((real) => convert(real, "long"))).toEqual([9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 3_000_000_000n]);
    expect([3e9, -3e9].map((real) => convert(real, "int"))).toEqual([2_147_483_647n, -2_147_483_648n]);
  });

  test("a long wraps to an int", () => expect([3_000_000_000n, 4_294_967_296n].map((long) => convert(long, "int"))).toEqual([-1_294_967_296n, 0n]));
});
