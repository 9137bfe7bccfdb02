import type { TableSource } from "../../../kql/tables/source";
import type { Row } from "../../../kql/values/value";
import { run } from "../support/run";

/** Rows that are made as they are read; it counts how many were. */
class Endless implements TableSource {
  read = 0;
  readonly columns = [{ name: "n", type: "long" }, { name: "s", type: "string" }, { name: "d", type: "dynamic" }] as const;

  constructor(private readonly size: number) {}

  scan(_wanted: (name: string) => boolean, emit: (row: Row) => boolean): void {
    for (let n = 0; n < this.size; n++) {
      this.read++;
      if (!emit([BigInt(n), `user=${n};`, [1n, 2n]])) return;
    }
  }
}

function readBy(query: string, limits: { readonly heldRows: number }, size = 1_000_000): { rows: unknown[][]; read: number } {
  const source = new Endless(size);
  const { rows } = run(query, { database: { tables: new Map([["T", source]]) }, limits });
  return { rows, read: source.read };
}

describe("A query reads no more rows than it needs", () => {
  test.each([
    ["T | take 3", 3],
    ["T | where n > 9 | take 3", 13],
    ["T | where n > 9 | extend m = n * 2 | project m, s | take 3", 13],
    ["T | mv-expand d | take 3", 2],
    ["T | parse s with 'user=' u:long ';' | take 3", 3],
    ["T | parse-where s with 'user=' u:long ';' | take 3", 3],
    ["T | project-away d | project-rename m = n | project-reorder s | take 3", 3],
    ["T | mv-apply x = d on (where x == 2) | take 3", 3],
    ["T | serialize r = row_number() | take 3", 3],
    ["T | as q | take 3", 3],
    ["T | evaluate bag_unpack(d) : (n: long, a: long) | take 3", 3],
    ["union T, (print n = 1) | take 3", 3],
    ["print x = toscalar(T | project n)", 1],
    ["let f = (rows: (n: long)) { rows | where n >= 0 }; f(T) | take 3", 3],
  ])("%s", (query, read) => expect(readBy(query, { heldRows: 0 }).read).toBe(read));

  test("of the first table, before it begins with the second", () => expect(readBy("union (T | take 2), (T | take 2) | take 3", { heldRows: 0 })).toMatchObject({ read: 3 }));
});

describe("A query holds no rows", () => {
  test.each([
    ["T | where n % 5000 == 0 | extend m = n + 1 | project m", [[1], [5001], [10_001], [15_001]]],
    ["T | mv-expand d to typeof(long) | where n == 5 | project d", [[1], [2]]],
    ["T | parse s with * '=' u:long ';' | where u == 7 | project u", [[7]]],
    ["union T, T | where n == 3 | project n", [[3], [3]]],
    ["T | count", [[20_000]]],
  ])("of %s", (query, rows) => expect(readBy(query, { heldRows: 0 }, 20_000).rows).toEqual(rows));

  test("but the one that it answers with: of summarize, and of top", () => {
    expect(readBy("T | summarize max(n)", { heldRows: 1 }, 20_000).rows).toEqual([[19_999]]);
    expect(readBy("T | top 1 by n | project n", { heldRows: 2 }, 20_000).rows).toEqual([[19_999]]);
  });
});
