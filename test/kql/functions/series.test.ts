import fc from "fast-check";
import type { Json } from "../../../kql/values/encode";
import { run, value } from "../support/run";

const series = (items: unknown): string => `dynamic(${JSON.stringify(items)})`;

function near(actual: Json | undefined, expected: readonly number[]): void {
  expect((actual as number[]).map((x) => Math.round(x * 1e9) / 1e9)).toEqual(expected.map((x) => Math.round(x * 1e9) / 1e9));
}

// https://learn.microsoft.com/en-us/kusto/query/series-add-function and those beside it
describe("element by element", () => {
  test("arithmetic keeps whole numbers whole, but for quotients and powers", () => {
    const texts = ["add", "subtract", "multiply", "divide", "pow"].map((name) => `tostring(series_${name}(dynamic([6, 1.5]), dynamic([2, 2])))`);
    expect(run(`print ${texts.join(", ")}`).rows).toEqual([["[8,3.5]", "[4,-0.5]", "[12,3.0]", "[3.0,0.75]", "[36.0,2.25]"]]);
  });

  test("a number meets each element, from either side", () =>
    expect(run("print series_multiply(10, dynamic([1, 2])), series_subtract(dynamic([1, 2]), 1)").rows).toEqual([
      [
        [10, 20],
        [0, 1],
      ],
    ]));

  test("what has no partner, or is no number, becomes null", () => expect(value("series_add(dynamic([1, 'x', 3]), dynamic([1, 1]))")).toEqual([2, null, null]));

  test("comparisons", () => {
    const names = ["equals", "not_equals", "less", "less_equals", "greater", "greater_equals"];
    expect(run(`print ${names.map((name) => `series_${name}(dynamic([1, 2, 3]), dynamic([3, 2, 1]))`).join(", ")}`).rows).toEqual([
      [
        [false, true, false],
        [true, false, true],
        [true, false, false],
        [true, true, false],
        [false, false, true],
        [false, true, true],
      ],
    ]);
  });

  test("functions of one number", () => {
    expect(
      run("print series_abs(dynamic([-1, 2.5])), series_sign(dynamic([-3, 0, 0.1])), series_floor(dynamic([-1.5, 2])), series_ceiling(dynamic([-1.5, 'x']))")
        .rows,
    ).toEqual([
      [
        [1, 2.5],
        [-1, 0, 1],
        [-2, 2],
        [-1, null],
      ],
    ]);
    expect(
      run(
        `print series_exp(dynamic([0])), series_log(dynamic([1, -1])), series_sin(dynamic([0])), series_cos(dynamic([0])), series_atan(dynamic([0])),
          series_acos(dynamic([1]))`,
      ).rows,
    ).toEqual([[[1], [0, null], [0], [1], [0], [0]]]);
    expect(value("series_abs(dynamic(null))")).toBeNull();
  });
});

// https://learn.microsoft.com/en-us/kusto/query/series-fill-linear-function and those beside it
describe("filling gaps", () => {
  const gaps = "dynamic([null, 4, null, null, 10, null])";

  test("from the left, the right, or with a constant", () => {
    expect(run(`print series_fill_forward(${gaps}), series_fill_backward(${gaps}), series_fill_const(${gaps}, 0)`).rows).toEqual([
      [
        [null, 4, 4, 4, 10, 10],
        [4, 4, 10, 10, 10, null],
        [0, 4, 0, 0, 10, 0],
      ],
    ]);
  });

  test("another value may stand for what is missing; then null is a value", () => {
    expect(value("series_fill_forward(dynamic([5, -1, null, -1]), -1)")).toEqual([5, 5, null, null]);
    expect(value("series_fill_const(dynamic([5, 0.0]), 9, 0)")).toEqual([5, 9]);
  });

  test("along a line, whose ends may stay open; among whole numbers it is cut off to whole ones", () => {
    expect(value(`series_fill_linear(${gaps})`)).toEqual([4, 4, 6, 8, 10, 10]);
    expect(value(`series_fill_linear(${gaps}, long(null), false)`)).toEqual([null, 4, 6, 8, 10, null]);
    expect(value("series_fill_linear(dynamic([1, null, 4]))")).toEqual([1, 2, 4]);
    expect(value("series_fill_linear(dynamic([1.0, null, 4]))")).toEqual([1, 2.5, 4]);
  });

  test("a series without any value takes the constant", () => {
    expect(value("series_fill_linear(dynamic([null, null]))")).toEqual([0, 0]);
    expect(value("series_fill_linear(dynamic([null, null]), real(null), true, 7)")).toEqual([7, 7]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/series-stats-function and those beside it
describe("statistics", () => {
  test("of a series, as a bag or as columns", () => {
    expect(value("series_stats_dynamic(dynamic([4, 2, 9, 2, 9]))")).toEqual({
      min: 2,
      min_idx: 1,
      max: 9,
      max_idx: 2,
      avg: 5.2,
      stdev: expect.closeTo(Math.sqrt(12.7), 9) as number,
      variance: expect.closeTo(12.7, 9) as number,
      sum: 26,
      len: 5,
    });
    expect(run("print x = 0 | extend (low, place) = series_stats(dynamic([4, 2, 9])) | project low, place").rows).toEqual([[2, 1]]);
  });

  test("nulls leave none, unless they are to be ignored", () => {
    expect(value("series_stats_dynamic(dynamic([4, null]))")).toBeNull();
    expect(value("series_stats_dynamic(dynamic([4, null, 6]), true)")).toMatchObject({ avg: 5, max_idx: 2, len: 2 });
  });

  test("sums and products", () => {
    expect(
      run(
        `print series_sum(dynamic([1, 2.5])), series_product(dynamic([3, 0.5])), series_magnitude(dynamic([3, 4])),
          series_dot_product(dynamic([1, 2, 3]), dynamic([4, 5]))`,
      ).rows,
    ).toEqual([[3.5, 1.5, 5, 14]]);
    expect(
      run(
        `print series_dot_product(dynamic([1, 2]), 3), series_dot_product(dynamic([]), dynamic([1])),
          series_cosine_similarity(dynamic([1, 0]), dynamic([0, 2]))`,
      ).rows,
    ).toEqual([[9, null, 0]]);
  });

  test("correlation is of series of one length", () => {
    expect(value("round(series_pearson_correlation(dynamic([1, 2, 3]), dynamic([6, 4, 2])), 12)")).toBe(-1);
    expect(value("series_pearson_correlation(dynamic([1, 2, 3]), dynamic([6, 4]))")).toBeNull();
  });
});

// https://learn.microsoft.com/en-us/kusto/query/series-fir-function, https://learn.microsoft.com/en-us/kusto/query/series-iir-function
describe("filters", () => {
  test("a moving average trails its spike, or is centered on it", () => {
    near(value("series_fir(dynamic([0, 0, 6, 0, 0]), dynamic([1, 1, 1]))"), [0, 0, 2, 2, 2]);
    near(value("series_fir(dynamic([0, 0, 6, 0, 0]), dynamic([1, 1, 1]), true, true)"), [0, 2, 2, 2, 0]);
    near(value("series_fir(dynamic([0, 0, 6, 0, 0]), dynamic([1, 1]), false)"), [0, 0, 6, 6, 0]);
  });

  test("a difference is not normalized", () => {
    near(value("series_fir(dynamic([1, 4, 9]), dynamic([1, -1]))"), [1, 3, 5]);
    expect(value("series_fir(dynamic([1, 4, 9]), dynamic([1, -1]), true)")).toBeNull();
  });

  test("feedback", () => {
    near(value("series_iir(dynamic([1, 1, 1]), dynamic([1]), dynamic([1, -0.5]))"), [1, 1.5, 1.75]);
    near(value("series_iir(dynamic([4, 0, 0]), dynamic([1, 2]), dynamic([2]))"), [2, 4, 0]);
    expect(value("series_iir(dynamic([1]), dynamic([1]), dynamic([0, 1]))")).toBeNull();
  });

  test("a running sum is the sum at its end", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 20 }), (items) => {
        const sums = value(`series_iir(${series(items)}, dynamic([1]), dynamic([1, -1]))`) as number[];
        expect(sums.at(-1)).toBeCloseTo(
          items.reduce((a, b) => a + b, 0),
          9,
        );
      }),
      { numRuns: 30 },
    );
  });

  test("is stopped by its limits", () => {
    expect(() => run("print series_fir(range(1, 100000), range(1, 100000))", { limits: { passedRows: 1_000_000 } })).toThrow("rows passed");
  });
});

// https://learn.microsoft.com/en-us/kusto/query/series-fit-line-function
describe("a line through a series", () => {
  test("that is one", () =>
    expect(value("series_fit_line_dynamic(dynamic([3, 5, 7, 9]))")).toEqual({
      rsquare: 1,
      slope: 2,
      variance: 20 / 3,
      rvariance: 0,
      interception: 3,
      line_fit: [3, 5, 7, 9],
    }));

  test("gives the columns in their order", () => {
    const [row] = run("print (r, slope, variance, rest, start, line) = series_fit_line(dynamic([1, 0, 5]))").rows;
    near(row?.slice(0, 5), [4 / 7, 2, 7, 3, 0]);
    near(row?.[5], [0, 2, 4]);
  });
});

/** Four weeks of days: more at the weekend. */
const weeks = Array.from({ length: 28 }, (_, day) => [10, 11, 12, 11, 10, 30, 31][day % 7] ?? 0);

// https://learn.microsoft.com/en-us/kusto/query/series-decompose-function and those beside it
describe("decomposition", () => {
  test("a period is found by itself", () => {
    const [row] = run(`print (periods, scores) = series_periods_detect(${series(weeks)}, 4.0, 14.0, 2)`).rows;
    expect(row?.[0]).toEqual([7, 0]);
    expect((row?.[1] as number[])[0]).toBeCloseTo(1, 9);
  });

  // https://learn.microsoft.com/en-us/kusto/query/series-periods-validate-function
  test("a period may be asked for", () => {
    const [row] = run(`print (periods, scores) = series_periods_validate(${series(weeks)}, 7.0, 6.0)`).rows;
    expect(row?.[0]).toEqual([7, 6]);
    near(row?.[1], [1, 0]);
  });

  test("the seasonal part is the median of each phase", () => {
    const spiked = weeks.with(9, 500);
    expect(value(`series_seasonal(${series(spiked)}, 7)`)).toEqual(weeks);
    expect(value(`series_seasonal(${series(weeks)})`)).toEqual(weeks);
    expect(value("series_seasonal(dynamic([1, 5, 2, 8, 3]))")).toEqual([0, 0, 0, 0, 0]);
  });

  test("the trend is an average, a line, or none, of what the season leaves", () => {
    const rising = series([1, 2, 3, 4]);
    const trends = ["avg", "linefit", "none"].map((trend) => run(`print (base, season, trend, rest) = series_decompose(${rising}, 0, "${trend}")`).rows[0]);
    expect(trends[0]).toEqual([
      [2.5, 2.5, 2.5, 2.5],
      [0, 0, 0, 0],
      [2.5, 2.5, 2.5, 2.5],
      [-1.5, -0.5, 0.5, 1.5],
    ]);
    near(trends[1]?.[0], [1, 2, 3, 4]);
    expect(trends[2]?.[3]).toEqual([1, 2, 3, 4]);
    expect(() => run(`print (a, b) = series_decompose(${rising}, 0, "square")`)).toThrow("does not know the trend");
  });

  test("test points are not learned from", () => {
    const [row] = run("print (base, season, trend, rest) = series_decompose(dynamic([1, 2, 3, 100]), 0, 'linefit', 1)").rows;
    near(row?.[0], [1, 2, 3, 4]);
    near(row?.[3], [0, 0, 0, 96]);
  });

  test("a series with anything but numbers is not supported", () =>
    expect(() => run("print (a, b, c) = series_decompose_anomalies(dynamic([1, null, 3]))")).toThrow("unsupported: series_decompose_anomalies"));
});

// https://learn.microsoft.com/en-us/kusto/query/series-decompose-anomalies-function, https://learn.microsoft.com/en-us/kusto/query/series-outliers-function
describe("anomalies", () => {
  const noisy = Array.from({ length: 40 }, (_, i) => 100 + ((i * 7) % 5) + (i % 3));

  test("a rise and a dip are flagged, the rest is not", () => {
    const [row] = run(`print (flag, scores, base) = series_decompose_anomalies(${series(noisy.with(11, 160).with(30, 40))}, 1.5, 0)`).rows;
    expect((row?.[0] as number[]).flatMap((flag, i) => (flag === 0 ? [] : [[i, flag]]))).toEqual([
      [11, 1],
      [30, -1],
    ]);
    expect((row?.[1] as number[])[11]).toBeGreaterThan(1.5);
    expect(new Set(row?.[2] as number[]).size).toBe(1);
  });

  test("a higher threshold flags less", () => {
    const [row] = run(`print (flag, scores) = series_decompose_anomalies(${series(noisy.with(11, 160))}, 1000.0, 0)`).rows;
    expect(new Set(row?.[0] as number[])).toEqual(new Set([0]));
  });

  test("what the season expects is no anomaly", () => {
    const [row] = run(`print (flag, scores, base) = series_decompose_anomalies(${series(weeks.map((y, i) => y + (i % 2)))}, 1.5, 7, "linefit")`).rows;
    expect(new Set(row?.[0] as number[])).toEqual(new Set([0]));
  });

  test("a spike out of an unchanging series is flagged", () => {
    const [row] = run(`print (flag, scores) = series_decompose_anomalies(${series(Array<number>(30).fill(3).with(20, 50))}, 1.5, 0, "none")`).rows;
    expect((row?.[0] as number[]).indexOf(1)).toBe(20);
  });

  test("scores are distances from the fence by its width, and nulls have none", () => {
    const items = [...Array.from({ length: 20 }, (_, i) => i), 50, null];
    expect((value(`series_outliers(${series(items)}, "tukey")`) as number[]).slice(19)).toEqual([0.4, 3.5, 0]);
    expect(() => value(`series_outliers(${series(items)}, "ctukey", 0, 5, 95)`)).toThrow("unsupported: series_outliers with other percentiles");
    expect(() => value(`series_outliers(${series(items)}, "grubbs")`)).toThrow("does not know the method");
  });
});
