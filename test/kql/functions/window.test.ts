import { KqlError } from "../../../kql/engine/errors";
import { run } from "../support/run";

const rows = (query: string): unknown => run(query).rows;
const COUNT = "range x from 1 to 4 step 1";

// https://learn.microsoft.com/en-us/kusto/query/window-functions
describe("A window", () => {
  test("begins anew each time its rows are asked for", () => {
    expect(rows(`let t = ${COUNT} | serialize n = row_number(), s = row_cumsum(x) | project n, s; union t, t | summarize max(n), max(s), count()`)).toEqual([[4, 10, 8]]);
    expect(rows(`${COUNT} | partition by x (serialize n = row_number() | project n) | summarize max(n)`)).toEqual([[1]]);
  });

  test("of each operator is its own", () => expect(rows(`${COUNT} | serialize a = row_number(5) | serialize b = row_number(), p = prev(a) | where b == 3 | project a, b, p`)).toEqual([[7, 3, 6]]));

  test("may be inside of other functions", () => expect(rows(`${COUNT} | serialize same = iff(x % 2 == prev(x) % 2, 'same', strcat('row ', row_number())) | project same`)).toEqual([["row 1"], ["row 2"], ["row 3"], ["row 4"]]));

  test("is none where there are no rows", () => {
    expect(() => run("print row_number()")).toThrow(new KqlError("semantic", "row_number needs rows in an order", { line: 1, column: 7 }));
  });
});

describe("prev and next", () => {
  test("answer nothing, or what they are told, where there is no such row", () => {
    expect(rows(`${COUNT} | serialize p = prev(x, 3), q = next(x, 3, -1)`)).toEqual([[1, null, 4], [2, null, -1], [3, null, -1], [4, 1, -1]]);
  });

  test("look at a column that was made before", () => expect(rows(`${COUNT} | extend y = x * 10 | serialize d = next(y) - x | project d`)).toEqual([[19], [28], [37], [null]]));

  test("need an offset of one at least", () => expect(() => run(`${COUNT} | serialize p = prev(x, 0)`)).toThrow("prev and next need an offset of at least 1"));
});

describe("Sums and ranks", () => {
  test("pass over nulls, of whatever type", () => {
    expect(rows("datatable(x: real)[1.5, real(null), 2.0] | serialize s = row_cumsum(x) | project s")).toEqual([[1.5], [1.5], [3.5]]);
    expect(rows("datatable(x: decimal)[decimal(null), decimal(0.1), decimal(0.2)] | serialize s = row_cumsum(x) | project s")).toEqual([["0"], ["0.1"], ["0.3"]]);
  });

  test("begin anew where they are told", () => {
    expect(rows("datatable(g: string, x: long)['a', 5, 'a', 5, 'a', 8, 'b', 3] | sort by g asc, x asc | extend d = row_rank_dense(x, g != prev(g)), m = row_rank_min(x, g != prev(g)) | project d, m")).toEqual([[1, 1], [1, 1], [2, 3], [1, 1]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/row-window-session-function
test("A session begins anew where it is told, and a row without a time is in none", () => {
  const query = "datatable(t: datetime, g: string)[datetime(2026-11-20 10:00), 'a', datetime(null), 'a', datetime(2026-11-20 10:01), 'b'] | serialize s = row_window_session(t, 1h, 10m, g != prev(g)) | project s";
  expect(rows(query)).toEqual([["2026-11-20T10:00:00.0000000Z"], [null], ["2026-11-20T10:01:00.0000000Z"]]);
});
