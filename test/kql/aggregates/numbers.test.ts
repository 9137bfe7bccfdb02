import fc from "fast-check";
import { run } from "../support/run";

const summarized = (rows: string, what: string) => run(`${rows} | summarize ${what}`).rows;
const longs = (values: readonly (number | bigint | null)[]) => `datatable(x:long)[${values.map((value) => value ?? "long(null)").join(",")}]`;
const reals = (values: readonly number[]) => `datatable(x:real)[${values.map((value) => (Number.isNaN(value) ? "real(nan)" : `real(${value})`)).join(",")}]`;
const NOTHING = longs([]);

// https://learn.microsoft.com/en-us/kusto/query/count-aggregation-function
describe("count", () => {
  test("counts rows, be there none", () => expect(summarized(longs([1, null]), "count(), countif(x > 0), countif(isnull(x))")).toEqual([[2, 1, 1]]));
  test("of nothing is 0", () => expect(summarized(NOTHING, "count(), countif(x > 0), dcount(x), count_distinct(x)")).toEqual([[0, 0, 0, 0]]));
  test("of a condition is told to be unsupported", () => expect(() => summarized(longs([1]), "count(x > 0)")).toThrow("unsupported: count() of a condition"));
});

// https://learn.microsoft.com/en-us/kusto/query/sum-aggregation-function
describe("sum", () => {
  test("passes over null, and of nothing is 0", () => {
    expect(summarized(longs([1, null, 4]), "sum(x), sumif(x, x > 1)")).toEqual([[5, 4]]);
    expect(summarized(NOTHING, "sum(x)")).toEqual([[0]]);
    expect(summarized("datatable(x:timespan)[]", "sum(x), avg(x)")).toEqual([["00:00:00", null]]);
  });

  test("of ints is a long, and longs wrap at 64 bits", () => {
    const { columns, rows } = run("datatable(x:int)[2147483647, 1] | summarize sum(x)");
    expect([columns[0]?.type, rows]).toEqual(["long", [[2147483648]]]);
    expect(summarized("datatable(x:long)[9223372036854775807, 1]", "sum(x)")).toEqual([["-9223372036854775808"]]);
  });

  test("is of timespans and decimals too, and of dates unsupported", () => {
    expect(summarized("datatable(t:timespan, d:decimal)[1h, decimal(0.1), 30m, decimal(0.2)]", "sum(t), sum(d)")).toEqual([["01:30:00", "0.3"]]);
    expect(() => summarized("datatable(x:datetime)[]", "sum(x)")).toThrow("unsupported: sum() of datetime");
  });

  test("is what adding up by hand gives", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), fc.constant(null)), { maxLength: 20 }), (values) => {
        const there = values.filter((value) => value !== null).map(Number);
        const total = there.reduce((a, b) => a + b, 0);
        const row = [total, there.length === 0 ? "NaN" : total / there.length, there.length === 0 ? null : Math.min(...there), there.length === 0 ? null : Math.max(...there)];
        expect(summarized(longs(values), "sum(x), avg(x), min(x), max(x)")).toEqual([row]);
      }),
      { numRuns: 30 },
    );
  });
});

// https://learn.microsoft.com/en-us/kusto/query/avg-aggregation-function
describe("avg", () => {
  test("of no numbers is NaN", () => expect(summarized(longs([null]), "avg(x), avgif(x, x > 0)")).toEqual([["NaN", "NaN"]]));
  test("is of dates, timespans and decimals too", () => {
    expect(summarized("datatable(t:timespan, at:datetime, d:decimal)[1h, datetime(2026-01-01), decimal(1), 2h, datetime(2026-01-03), decimal(2)]", "avg(t), avg(at), avg(d)")).toEqual([
      ["01:30:00", "2026-01-02T00:00:00.0000000Z", "1.5"],
    ]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/min-aggregation-function
describe("min and max", () => {
  test("are of texts, by their code units, and of truths", () => {
    expect(summarized('datatable(s:string, b:bool)["b", true, "B", false, "é", bool(null)]', "min(s), max(s), min(b), max(b), minif(s, s != 'B')")).toEqual([["B", "é", false, true, "b"]]);
  });
  test("of nothing are null, and of no texts empty", () => {
    expect(summarized(NOTHING, "min(x), maxif(x, x > 0)")).toEqual([[null, null]]);
    expect(summarized("datatable(s:string)[]", "min(s), max(s)")).toEqual([["", ""]]);
  });
  test("are both NaN where one value is", () => expect(summarized(reals([1, NaN, 2]), "min(x), max(x)")).toEqual([["NaN", "NaN"]]));
});

// https://learn.microsoft.com/en-us/kusto/query/variance-aggregation-function
describe("variance and stdev", () => {
  test("are of a sample, or of all there is", () => {
    expect(summarized("range x from 1 to 5 step 1", "variance(x), variancep(x), stdev(x), stdevp(x), varianceif(x, x > 3)")).toEqual([[2.5, 2, Math.sqrt(2.5), Math.SQRT2, 0.5]]);
  });
  test("are rounded to ten places, and the deviation is the root of what was rounded", () => {
    expect(summarized("range x from 1 to 10 step 1", "variance(x), stdev(x)")).toEqual([[9.1666666667, Math.sqrt(9.1666666667)]]);
  });
  test("of one value or none are 0", () => {
    expect(summarized(longs([7]), "variance(x), stdevp(x)")).toEqual([[0, 0]]);
    expect(summarized(longs([null]), "variance(x), stdev(x), variancep(x)")).toEqual([[0, 0, 0]]);
  });
  test("are steady far from zero", () => expect(summarized(longs([1_000_000_001, 1_000_000_002, 1_000_000_003]), "variance(x)")).toEqual([[1]]));
});

// https://learn.microsoft.com/en-us/kusto/query/covariance-aggregation-function
test("covariance is of a sample, or of all there is, without rows where a value is null", () => {
  const rows = "datatable(x:real, y:real)[1.0, 14.0, 2.0, 10.0, 3.0, 17.0, 4.0, 20.0, 5.0, 50.0, real(null), 1.0]";
  expect(summarized(rows, "covariance(x, y), covariancep(x, y), covarianceif(x, y, x < 3)")).toEqual([[20.5, 16.4, -2]]);
});

// https://learn.microsoft.com/en-us/kusto/query/binary-all-and-aggregation-function
test("bits are joined by and, or, xor", () => {
  expect(summarized(longs([12, null, 10]), "binary_all_and(x), binary_all_or(x), binary_all_xor(x)")).toEqual([[8, 14, 6]]);
  expect(summarized(NOTHING, "binary_all_and(x), binary_all_or(x)")).toEqual([[null, null]]);
});
