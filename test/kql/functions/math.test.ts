import fc from "fast-check";
import { run, value } from "../support/run";

// https://learn.microsoft.com/en-us/kusto/query/round-function
describe("rounding", () => {
  test("half goes away from zero", () => expect(run("print round(0.5), round(1.5), round(-0.5), round(-2.5), round(2.4)").rows).toEqual([[1, 2, -1, -3, 2]]));

  test("goes to digits after the point, or before it", () => {
    expect(run("print round(3.14159, 2), round(1234.5, -2), round(-1250, -2), round(77, 3), round(49, -3)").rows).toEqual([[3.14, 1200, -1300, 77, 0]]);
    expect(value("tostring(round(decimal(1.005), 2))")).toBe("1.01");
  });

  test("a size that no power of ten reaches", () => expect(run("print round(1.5e300, 300), round(5, -40), round(2.5, -400)").rows).toEqual([[1.5e300, 0, 0]]));

  test("ceiling goes up and keeps whole numbers whole", () => expect(run("print ceiling(-1.2), ceiling(1.2), ceiling(7)").rows).toEqual([[-1, 2, 7]]));

  test("abs takes the sign of numbers, decimals and spans", () =>
    expect(run("print abs(-7), abs(-7.5), abs(-2h), tostring(abs(decimal(-0.5)))").rows).toEqual([[7, 7.5, "02:00:00", "0.5"]]));
});

// https://learn.microsoft.com/en-us/kusto/query/log-function and those beside it
describe("elementary functions", () => {
  test("powers and roots", () => {
    expect(run("print sqrt(6.25), pow(2, -2), exp2(10), exp10(3), round(exp(1), 6)").rows).toEqual([[2.5, 0.25, 1024, 1000, 2.718282]]);
    expect(value("sqrt(-4)")).toBe("NaN");
  });

  test("logarithms of negative numbers are null, of zero minus infinity", () => {
    expect(run("print log(-1), log2(-1), log10(-0.5), log(0), log2(8), log10(0.01)").rows).toEqual([[null, null, null, "-Infinity", 3, -2]]);
  });

  test("angles", () => {
    expect(
      run("print degrees(pi()), round(radians(90) * 2, 9) == round(pi(), 9), round(cot(pi() / 4), 9), round(atan2(-1, -1), 9), asin(1) == pi() / 2").rows,
    ).toEqual([[180, true, 1, -2.35619449, true]]);
    expect(run("print asin(1.1), acos(-1.1), acos(1)").rows).toEqual([[null, null, 0]]);
  });

  test("sign is a real, and that of NaN is zero", () => expect(run("print sign(-3), sign(0.0), sign(2h / 1h), sign(real(nan))").rows).toEqual([[-1, 0, 1, 0]]));

  test("NaN and infinity are told apart, null is neither", () => {
    expect(run("print isnan(0.0 / 0.0), isinf(-1.0 / 0.0), isfinite(1e308), isfinite(real(+inf)), isnan(real(null))").rows).toEqual([
      [true, true, true, false, null],
    ]);
  });

  test("null in, null out", () => expect(run("print pow(real(null), 2), sin(real(null)), round(real(null))").rows).toEqual([[null, null, null]]));
});

// https://learn.microsoft.com/en-us/kusto/query/max-of-function
describe("the least and the greatest", () => {
  test("nulls lose, NaN wins", () => {
    expect(
      run("print max_of(3, int(null), 5), min_of(int(null), 5), max_of(1.0, real(nan), 2.0), min_of(real(nan), 1.0), max_of(long(null), long(null))").rows,
    ).toEqual([[5, 5, "NaN", "NaN", null]]);
  });

  test("the answer has the type that all arguments fit", () =>
    expect(run("print x = min_of(1, 2.5)")).toMatchObject({ columns: [{ type: "real" }], rows: [[1]] }));

  test("also of times and texts", () => {
    expect(value("max_of(datetime(2024-01-01), datetime(2023-01-01))")).toBe("2024-01-01T00:00:00.0000000Z");
    expect(value("min_of('b', 'B', 'a')")).toBe("B");
  });
});

// https://learn.microsoft.com/en-us/kusto/query/binary-and-function and those beside it
describe("bits", () => {
  test("and, or, xor, not", () =>
    expect(run("print binary_and(12, 10), binary_or(12, 10), binary_xor(12, 10), binary_not(12)").rows).toEqual([[8, 14, 6, -13]]));

  test("shifts count modulo 64 and lose what leaves 64 bits", () => {
    expect(run("print binary_shift_left(3, 4), binary_shift_right(-16, 2), binary_shift_left(5, 65), binary_shift_left(1, -1)").rows).toEqual([
      [48, -4, 10, null],
    ]);
    expect(value("binary_shift_left(3, 63)")).toBe("-9223372036854775808");
  });

  test("ones are counted in two's complement", () => expect(run("print bitset_count_ones(255), bitset_count_ones(-1)").rows).toEqual([[8, 64]]));

  test("hexadecimal digits", () =>
    expect(run("print tohex(3735928559), tohex(10, 4), tohex(int(-2)), tohex(-2), tohex(1, 99)").rows).toEqual([
      ["deadbeef", "000a", "fffffffe", "fffffffffffffffe", "0000000000000001"],
    ]));

  test("xor undoes itself", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => expect(value(`binary_xor(binary_xor(${a}, ${b}), ${b})`)).toBe(a)),
      { numRuns: 40 },
    );
  });
});

// Reference values from https://dlmf.nist.gov/5 and https://dlmf.nist.gov/7
describe("special functions", () => {
  test.each([
    ["gamma(6)", 120],
    ["gamma(0.5)", 1.772453850905516],
    ["gamma(-1.5)", 2.363271801207355],
    ["loggamma(100.5)", 361.4355404678],
    ["erf(0.3)", 0.3286267594591274],
    ["erf(-1)", -0.8427007929497149],
    ["erf(2.6)", 0.999763965583471],
    ["erfc(4)", 1.541725790028002e-8],
    ["erfc(0)", 1],
    ["beta_cdf(0.5, 2, 3)", 0.6875],
    ["beta_pdf(0.25, 2, 2)", 1.125],
    ["beta_inv(0.6875, 2, 3)", 0.5],
  ])("%s", (expression, expected) => {
    const actual = value(expression) as number;
    expect(Math.abs(actual - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
  });

  // https://learn.microsoft.com/en-us/kusto/query/beta-inv-function
  test("the beta distribution outside of its range", () => {
    expect(
      run("print beta_cdf(1.1, 2, 3), beta_pdf(0.5, -1, 3), beta_inv(1.2, 2, 3), beta_cdf(0.5, 20000, 1), beta_cdf(0, 2, 3), beta_cdf(1, 2, 3)").rows,
    ).toEqual([["NaN", "NaN", null, "NaN", 0, 1]]);
  });

  test("the inverse of the beta distribution finds what it came from", () => {
    const shape = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), shape, shape, (percent, a, b) => {
        expect(value(`abs(beta_cdf(beta_inv(${percent / 100}, ${a}, ${b}), ${a}, ${b}) - ${percent / 100}) < 1e-9`)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
