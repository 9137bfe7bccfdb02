import { run } from "../support/run";

const summarized = (rows: string, what: string) => run(`${rows} | summarize ${what}`).rows;
const DYNAMICS = "datatable(d:dynamic)[dynamic([1, null, [2]]), dynamic(null), dynamic({'a': 1}), dynamic([1])]";

// https://learn.microsoft.com/en-us/kusto/query/make-list-aggregation-function
describe("a list", () => {
  test("keeps the rows' order and empty texts, and leaves out nulls", () => {
    expect(summarized('datatable(s:string, x:int)["b", 1, "", int(null), "b", 2]', "make_list(s), make_list(x), make_list_with_nulls(x), make_list_if(s, x > 1)")).toEqual([
      [["b", "", "b"], [1, 2], [1, null, 2], ["b"]],
    ]);
  });

  test("spreads arrays by one level, and keeps the nulls of dynamic values", () => {
    expect(summarized(DYNAMICS, "make_list(d), make_list_with_nulls(d)")).toEqual([[[1, null, [2], null, { a: 1 }, 1], [1, null, [2], null, { a: 1 }, 1]]]);
  });

  test("is as long as it is allowed to be", () => {
    expect(summarized("range x from 1 to 200 step 1", "array_length(make_list(x, 3)), array_length(makelist(x)), array_length(make_list(x)), array_length(make_list_if(x, x > 5, 2))")).toEqual([[3, 128, 200, 2]]);
    expect(() => summarized("print x = 1", "make_list(x, 0)")).toThrow("unsupported: make_list() of at most 0 elements");
    expect(() => summarized("print x = 1, n = 2", "make_list(x, n)")).toThrow("constant");
  });

  test("of nothing is empty", () => expect(summarized("datatable(x:long)[]", "make_list(x), make_set(x), make_bag(dynamic({}))")).toEqual([[[], [], {}]]));

  test("counts against what a query may hold, only as long as its group does", () => {
    const limits = { heldRows: 100 };
    expect(() => run("range x from 1 to 200 step 1 | summarize make_list(x)", { limits })).toThrow("more than 100 rows held at one time");
    expect(run("range x from 1 to 200 step 1 | mv-apply y = range(1, 9) on (summarize l = make_list(y)) | count", { limits }).rows).toEqual([[200]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/make-set-aggregation-function
describe("a set", () => {
  test("keeps each value once, where it first stood", () => {
    expect(summarized('datatable(s:string, x:real)["b", 1.5, "a", real(null), "b", 1.5, "", 2]', "make_set(s), make_set(x), make_set_if(s, x > 1.7)")).toEqual([[["b", "a", ""], [1.5, 2], [""]]]);
  });
  test("spreads arrays, and holds no null", () => expect(summarized(DYNAMICS, "make_set(d)")).toEqual([[[1, [2], { a: 1 }]]]));
  test("is as large as it is allowed to be", () => expect(summarized("range x from 1 to 200 step 1", "make_set(x, 3), array_length(makeset(x))")).toEqual([[[1, 2, 3], 128]]));
  test("is as large as the number of its values", () => expect(summarized('datatable(s:string)["a", "A", "a", ""]', "dcount(s), count_distinct(s), dcount(s, 4), dcountif(s, s != ''), count_distinctif(s, s == 'a')")).toEqual([[3, 3, 3, 2, 1]]));
});

// https://learn.microsoft.com/en-us/kusto/query/make-bag-aggregation-function
describe("a bag", () => {
  const rows = "datatable(d:dynamic, ok:bool)[dynamic({'a': 1, 'b': null}), true, dynamic([1]), true, dynamic(null), true, dynamic({'a': 2, 'c': 3}), false]";
  test("has all keys, and of each the first value", () => expect(summarized(rows, "make_bag(d), make_bag_if(d, ok), make_bag(d, 1)")).toEqual([[{ a: 1, b: null, c: 3 }, { a: 1, b: null }, { a: 1 }]]));
});

// https://learn.microsoft.com/en-us/kusto/query/take-any-aggregation-function
test("any value is one that is there", () => {
  expect(summarized('datatable(s:string, x:long)["", long(null), "b", 2, "c", 3]', "take_any(s), take_any(x), take_anyif(s, x > 2), take_anyif(x, x > 9), take_anyif(s, x > 9)")).toEqual([["b", 2, "c", null, ""]]);
});

test("a predicate that is null lets nothing in", () => expect(summarized("datatable(b:bool, x:long)[true, 1, bool(null), 2, false, 4]", "sumif(x, b), countif(b), make_list_if(x, b)")).toEqual([[1, 1, [1]]]));
