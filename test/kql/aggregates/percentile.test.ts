import fc from "fast-check";
import { nearestRank } from "../../../kql/aggregates/percentile";
import { run } from "../support/run";

const summarized = (rows: string, what: string) => run(`${rows} | summarize ${what}`).rows;

// https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function
describe("a percentile", () => {
  test("is the value of the nearest rank, and 0 is the smallest", () => {
    expect(summarized("range x from 1 to 10 step 1", "percentile(x, 0), percentile(x, 5), percentile(x, 50), percentile(x, 50.1), percentile(x, 100)")).toEqual([[1, 1, 5, 6, 10]]);
  });

  test("is among as many values as it says, whatever a fraction of them comes to", () => {
    const sorted = Array.from({ length: 100 }, (_, i) => BigInt(i + 1));
    for (let percent = 1; percent <= 100; percent++) expect(nearestRank(sorted, percent)).toBe(BigInt(percent));
  });

  test("is not exceeded by that many, and is one of the values", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 0, max: 100 }), (values, percent) => {
        const found = nearestRank(values.toSorted((a, b) => a - b), percent) as number;
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length * 100).toBeGreaterThanOrEqual(percent * values.length);
      }),
    );
  });

  test("passes over null, and of nothing is null", () => {
    expect(summarized("datatable(x:long)[3, long(null), 1]", "percentile(x, 100), percentile(x, 1)")).toEqual([[3, 1]]);
    expect(summarized("datatable(x:long)[]", "percentile(x, 50), percentiles_array(x, 5, 50)")).toEqual([[null, [null, null]]]);
  });

  test("is of dates and timespans too, and of texts unsupported", () => {
    expect(summarized("datatable(t:timespan, at:datetime)[1h, datetime(2026-01-03), 2h, datetime(2026-01-01)]", "percentile(t, 50), percentile(at, 50)")).toEqual([["01:00:00", "2026-01-01T00:00:00.0000000Z"]]);
    expect(() => summarized("print s = 'a'", "percentile(s, 50)")).toThrow("unsupported: percentile() of string");
  });

  test.each(["-1", "101", "real(nan)"])("of %s is none", (percent) => expect(() => summarized("print x = 1", `percentile(x, ${percent})`)).toThrow("from 0 to 100"));
});

test("several percentiles come as an array", () => {
  expect(summarized("range x from 1 to 20 step 1", "percentiles_array(x, 5, 50, 99.9), percentiles_array(x, dynamic([25, 75]))")).toEqual([[[1, 10, 20], [5, 15]]]);
});

// https://learn.microsoft.com/en-us/kusto/query/percentilesw-aggregation-function
test("a weighted percentile counts each value as often as its weight", () => {
  const latencies = "datatable(n:long, bucket:long)[8, 10, 6, 20, 3, 30, 1, 40, 0, 99, -5, 98]";
  expect(summarized(latencies, "percentilew(bucket, n, 50), percentilesw_array(bucket, n, 50, 75, 99.9), percentilesw_array(bucket, n, dynamic([0, 100]))")).toEqual([[20, [20, 20, 40], [10, 40]]]);
});
