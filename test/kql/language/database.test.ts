import { KqlError } from "../../../kql/engine/errors";
import { ofRows } from "../../../kql/engine/relation";
import { analyze } from "../../../kql/language/analyze";
import { globalsOf, WATCHLIST_COLUMNS } from "../../../kql/language/database";
import type { Database } from "../../../kql/evaluate";
import type { Value } from "../../../kql/values/value";
import { run } from "../support/run";

const NO_TABLES = { tables: new Map() };
const errors = (query: string): string[] => analyze(query, NO_TABLES).diagnostics.map(({ message }) => message);

// https://learn.microsoft.com/en-us/azure/sentinel/watchlists-queries
describe("_GetWatchlist", () => {
  const asked: (readonly [string, readonly Value[]])[] = [];
  const database: Partial<Database> = {
    tabularFunction: (name, args) => {
      asked.push([name, args]);
      return args[0] === "vips" ? ofRows([{ name: "SearchKey", type: "string" }, { name: "Owner", type: "string" }], [["ann", "it"], ["bob", "hr"]]) : undefined;
    },
  };

  test("has columns that no schema knows, besides those that every watchlist has", () => {
    expect(errors("_GetWatchlist('vips') | where Owner == 'it' | project SearchKey, LastUpdatedTimeUTC")).toEqual([]);
    expect(WATCHLIST_COLUMNS.map(({ name }) => name)).toEqual(["_DTItemId", "LastUpdatedTimeUTC", "SearchKey", "WatchlistItem"]);
  });

  test("gives the rows that it is given", () => {
    expect(run("_GetWatchlist('vips') | where Owner == 'it' | project SearchKey", { database }).rows).toEqual([["ann"]]);
    expect(asked.at(-1)).toEqual(["_GetWatchlist", ["vips"]]);
  });

  test("has the columns of the list that is given, and no others", () => {
    const given = { watchlists: new Map([["vips", { columns: [{ name: "SearchKey", type: "string" as const }, { name: "Tier", type: "long" as const }], scan: (_: unknown, emit: (row: Value[]) => boolean) => void emit(["ann", 2n]) }]]) };
    expect(run("_GetWatchlist('vips') | where Tier > 1", { database: given })).toEqual({ columns: [{ name: "SearchKey", type: "string" }, { name: "Tier", type: "long" }], rows: [["ann", 2]] });
    expect(run("let list = (alias: string) { _GetWatchlist(alias) }; list('vips') | project Tier", { database: given }).rows).toEqual([[2]]);
    expect(() => run("_GetWatchlist('vips') | where Teir > 1", { database: given })).toThrow("The name 'Teir' does not refer to any known column");
  });

  test("is refused at its place by whoever gives the lists", () => {
    const refuse = (): never => {
      throw new KqlError("unsupported", "no such list");
    };
    expect(() => run("print 'a'\n| join (_GetWatchlist('x')) on $left.print_0 == $right.SearchKey", { database: { tabularFunction: refuse } })).toThrow("unsupported: no such list at 2:9");
  });

  test("may be a list, by its first column", () => {
    expect(run("datatable(u: string)['ann', 'cid'] | where u in (_GetWatchlist('vips') | project SearchKey)", { database }).rows).toEqual([["ann"]]);
  });

  test("is unsupported where nobody has such a list", () => {
    const refused = new KqlError("unsupported", "_GetWatchlist()", { line: 1, column: 1 });
    expect(() => run("_GetWatchlist('others')", { database })).toThrow(refused);
    expect(() => run("_GetWatchlist('vips')")).toThrow(refused);
  });

  test("takes one alias", () => expect(errors("_GetWatchlist()")).toHaveLength(1));
});

describe("A table", () => {
  test("that there is none of is a semantic error, at its place", () => {
    expect(() => run("print 1;\nNope | take 1")).toThrow(new KqlError("semantic", "The name 'Nope' does not refer to any known table, tabular variable or function.", { line: 2, column: 1 }));
    expect(() => run("table('Nope') | take 1")).toThrow(KqlError);
  });

  test("may be missing in a union that says so", () => expect(run("union isfuzzy=true Nope, (print x = 1)").rows).toEqual([[1]]));

  test("is declared to the binder once for a schema", () => expect(globalsOf(NO_TABLES)).toBe(globalsOf(NO_TABLES)));
});
