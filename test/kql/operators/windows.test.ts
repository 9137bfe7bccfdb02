import { run } from "../support/run";

const rows = (query: string): unknown => run(query).rows;

// https://learn.microsoft.com/en-us/kusto/query/window-functions
describe("functions of a row's place", () => {
  test("number rows, from where they are told, anew where they are told", () => {
    expect(rows("range x from 1 to 3 step 1 | serialize n = row_number(), m = row_number(10), r = row_number(1, x == 3)")).toEqual([[1, 1, 10, 1], [2, 2, 11, 2], [3, 3, 12, 1]]);
  });

  test("look at rows before and after", () => {
    expect(rows("range x from 1 to 3 step 1 | serialize p = prev(x), q = next(x, 2), r = prev(x, 1, -1)")).toEqual([[1, null, 3, -1], [2, 1, null, 1], [3, 2, null, 2]]);
    expect(rows('datatable(s: string)["a", "b"] | serialize p = prev(s)')).toEqual([["a", ""], ["b", "a"]]);
  });

  test("sum up, and begin again", () => expect(rows("range x from 1 to 4 step 1 | serialize c = row_cumsum(x), d = row_cumsum(x, x == 3)")).toEqual([[1, 1, 1], [2, 3, 3], [3, 6, 3], [4, 10, 7]]));

  test("rank", () => {
    expect(rows("datatable(x: long)[1, 1, 2, 3, 3] | sort by x asc | extend dense = row_rank_dense(x), least = row_rank_min(x)")).toEqual([[1, 1, 1], [1, 1, 1], [2, 2, 3], [3, 3, 4], [3, 3, 4]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/row-window-session-function
  test("find sessions by the time from their start and since the row before", () => {
    const minutes = [0, 4, 8, 12, 30].map((minute) => `datetime(2026-11-20 10:${String(minute).padStart(2, "0")})`).join(", ");
    const starts = run(`datatable(t: datetime)[${minutes}] | sort by t asc | extend s = row_window_session(t, 10m, 5m) | project format_datetime(s, "mm")`).rows;
    expect(starts).toEqual([["00"], ["00"], ["00"], ["12"], ["30"]]);
  });

  test("look at the rows as they then are: after where, and by the order of sort", () => {
    expect(rows("range x from 1 to 4 step 1 | sort by x desc | where x != 3 | extend p = prev(x)")).toEqual([[4, null], [2, 4], [1, 2]]);
  });
});
