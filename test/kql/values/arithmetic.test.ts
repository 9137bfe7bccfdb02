import fc from "fast-check";
import { calculate, type Operator } from "../../../kql/values/arithmetic";
import { dateTimeText, parseDateTime } from "../../../kql/values/datetime";
import { timespanText } from "../../../kql/values/timespan";
import { DateTime, Decimal, type KustoType, Timespan, type Value } from "../../../kql/values/value";

const LONG = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const at = (text: string): DateTime => parseDateTime(text) as DateTime;
const hours = (number: number): Timespan => new Timespan(BigInt(number) * 36_000_000_000n);
const timed = (a: Value, operator: Operator, b: Value, type: KustoType): unknown => {
  const value = calculate(operator, a, b, type);
  return value instanceof DateTime ? dateTimeText(value) : value instanceof Timespan ? timespanText(value) : value;
};

// https://learn.microsoft.com/en-us/kusto/query/numerical-operators
describe("Whole numbers", () => {
  test("wrap at 64 bits, and ints at 32", () => {
    expect(calculate("+", 9_223_372_036_854_775_807n, 1n, "long")).toBe(-9_223_372_036_854_775_808n);
    expect(calculate("-", -9_223_372_036_854_775_808n, 1n, "long")).toBe(9_223_372_036_854_775_807n);
    expect(calculate("*", 9_223_372_036_854_775_807n, 2n, "long")).toBe(-2n);
    expect(calculate("/", -9_223_372_036_854_775_808n, -1n, "long")).toBe(-9_223_372_036_854_775_808n);
    expect(calculate("*", 65_536n, 65_536n, "int")).toBe(0n);
  });

  test("are divided towards zero", () => expect([calculate("/", 7n, 2n, "long"), calculate("/", -7n, 2n, "long"), calculate("/", 7n, -2n, "long")]).toEqual([3n, -3n, -3n]));

  test("divided by zero are nothing", () => expect([calculate("/", 1n, 0n, "long"), calculate("%", 1n, 0n, "long")]).toEqual([null, null]));

  test("stay within 64 bits", () => {
    fc.assert(fc.property(LONG, LONG, fc.constantFrom<Operator>("+", "-", "*", "/", "%"), (a, b, operator) => {
      const answer = calculate(operator, a, b, "long");
      return answer === null ? b === 0n : answer === BigInt.asIntN(64, answer as bigint);
    }));
  });

  test("have remainders that are never negative, and less than the divisor", () => {
    fc.assert(fc.property(LONG, LONG.filter((b) => b !== 0n), (a, b) => {
      const rest = calculate("%", a, b, "long") as bigint;
      return rest >= 0n && rest < (b < 0n ? -b : b) && (a - rest) % b === 0n;
    }));
  });

  test("count a bool as 1 or 0", () => expect(calculate("+", true, 1n, "long")).toBe(2n));
});

describe("Reals", () => {
  test("divided by zero are infinite, or no number", () => expect([calculate("/", 1, 0, "real"), calculate("/", -1n, 0, "real"), calculate("/", 0, 0, "real")]).toEqual([Infinity, -Infinity, NaN]));
  test("take longs with them", () => expect(calculate("*", 3n, 0.5, "real")).toBe(1.5));
  test("have remainders that are never negative", () => expect([calculate("%", -5.5, 2, "real"), calculate("%", 5.5, -2, "real")]).toEqual([0.5, 1.5]));
});

describe("Decimals", () => {
  const text = (operator: Operator, a: Value, b: Value): unknown => {
    const value = calculate(operator, a, b, "decimal");
    return value instanceof Decimal ? value.toFixed() : value;
  };

  test("are exact, to 34 digits", () => {
    expect(text("+", new Decimal("0.1"), new Decimal("0.2"))).toBe("0.3");
    expect(text("/", new Decimal(1), 3n)).toBe("0.3333333333333333333333333333333333");
    expect(text("*", new Decimal("9007199254740993"), 3n)).toBe("27021597764222979");
    expect(text("-", new Decimal("1.5"), 0.5)).toBe("1");
    expect(text("%", new Decimal("-7.5"), new Decimal(2))).toBe("0.5");
  });

  test("are nothing when they are divided by zero, or more than a decimal can hold", () => {
    expect([text("/", new Decimal(1), 0n), text("%", new Decimal(1), 0n), text("+", new Decimal(1), NaN)]).toEqual([null, null, null]);
    let product: Value = new Decimal("1e999");
    for (let doubling = 0; doubling < 50; doubling++) product = calculate("*", product, product, "decimal");
    expect(product).toBeNull();
  });
});

describe("Times", () => {
  test("are moved by timespans, and lie timespans apart", () => {
    expect(timed(at("2026-11-20"), "+", hours(25), "datetime")).toBe("2026-11-21T01:00:00.0000000Z");
    expect(timed(hours(25), "+", at("2026-11-20"), "datetime")).toBe("2026-11-21T01:00:00.0000000Z");
    expect(timed(at("2026-03-01"), "-", hours(24), "datetime")).toBe("2026-02-28T00:00:00.0000000Z");
    expect(timed(at("2026-03-01"), "-", at("2026-02-27"), "timespan")).toBe("2.00:00:00");
  });

  test("are nothing outside of their years", () => {
    expect([timed(at("0001-01-01"), "-", hours(1), "datetime"), timed(at("9999-12-31"), "+", hours(24), "datetime")]).toEqual([null, null]);
  });

  test("can't be added to times, nor taken from timespans", () => {
    expect([timed(at("2026-11-20"), "+", at("2026-11-20"), "datetime"), timed(hours(1), "-", at("2026-11-20"), "datetime"), timed(at("2026-11-20"), "*", 2n, "datetime")]).toEqual([null, null, null]);
  });

  test("have a remainder by a timespan", () => expect(timed(at("2026-11-20T13:30:00Z"), "%", hours(1), "timespan")).toBe("00:30:00"));
});

describe("Timespans", () => {
  test("are summed, taken away, multiplied and divided", () => {
    expect(timed(hours(1), "+", hours(2), "timespan")).toBe("03:00:00");
    expect(timed(hours(1), "-", hours(2), "timespan")).toBe("-01:00:00");
    expect([timed(hours(1), "*", 3n, "timespan"), timed(2n, "*", hours(1), "timespan"), timed(hours(1), "*", 1.5, "timespan")]).toEqual(["03:00:00", "02:00:00", "01:30:00"]);
    expect([timed(hours(3), "/", 2n, "timespan"), timed(hours(3), "/", 1.5, "timespan")]).toEqual(["01:30:00", "02:00:00"]);
  });

  test("divided by one another are a real", () => expect([timed(hours(3), "/", hours(2), "real"), timed(hours(1), "/", hours(0), "real")]).toEqual([1.5, Infinity]));

  test("have remainders that are never negative", () => expect([timed(hours(25), "%", hours(24), "timespan"), timed(hours(-1), "%", hours(24), "timespan")]).toEqual(["01:00:00", "23:00:00"]));

  test("divided by nothing are nothing", () => {
    expect([timed(hours(1), "/", 0n, "timespan"), timed(hours(1), "/", 0, "timespan"), timed(hours(1), "%", hours(0), "timespan"), timed(hours(1), "*", NaN, "timespan")]).toEqual([null, null, null, null]);
  });
});

test("Of nothing, or of what is no number, every operation is nothing", () => {
  for (const operator of ["+", "-", "*", "/", "%"] as const) {
    expect([calculate(operator, null, 1n, "long"), calculate(operator, 1, null, "real"), calculate(operator, "1", 1n, "long"), calculate(operator, [1n], 1n, "long")]).toEqual([null, null, null, null]);
  }
});
