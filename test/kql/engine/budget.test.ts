import { Budget, DEFAULT_LIMITS } from "../../../kql/engine/budget";
import { KqlError } from "../../../kql/engine/errors";
import { evaluate } from "../../../kql/evaluate";
import { parseDateTime } from "../../../kql/values/datetime";
import type { DateTime } from "../../../kql/values/value";
import { run } from "../support/run";

const NEVER = (): number => 0;
const limit = (message: string): KqlError => new KqlError("limit", message);

describe("A budget", () => {
  test("stops a query that holds too many rows, and has room again for those that it releases", () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, heldRows: 3 }, NEVER);
    budget.hold(2);
    budget.release(2);
    budget.hold(3);
    expect(() => budget.hold()).toThrow(limit("more than 3 rows held at one time"));
  });

  test("stops a query through which too many rows pass", () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, passedRows: 10_000 }, NEVER);
    const pass = (rows: number): void => {
      for (let row = 0; row < rows; row++) budget.pass();
    };
    pass(10_000);
    expect(() => pass(5_000)).toThrow(limit("more than 10,000 rows passed through the query"));
  });

  test("stops a query that takes too long, by the clock it is given", () => {
    let now = 1000;
    const budget = new Budget({ ...DEFAULT_LIMITS, milliseconds: 1500 }, () => now);
    const work = (): void => {
      for (let row = 0; row < 5000; row++) budget.pass();
    };
    now = 2500;
    work();
    now = 2501;
    expect(work).toThrow(limit("longer than 1.5 s"));
  });

  test("refuses a value that would be too large before it is made", () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, valueSize: 1000 }, NEVER);
    budget.size(1000, "a string");
    expect(() => budget.size(1001, "a string")).toThrow(limit("a string of more than 1,000 characters or elements"));
  });
});

describe("A query is stopped", () => {
  test.each([
    ["that sorts too many rows", "range x from 1 to 100 step 1 | sort by x", { heldRows: 99 }, "more than 99 rows held at one time"],
    ["that has too many groups", "range x from 1 to 100 step 1 | summarize count() by x", { heldRows: 99 }, "more than 99 rows held at one time"],
    ["that joins too many rows", "range x from 1 to 9 step 1 | join kind=inner (range x from 1 to 100 step 1) on x", { heldRows: 99 }, "more than 99 rows held at one time"],
    ["that materializes too many rows", "let t = materialize(range x from 1 to 100 step 1); t | count", { heldRows: 99 }, "more than 99 rows held at one time"],
    ["that makes rows without end", "range x from 1 to 1000000000 step 1 | count", { passedRows: 50_000 }, "more than 50,000 rows passed through the query"],
    ["whose strings grow", "print strrep('abc', 1000)", { valueSize: 2999 }, "a string of more than 2,999 characters or elements"],
  ])("%s", (_, query, limits, message) => expect(() => run(query, { limits })).toThrow(limit(message)));

  test("when its time is up", () => {
    let now = 0;
    const query = (): unknown =>
      evaluate("range x from 1 to 1000000000 step 1 | where x < 0", { tables: new Map() }, { now: parseDateTime("2026-11-20") as DateTime, clock: () => (now += 1000), limits: { milliseconds: 5000 } });
    expect(query).toThrow(limit("longer than 5 s"));
  });

  test("but one within its limits is not", () => {
    expect(run("range x from 1 to 100 step 1 | sort by x | summarize count() by x | count", { limits: { heldRows: 200 } }).rows).toEqual([[100]]);
  });
});
