import { run } from "../support/run";

const SALES = `datatable(region: string, seller: string, amount: long)[
  "north", "ann", 10, "north", "ben", 20, "north", "ann", 5, "south", "cat", 30, "south", "dan", 1, "west", "eve", 2
]`;

// https://learn.microsoft.com/en-us/kusto/query/top-nested-operator
describe("top-nested", () => {
  test("picks the largest, and within each of them the largest", () => {
    const { columns, rows } = run(`${SALES} | top-nested 2 of region by sum(amount), top-nested 1 of seller by total = sum(amount)`);
    expect(columns.map(({ name, type }) => `${name}: ${type}`)).toEqual(["region: string", "aggregated_region: long", "seller: string", "total: long"]);
    expect(rows).toEqual(expect.arrayContaining([["north", 35, "ben", 20], ["south", 31, "cat", 30]]));
    expect(rows).toHaveLength(2);
  });

  test("takes all where no number is given, and the smallest with asc", () => {
    expect(run(`${SALES} | top-nested 1 of region by sum(amount) asc, top-nested of seller by max(1)`).rows).toEqual([["west", 2, "eve", 1]]);
    expect(run(`${SALES} | top-nested of region by count()`).rows).toEqual([["north", 3], ["south", 2], ["west", 1]]);
  });

  test("with others gives the rest one row, over all its rows", () => {
    expect(run(`${SALES} | top-nested 1 of region with others = "elsewhere" by sum(amount)`).rows).toEqual([["north", 35], ["elsewhere", 33]]);
    expect(run(`${SALES} | top-nested 3 of region with others = "elsewhere" by sum(amount) | where region == "elsewhere"`).rows).toEqual([]);
  });

  test("has blanks for the rest at a level that has no word for it, if one below has", () => {
    expect(run(`${SALES} | top-nested 1 of region by sum(amount), top-nested 1 of seller with others = "the rest" by sum(amount)`).rows).toEqual([
      ["north", 35, "ben", 20],
      ["north", 35, "the rest", 15],
      ["", null, "the rest", 33],
    ]);
    expect(run(`${SALES} | top-nested 1 of region with others = "elsewhere" by sum(amount), top-nested 1 of seller by sum(amount)`).rows).toEqual([
      ["north", 35, "ben", 20],
      ["elsewhere", 33, "", null],
    ]);
  });

  test("takes expressions over aggregates", () => {
    expect(run(`${SALES} | top-nested 1 of region by mean = sum(amount) * 1.0 / count()`).rows).toEqual([["south", 15.5]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/top-hitters-operator
describe("top-hitters", () => {
  test("counts values, or sums what stands with them", () => {
    const { columns, rows } = run(`${SALES} | top-hitters 1 of seller`);
    expect(columns.map(({ name }) => name)).toEqual(["seller", "approximate_count_seller"]);
    expect(rows).toEqual([["ann", 2]]);
    expect(run(`${SALES} | top-hitters 2 of region by amount | sort by approximate_sum_amount`).rows).toEqual([["north", 35], ["south", 31]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/sample-distinct-operator
test("sample-distinct gives as many distinct values as asked for, or as there are", () => {
  expect(run(`${SALES} | sample-distinct 2 of region`).rows).toEqual([["north"], ["south"]]);
  expect(run(`${SALES} | sample-distinct 9 of region | count`).rows).toEqual([[3]]);
  expect(run(`${SALES} | sample-distinct 0 of region`).rows).toEqual([]);
});
