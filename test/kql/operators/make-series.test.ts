import { run } from "../support/run";

// https://learn.microsoft.com/en-us/kusto/query/make-series-operator
const LOGONS = `datatable(at: datetime, user: string, bytes: long)[
  datetime(2026-11-01 06:00), "ann", 10,
  datetime(2026-11-01 18:00), "ann", 30,
  datetime(2026-11-03 00:00), "ann", 5,
  datetime(2026-11-02 12:00), "ben", 7
]`;
const DAYS = ["2026-11-01T00:00:00.0000000Z", "2026-11-02T00:00:00.0000000Z", "2026-11-03T00:00:00.0000000Z"];

describe("make-series", () => {
  test("makes one row for each key, and fills the steps without rows", () => {
    const { columns, rows } = run(`${LOGONS} | make-series total = sum(bytes), count() default = -1 on at from datetime(2026-11-01) to datetime(2026-11-04) step 1d by user`);
    expect(columns.map(({ name }) => name)).toEqual(["user", "total", "count_", "at"]);
    expect(rows).toEqual([
      ["ann", [40, 0, 5], [2, -1, 1], DAYS],
      ["ben", [0, 7, 0], [-1, 1, -1], DAYS],
    ]);
  });

  test("leaves the end out, and rows beyond it", () => {
    expect(run(`${LOGONS} | make-series sum(bytes) on at from datetime(2026-11-01) to datetime(2026-11-03) step 1d`).rows).toEqual([[[40, 7], DAYS.slice(0, 2)]]);
    expect(run(`${LOGONS} | make-series sum(bytes) on at from datetime(2026-11-02) to datetime(2026-11-03 00:00:01) step 1d`).rows).toEqual([[[7, 5], DAYS.slice(1)]]);
  });

  test("leaves out a key that has no row within the bounds", () => {
    expect(run('datatable(x: long, k: string)[0, "a", 2, "b", -1, "c"] | make-series count() on x from 0 to 2 step 1 by k').rows).toEqual([["a", [1, 0], [0, 1]]]);
  });

  test("counts its steps from the start", () => {
    expect(run("datatable(x: long)[1, 2, 3, 4] | make-series count() on x from 1 to 5 step 2").rows).toEqual([[[2, 2], [1, 3]]]);
  });

  test("without bounds reaches as far as each key has rows, in steps as bin() has them", () => {
    expect(run('datatable(x: long, k: string)[3, "a", 8, "a", 5, "b"] | make-series n = count() on x step 2 by k').rows).toEqual([
      ["a", [1, 0, 0, 1], [2, 4, 6, 8]],
      ["b", [1], [4]],
    ]);
  });

  test("in range() keeps the end, and steps as bin() has them", () => {
    expect(run("datatable(x: long)[1, 3, 9] | make-series count() on x in range(0, 4, 2)").rows).toEqual([[[1, 1, 0], [0, 2, 4]]]);
  });

  test("takes reals, timespans and expressions over aggregates", () => {
    expect(run("datatable(x: real)[0.1, 0.3, 0.9] | make-series count() on x from 0.0 to 1.0 step 0.5").rows).toEqual([[[2, 1], [0, 0.5]]]);
    expect(run("datatable(t: timespan, v: long)[10m, 4, 70m, 5] | make-series v = sum(v) * 2 on t from 0h to 2h step 1h").rows).toEqual([[[8, 10], ["00:00:00", "01:00:00"]]]);
  });

  test("leaves a null where the default is null, so that series_fill functions find the gap", () => {
    expect(run("datatable(x: long, v: long)[0, 4] | make-series v = sum(v) default = long(null) on x from 0 to 2 step 1").rows).toEqual([[[4, null], [0, 1]]]);
  });

  test("takes a default of the aggregate's type", () => {
    expect(run("datatable(x: long, v: long)[0, 4] | make-series avg(v) default = 1, sum(v) default = 2.0 on x from 0 to 2 step 1").rows).toEqual([[[4, 1], [4, 2], [0, 1]]]);
    expect(() => run("datatable(x: long, v: long)[0, 4] | make-series sum(v) default = 1.5 on x from 0 to 2 step 1")).toThrow("unsupported: a fraction as the default of whole numbers");
  });

  test("drops rows without a place on the axis", () => {
    expect(run("datatable(x: long)[0, long(null)] | make-series count() on x from 0 to 1 step 1").rows).toEqual([[[1], [0]]]);
  });

  test("of no rows is empty unless kind=nonempty", () => {
    expect(run("datatable(x: long)[] | make-series count() on x from 0 to 2 step 1").rows).toEqual([]);
    expect(run("datatable(x: long)[] | make-series kind=nonempty count() default = 7 on x from 0 to 2 step 1").rows).toEqual([[[7, 7], [0, 1]]]);
    expect(() => run("datatable(x: long)[] | make-series kind=nonempty count() on x from 0 to 2 step 1 by y = x")).toThrow("unsupported: make-series kind=nonempty with by, of no rows at 1:24");
  });

  test("refuses a step that gets nowhere and a series without end", () => {
    expect(() => run("print x = 1 | make-series count() on x from 0 to 2 step 0")).toThrow("make-series needs a step above zero");
    expect(() => run("print x = 1 | make-series count() on x from 0 to 1000000000 step 1")).toThrow("a series of more than 1,048,576 elements");
  });
});
