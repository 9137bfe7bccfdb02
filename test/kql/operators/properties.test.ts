import fc from "fast-check";
import type { Json } from "../../../kql/values/encode";
import type { Column } from "../../../kql/values/value";
import { run } from "../support/run";
import { tableOf } from "../support/table-of";

/** A row of a key, a number that may be null, and its place. */
type Item = readonly [string, number | null, number];

const COLUMNS: readonly Column[] = [{ name: "k", type: "string" }, { name: "v", type: "long" }, { name: "id", type: "long" }];
const items = fc
  .array(fc.tuple(fc.constantFrom("", "a", "A", "b", "é"), fc.option(fc.integer({ min: -3, max: 3 }))), { maxLength: 12 })
  .map((pairs) => pairs.map(([k, v], id): Item => [k, v, id]));

/** What a query makes of the rows, as table T, and of others, as table U. */
function made(query: string, rows: readonly Item[], others: readonly Item[] = []): Json[][] {
  const table = (of: readonly Item[]): ReturnType<typeof tableOf> => tableOf(COLUMNS, of.map(([k, v, id]) => [k, v === null ? null : BigInt(v), BigInt(id)]));
  return run(query, { database: { tables: new Map([["T", table(rows)], ["U", table(others)]]) } }).rows;
}

const runs = { numRuns: 40 };
const texts = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe("whatever the rows", () => {
  test("a filter, its denial and what can't be told part them", () => {
    fc.assert(
      fc.property(items, fc.constantFrom("v > 0", "v == 1", "v in (1, 2) and v < 2", "v between (-1 .. 1)", "k has 'a' or v < 0"), (rows, condition) => {
        const parts = [condition, `not(${condition})`, `isnull(${condition})`].flatMap((each) => made(`T | where ${each}`, rows));
        expect(texts(parts)).toEqual(texts(rows));
      }),
      runs,
    );
  });

  test("summarize by a key counts and sums as by hand", () => {
    fc.assert(
      fc.property(items, (rows) => {
        const groups = new Map<string, { count: number; sum: number }>();
        for (const [k, v] of rows) {
          const { count, sum } = groups.get(k) ?? { count: 0, sum: 0 };
          groups.set(k, { count: count + 1, sum: sum + (v ?? 0) });
        }
        expect(made("T | summarize count(), sum(v) by k", rows)).toEqual([...groups].map(([k, { count, sum }]) => [k, count, sum]));
      }),
      runs,
    );
  });

  test("sort orders them all, keeps ties in their order, and loses none", () => {
    fc.assert(
      fc.property(items, (rows) => {
        const place = ([, v]: Item): number => v ?? -Infinity;
        const ascending = [...rows].sort((a, b) => (place(a) === place(b) ? a[2] - b[2] : place(a) - place(b)));
        const descending = [...rows].sort((a, b) => (place(a) === place(b) ? a[2] - b[2] : place(b) - place(a)));
        expect(made("T | sort by v asc", rows)).toEqual(ascending);
        expect(made("T | sort by v desc", rows)).toEqual(descending);
        expect(made("T | top 3 by v", rows)).toEqual(descending.slice(0, 3));
      }),
      runs,
    );
  });

  test("distinct is the same twice, and what summarize by gives", () => {
    fc.assert(
      fc.property(items, (rows) => {
        const once = made("T | distinct k, v", rows);
        expect(made("T | distinct k, v | distinct *", rows)).toEqual(once);
        expect(made("T | summarize by k, v", rows)).toEqual(once);
        expect(new Set(texts(once)).size).toBe(once.length);
      }),
      runs,
    );
  });

  test("joins are what nested loops make of them", () => {
    fc.assert(
      fc.property(items, items, (left, right) => {
        const pairs = left.flatMap((a) => right.flatMap((b) => (a[0] === b[0] ? [[...a, ...b]] : [])));
        const alone = left.filter(([k]) => !right.some((b) => b[0] === k));
        expect(texts(made("T | join kind=inner U on k", left, right))).toEqual(texts(pairs));
        expect(texts(made("T | join kind=leftouter U on k", left, right))).toEqual(texts([...pairs, ...alone.map((row) => [...row, "", null, null])]));
        expect(texts(made("T | join kind=leftanti U on k", left, right))).toEqual(texts(alone));
        expect(texts(made("T | join kind=leftsemi U on k", left, right))).toEqual(texts(left.filter((row) => !alone.includes(row))));
        expect(texts(made("U | join kind=rightanti T on k", left, right))).toEqual(texts(alone));
      }),
      runs,
    );
  });

  test("union has as many rows as its tables", () => {
    fc.assert(
      fc.property(items, items, (rows, others) => {
        expect(texts(made("union T, U", rows, others))).toEqual(texts([...rows, ...others]));
        expect(made("union T, U, T | count", rows, others)).toEqual([[2 * rows.length + others.length]]);
      }),
      runs,
    );
  });

  test("partition puts them together again, and top-nested counts each once", () => {
    fc.assert(
      fc.property(items, (rows) => {
        expect(texts(made("T | partition by k (where true)", rows))).toEqual(texts(rows));
        const total = made("T | top-nested 2 of k with others = 'rest' by n = count() | summarize sum(n)", rows);
        expect(total).toEqual([[rows.length]]);
      }),
      runs,
    );
  });
});
