import { run } from "../support/run";
import { tableOf } from "../support/table-of";

const ROWS = `datatable(who: string, n: long, note: string)[
  "billg", 12, "Lab one PC", "steveb", 7, "a billgates fan", "SATYAN", 300, "none"
]`;
const found = (condition: string, kind = ""): unknown => run(`${ROWS} | search ${kind} ${condition} | project n`).rows.flat();

// https://learn.microsoft.com/en-us/kusto/query/search-operator
describe("search", () => {
  test.each<[string, readonly number[]]>([
    ['"billg"', [12]],
    ['"billg*"', [12, 7]],
    ['"*gates"', [7]],
    ['"*llga*"', [7]],
    ['"Lab*PC"', [12]],
    ['"Lab*P"', []],
    ['"300"', [300]],
    ['who:"satyan"', [300]],
    ['note:"billg*"', [7]],
    ['who == "billg"', [12]],
    ['who matches regex "^.{6}$"', [7, 300]],
    ['"fan" or n > 100', [7, 300]],
    ['"billg*" and not("fan")', [12]],
    ['"none" and ("satyan" or "steveb")', [300]],
    ['* has "fan"', [7]],
    ['* == 12', [12]],
    ['* == "none"', [300]],
    ["n between (7 .. 12)", [12, 7]],
    ["*", [12, 7, 300]],
  ])("%s finds %j", (condition, rows) => expect(found(condition)).toEqual(rows));

  test("takes a text by its name, but no other value for a term", () => {
    expect(run(`let term = "fan"; ${ROWS} | search term | project n`).rows).toEqual([[7]]);
    expect(() => run(`${ROWS} | search true`)).toThrow("unsupported: search for a value that is no text");
  });

  test("minds case where it is told to", () => {
    expect(found('"satyan"', "kind=case_sensitive")).toEqual([]);
    expect(found('"SATYAN"', "kind=case_sensitive")).toEqual([300]);
    expect(found('who contains "LL"', "kind=case_sensitive")).toEqual([]);
    expect(found('who contains "LL"')).toEqual([12]);
  });

  test("shows where a row is from, before its columns", () => {
    const { columns, rows } = run(`${ROWS} | search "fan"`);
    expect(columns.map(({ name }) => name)).toEqual(["$table", "who", "n", "note"]);
    expect(rows).toEqual([["search_arg0", "steveb", 7, "a billgates fan"]]);
  });

  test("goes through the tables that are named, or all of them and the query's views", () => {
    const tables = new Map([
      ["SignIns", tableOf([{ name: "user", type: "string" }], [["ann"], ["ben"]])],
      ["Mails", tableOf([{ name: "sender", type: "string" }, { name: "user", type: "long" }], [["ann", 1n]])],
    ]);
    const all = run('search "ann"', { database: { tables } });
    expect(all.columns.map(({ name }) => name)).toEqual(["$table", "user_string", "user_long", "sender"]);
    expect(all.rows).toEqual([["SignIns", "ann", null, ""], ["Mails", "", 1, "ann"]]);
    expect(run('search in (Sign*) "ann"', { database: { tables } }).rows).toEqual([["SignIns", "ann"]]);
    expect(run('SignIns | search "ben"', { database: { tables } }).rows).toEqual([["SignIns", "ben"]]);
    expect(run('let V = view () { print user = "ann" }; let Other = datatable(user: string)["ann"]; search "ann"').rows).toEqual([["V", "ann"]]);
  });
});
