import fc from "fast-check";
import { run, value } from "../support/run";

const longs = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 8 });
const json = (items: unknown): string => `dynamic(${JSON.stringify(items)})`;

// https://learn.microsoft.com/en-us/kusto/query/array-slice-function and those beside it
describe("elements of an array", () => {
  test("a length is of arrays only", () =>
    expect(run("print array_length(dynamic([7, [8, 9], {}])), array_length(parse_json('{}')), array_length(dynamic(null))").rows).toEqual([[3, null, null]]));

  test("arrays are joined one after another", () => expect(value("array_concat(dynamic([1]), dynamic([]), dynamic(['x', [2]]))")).toEqual([1, "x", [2]]));

  test.each([
    [1, 2, ["b", "c"]],
    [-2, -1, ["c", "d"]],
    [2, 99, ["c", "d"]],
    [-99, 0, ["a"]],
    [3, 1, []],
    [0, -9, []],
  ])("a slice from %i to %i holds both ends", (from, to, items) => expect(value(`array_slice(dynamic(["a","b","c","d"]), ${from}, ${to})`)).toEqual(items));

  // https://learn.microsoft.com/en-us/kusto/query/array-index-of-function
  test("a place is searched from a start, over a length, and for the nth time", () => {
    const row = run(`let a = dynamic([5, 6, "6", 5, 6.0, null]);
      print array_index_of(a, 6), array_index_of(a, 6, 2), array_index_of(a, "6"), array_index_of(a, 5, 1, 2),
        array_index_of(a, 5, 0, -1, 2), array_index_of(a, 5, -3), array_index_of(a, 9)`)
      .rows[0];
    expect(row).toEqual([1, 4, 2, -1, 3, 3, -1]);
    expect(run("print array_index_of(dynamic([1]), 1, 0, -2), array_index_of(parse_json('{}'), 1)").rows).toEqual([[null, null]]);
  });

  test("a sum takes whole numbers and reals, passes over null, and is null with anything else", () => {
    expect(run("print array_sum(dynamic([1, 2.5, null])), array_sum(dynamic([1, 'x'])), array_sum(dynamic([]))").rows).toEqual([[3.5, null, null]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/array-shift-left-function
  test("a shift brings in nulls, a given value, or empty strings among strings", () => {
    expect(value("array_shift_left(dynamic([1, 2, 3]), 1)")).toEqual([2, 3, null]);
    expect(value("array_shift_right(dynamic([1, 2, 3]), 2, 0)")).toEqual([0, 0, 1]);
    expect(value("array_shift_left(dynamic(['a', 'b']), -1)")).toEqual(["", "a"]);
    expect(value("array_shift_left(dynamic([1, 2]), 5)")).toEqual([null, null]);
  });

  test("a rotation goes round, whatever its count", () => {
    expect(value("array_rotate_left(dynamic([1, 2, 3, 4]), 5)")).toEqual([2, 3, 4, 1]);
    expect(value("array_rotate_right(dynamic([1, 2, 3, 4]), 1)")).toEqual([4, 1, 2, 3]);
    expect(value("array_rotate_left(dynamic([]), 3)")).toEqual([]);
  });

  test("a rotation to the left is undone by one to the right", () => {
    fc.assert(
      fc.property(longs, fc.integer({ min: -30, max: 30 }), (items, by) =>
        expect(value(`array_rotate_right(array_rotate_left(${json(items)}, ${by}), ${by})`)).toEqual(items),
      ),
      { numRuns: 40 },
    );
  });

  // https://learn.microsoft.com/en-us/kusto/query/array-split-function
  test("a split has a part more than it has borders", () => {
    expect(value("array_split(dynamic([1, 2, 3, 4]), 1)")).toEqual([[1], [2, 3, 4]]);
    expect(value("array_split(dynamic([1, 2, 3, 4]), dynamic([1, -1]))")).toEqual([[1], [2, 3], [4]]);
    expect(value("array_split(dynamic([1, 2]), 9)")).toEqual([[1, 2], []]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/array-iff-function
  test("a choice by element reads numbers as truth and texts as neither", () => {
    expect(value("array_iff(dynamic([true, 0, -2, 'x', false]), dynamic([1, 2, 3]), 'no')")).toEqual([1, "no", 3, null, "no"]);
    expect(value("array_iif(dynamic([true, true]), dynamic([1]), 0)")).toEqual([1, null]);
    expect(value("array_iff(dynamic(null), 1, 0)")).toBeNull();
  });
});

// https://learn.microsoft.com/en-us/kusto/query/array-sort-asc-function
describe("sorting an array", () => {
  test("types stay apart, and nulls come last unless told otherwise", () => {
    expect(value("array_sort_asc(dynamic([null, 'b', 3, 'a', 1.5]))")).toEqual([1.5, 3, "a", "b", null]);
    expect(value("array_sort_desc(dynamic([null, 'b', 3, 'a', 1.5]))")).toEqual([3, 1.5, "b", "a", null]);
    expect(value("array_sort_asc(dynamic([2, null, 1]), false)")).toEqual([null, 1, 2]);
  });

  test("other arrays follow the first, unless their length differs", () => {
    const { rows } = run(`print (a, b, c) = array_sort_desc(dynamic([1, 3, 2]), dynamic(["one", "three", "two"]), dynamic([1]))`);
    expect(rows).toEqual([[[3, 2, 1], ["three", "two", "one"], null]]);
  });

  test("is a permutation in order", () => {
    fc.assert(
      fc.property(longs, (items) => {
        expect(value(`array_sort_asc(${json(items)})`)).toEqual([...items].sort((a, b) => a - b));
        expect(value(`array_sort_desc(${json(items)})`)).toEqual([...items].sort((a, b) => b - a));
      }),
      { numRuns: 40 },
    );
  });
});

describe("making arrays", () => {
  test("of values of any type", () =>
    expect(value("pack_array(1, 'x', 2.5, true, 90s, dynamic([1]), long(null))")).toEqual([1, "x", 2.5, true, "00:01:30", [1], null]));

  // https://learn.microsoft.com/en-us/kusto/query/repeat-function
  test("by repeating", () => expect(run("print repeat('ab', 2), repeat(1, 0), repeat(1, -1)").rows).toEqual([[["ab", "ab"], [], null]]));

  test("dynamic values are not repeated", () => expect(() => value("repeat(dynamic({}), 2)")).toThrow("repeat()"));

  test("no larger than the limit", () => {
    expect(() => run("print array_length(repeat(1, 1000000000))")).toThrow("an array of more than");
    expect(() => run("print array_length(repeat(1, 1001))", { limits: { valueSize: 1000 } })).toThrow("an array of more than 1,000");
  });

  // https://learn.microsoft.com/en-us/kusto/query/range-function
  test("by counting", () => {
    expect(run("print range(4, 9, 2), range(3, 1), range(3, 1, -1), range(1.5, 3.1, 0.5)").rows).toEqual([[[4, 6, 8], [], [3, 2, 1], [1.5, 2, 2.5, 3]]]);
    expect(value("range(30m, 2h)")).toEqual(["00:30:00", "01:30:00"]);
    expect(value("range(datetime(2024-02-28), datetime(2024-03-01), 1d)")).toEqual([
      "2024-02-28T00:00:00.0000000Z",
      "2024-02-29T00:00:00.0000000Z",
      "2024-03-01T00:00:00.0000000Z",
    ]);
  });

  test("a range stops after 2^20 elements, and can't stand still", () => {
    expect(value("array_length(range(1, 9223372036854775807))")).toBe(1_048_576);
    expect(() => value("range(1, 5, 0)")).toThrow("step of zero");
    expect(() => value("range(1.0, 5.0, 0.0)")).toThrow("step of zero");
  });

  test("a range counts its steps", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 20 }), (start, distance, step) =>
        expect(value(`array_length(range(${start}, ${start + distance}, ${step}))`)).toBe(Math.floor(distance / step) + 1),
      ),
      { numRuns: 40 },
    );
  });

  // https://learn.microsoft.com/en-us/kusto/query/zip-function
  test("by zipping, with nulls where one is shorter", () =>
    expect(value("zip(dynamic([1, 2]), dynamic(['a', 'b', 'c']))")).toEqual([
      [1, "a"],
      [2, "b"],
      [null, "c"],
    ]));
});

// https://learn.microsoft.com/en-us/kusto/query/set-union-function and those beside it
describe("sets", () => {
  const a = "dynamic([1, 1, 2, 'x'])";
  const b = "dynamic([2.0, 3, 'x', 'y'])";

  test("union, intersection and difference hold each element once; a whole real is a whole number", () => {
    expect(run(`print set_union(${a}, ${b}), set_intersect(${a}, ${b}), set_difference(${a}, ${b})`).rows).toEqual([[[1, 2, "x", 3, "y"], [2, "x"], [1]]]);
  });

  test("take more than two", () => {
    expect(value("set_intersect(dynamic([1, 2, 3]), dynamic([2, 3]), dynamic([3, 4]))")).toEqual([3]);
    expect(value("set_difference(dynamic([1, 2, 3]), dynamic([2]), dynamic([3]))")).toEqual([1]);
  });

  test("an element is found by value and type", () => {
    expect(run(`print set_has_element(${a}, 2), set_has_element(${a}, "2"), set_has_element(${a}, "X"), set_has_element(parse_json('{}'), 1)`).rows).toEqual([
      [true, false, false, null],
    ]);
  });

  test("equality knows no order and no repeats", () =>
    expect(run("print set_equals(dynamic([1, 2, 2]), dynamic([2, 1])), set_equals(dynamic([1]), dynamic([1, 2]))").rows).toEqual([[true, false]]));

  test("the Jaccard index is the shared part", () => expect(value("jaccard_index(dynamic([1, 2, 2]), dynamic([2, 3, 4]))")).toBe(0.25));

  test("a union is the same set from either side, and equal to what is in either", () => {
    fc.assert(
      fc.property(longs, longs, (x, y) => {
        expect(value(`set_equals(set_union(${json(x)}, ${json(y)}), set_union(${json(y)}, ${json(x)}))`)).toBe(true);
        expect(value(`array_sort_asc(set_union(${json(x)}, ${json(y)}))`)).toEqual([...new Set([...x, ...y])].sort((p, q) => p - q));
        expect(
          value(`set_equals(set_union(set_difference(${json(x)}, ${json(y)}), set_intersect(${json(x)}, ${json(y)})), set_union(${json(x)}, ${json(x)}))`),
        ).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
