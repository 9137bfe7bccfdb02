import { run } from "../support/run";

const EVENTS = `datatable(ts: timespan, event: string)[
  0m, "A", 1m, "Start", 2m, "B", 3m, "Stop", 6m, "C", 8m, "Start", 20m, "D"
] | sort by ts asc`;

// https://learn.microsoft.com/en-us/kusto/query/scan-operator
describe("scan", () => {
  test("carries a step's last row to the next", () => {
    expect(run("range x from 1 to 4 step 1 | scan declare (sum: long = 0) with (step s: true => sum = x + s.sum;)").rows).toEqual([[1, 1], [2, 3], [3, 6], [4, 10]]);
  });

  test("gives a declared column its default until the step assigns it", () => {
    expect(run("range x from 1 to 2 step 1 | scan declare (n: long = 7, d: timespan = 1h, w: string) with (step s: x > 1 => n = n + 1;)").rows).toEqual([[2, 8, "01:00:00", ""]]);
    expect(run("range x from 1 to 2 step 1 | scan declare (n: long = -7) with (step s: true => n = s.n + x;)").rows).toEqual([[1, -6], [2, -4]]);
  });

  test("assigns all columns by what the step held before", () => {
    expect(run("range x from 1 to 3 step 1 | scan declare (a: long = 0, b: long = 1) with (step s: true => a = s.b, b = s.a + s.b;)").rows).toEqual([[1, 1, 1], [2, 1, 2], [3, 2, 3]]);
  });

  test("follows a sequence through its steps, and numbers the sequences", () => {
    const steps = 'step s1: event == "Start"; step s2: event !in ("Start", "Stop") and ts - s1.ts <= 5m; step s3: event == "Stop" and ts - s1.ts <= 5m;';
    expect(run(`${EVENTS} | scan with_match_id = id with (${steps})`).rows).toEqual([
      ["00:01:00", "Start", 0],
      ["00:02:00", "B", 0],
      ["00:03:00", "Stop", 0],
      ["00:08:00", "Start", 1],
    ]);
  });

  test("does without a step's rows, or gives the last of a series", () => {
    const twice = (output: string): string => `datatable(e: string)["a", "a", "b", "a"] | scan with_match_id = id with (step s output=${output}: e == "a"; step t: e == "b";)`;
    expect(run(twice("all")).rows).toEqual([["a", 0], ["a", 0], ["b", 0], ["a", 1]]);
    expect(run(twice("last")).rows).toEqual([["a", 0], ["b", 0], ["a", 1]]);
    expect(run(twice("none")).rows).toEqual([["b", 0]]);
  });

  test("looks at each row once for each step, the last step first", () => {
    expect(run("datatable(e: string)['a', 'a'] | scan with (step s: true; step t: true;)").rows).toEqual([["a"], ["a"], ["a"]]);
  });

  test("keeps the types of a step's columns", () => {
    expect(run('datatable(e: string)["a", ""] | scan declare (was: bool) with (step s: true => was = isnotempty(s.e);)').rows).toEqual([["a", false], ["", true]]);
  });

  test("doesn't read what it has just assigned", () => {
    expect(() => run("print x = 1 | scan declare (a: long, b: long) with (step s: true => a = x, b = a + 1;)")).toThrow("unsupported: a scan step that reads a column it has just assigned at 1:80");
  });

  test("has no neighbours to look at", () => {
    expect(() => run("print x = 1 | serialize | scan declare (p: long) with (step s: true => p = prev(x);)")).toThrow("prev");
  });
});
