import { run } from "../support/run";

const SALES = `datatable(region: string, seller: string, amount: long)[
  "north", "ann", 10, "north", "ben", 20, "south", "cat", 5, "", "dan", long(null)
]`;
const named = (query: string): string[] => run(query).columns.map(({ name }) => name);

// https://learn.microsoft.com/en-us/kusto/query/summarize-operator
describe("summarize", () => {
  test("has a row for each key, also the empty one", () => {
    expect(run(`${SALES} | summarize total = sum(amount), n = count() by region`).rows).toEqual([["north", 30, 2], ["south", 5, 1], ["", 0, 1]]);
  });

  test("without a key has one row, of no rows too; with a key none then", () => {
    expect(run(`${SALES} | where false | summarize count(), sum(amount), max(amount), make_list(seller)`).rows).toEqual([[0, 0, null, []]]);
    expect(run(`${SALES} | where false | summarize count() by region`).rows).toEqual([]);
  });

  test("without aggregates gives the keys", () => {
    expect(run(`${SALES} | summarize by region`).rows).toEqual([["north"], ["south"], [""]]);
  });

  test("names columns after their functions", () => {
    expect(named(`${SALES} | summarize count(), dcount(seller), sum(amount), make_set(seller), make_list(amount), arg_max(amount, seller), max(amount)`)).toEqual([
      "count_",
      "dcount_seller",
      "sum_amount",
      "set_seller",
      "list_amount",
      "amount",
      "seller",
      "max_amount",
    ]);
    expect(named(`${SALES} | summarize take_any(seller), percentile(amount, 90), sum(amount) / count() by bin(amount, 10), strlen(region)`)).toEqual(["amount", "strlen_region", "seller", "percentile_amount_90", "Column1"]);
  });

  test("works expressions out over aggregates", () => {
    expect(run(`${SALES} | where isnotnull(amount) | summarize mean = sum(amount) * 1.0 / count(), spread = max(amount) - min(amount), label = strcat("n=", tostring(count())) by region`).rows).toEqual([["north", 15, 10, "n=2"], ["south", 5, 0, "n=1"]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/arg-max-aggregation-function
  test("picks the row of the largest value, all its columns or some", () => {
    expect(run(`${SALES} | summarize arg_max(amount, *) by region`).rows).toEqual([["north", 20, "ben"], ["south", 5, "cat"], ["", null, "dan"]]);
    expect(run(`${SALES} | where region == "north" | summarize arg_min(amount, seller)`).rows).toEqual([[10, "ann"]]);
    expect(run(`${SALES} | summarize take_any(*)`).rows).toEqual([["north", "ann", 10]]);
    expect(run(`${SALES} | summarize (least, who) = arg_min(amount, seller) by region | where region == "north"`)).toEqual({
      columns: [{ name: "region", type: "string" }, { name: "least", type: "long" }, { name: "who", type: "string" }],
      rows: [["north", 10, "ann"]],
    });
  });

  // https://learn.microsoft.com/en-us/kusto/query/percentiles-aggregation-function
  test("gives percentiles a column each", () => {
    expect(run("range x from 1 to 10 step 1 | summarize percentiles(x, 50, 90)")).toEqual({
      columns: [{ name: "percentile_x_50", type: "long" }, { name: "percentile_x_90", type: "long" }],
      rows: [[5, 9]],
    });
  });

  test("bins its keys", () => {
    expect(run("datatable(t: datetime)[datetime(2026-11-20 10:05), datetime(2026-11-20 10:55), datetime(2026-11-20 11:00)] | summarize count() by bin(t, 1h)").rows).toEqual([
      ["2026-11-20T10:00:00.0000000Z", 2],
      ["2026-11-20T11:00:00.0000000Z", 1],
    ]);
  });
});
