import { run } from "../support/run";

const NOON = "2026-11-20T12:00:00.0000000Z";

// https://learn.microsoft.com/en-us/kusto/query/now-function, https://learn.microsoft.com/en-us/kusto/query/ago-function
describe("The clock", () => {
  test("is that of the run", () => {
    expect(run("print now()").rows).toEqual([[NOON]]);
    expect(run("print now()", { now: "2020-02-29T01:02:03.0000004Z" }).rows).toEqual([["2020-02-29T01:02:03.0000004Z"]]);
  });

  test("stands still all through it", () => expect(run("range x from 1 to 5000 step 1 | distinct t = now()").rows).toEqual([[NOON]]));

  test("tells times before and after", () => {
    expect(run("print ago(1d), ago(-1h), now(-1h), now(1d), ago(timespan(null))").rows).toEqual([["2026-11-19T12:00:00.0000000Z", "2026-11-20T13:00:00.0000000Z", "2026-11-20T11:00:00.0000000Z", "2026-11-21T12:00:00.0000000Z", null]]);
  });

  test("tells no time outside of the years 1 to 9999", () => expect(run("print ago(5000000d)").rows).toEqual([[null]]));

  test("knows no time at which a record came in", () => expect(run("print ingestion_time()").rows).toEqual([[null]]));
});
