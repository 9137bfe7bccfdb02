import { run } from "../support/run";
import { tableOf } from "../support/table-of";

const TABLES = {
  tables: new Map([
    ["SignInLogs", tableOf([{ name: "user", type: "string" }], [["ann"]])],
    ["SignInErrors", tableOf([{ name: "user", type: "string" }, { name: "code", type: "long" }], [["ben", 5n]])],
    ["Other", tableOf([{ name: "x", type: "long" }], [[1n]])],
  ]),
};

// https://learn.microsoft.com/en-us/kusto/query/union-operator
describe("union", () => {
  test("has the columns of all, empty where a table has none", () => {
    expect(run("union SignInLogs, SignInErrors", { database: TABLES })).toEqual({
      columns: [{ name: "user", type: "string" }, { name: "code", type: "long" }],
      rows: [["ann", null], ["ben", 5]],
    });
    expect(run('print a = 1 | union (print b = "x")').rows).toEqual([[1, ""], [null, "x"]]);
  });

  test("kind=inner has only the columns that all have", () => {
    expect(run("union kind=inner SignInLogs, SignInErrors", { database: TABLES }).rows).toEqual([["ann"], ["ben"]]);
  });

  test("parts a column that has two types, and keeps its values where they belong", () => {
    const { columns, rows } = run('union (print a = "x", b = 1), (print a = 7, c = true)');
    expect(columns.map(({ name }) => name)).toEqual(["a_string", "a_long", "b", "c"]);
    expect(rows).toEqual([["x", null, 1, null], ["", 7, null, true]]);
  });

  test("names such columns so that they are apart from one which has such a name already", () => {
    const { columns, rows } = run('union (print a = "x"), (print a = 7), (print a_string = "y")');
    expect(columns.map(({ name }) => name)).toEqual(["a_string1", "a_long", "a_string"]);
    expect(rows).toEqual([["x", null, ""], ["", 7, ""], ["", null, "y"]]);
  });

  test("says with withsource where a row is from: a view has its name, other names of the query are numbered", () => {
    expect(run("union withsource = from SignInLogs, (print user = 'cat')", { database: TABLES }).rows).toEqual([["SignInLogs", "ann"], ["union_arg1", "cat"]]);
    expect(run('let Cats = view () { print user = "cat" }; let Dogs = print user = "dog"; union withsource = from Cats, Dogs').rows).toEqual([
      ["Cats", "cat"],
      ["union_arg1", "dog"],
    ]);
  });

  test("finds tables by a pattern, and the query's views, but none of its other names", () => {
    expect(run("union SignIn* | project user", { database: TABLES }).rows).toEqual([["ann"], ["ben"]]);
    expect(run('let SignInView = view () { print user = "cat" }; let SignInPlain = print user = "dan"; union withsource = from SignIn* | project from', { database: TABLES }).rows).toEqual([
      ["SignInView"],
      ["SignInLogs"],
      ["SignInErrors"],
    ]);
  });

  test("isfuzzy leaves out what there isn't", () => {
    expect(run("union isfuzzy=true SignInLogs, NoSuchTable", { database: TABLES }).rows).toEqual([["ann"]]);
    expect(() => run("union SignInLogs, NoSuchTable", { database: TABLES })).toThrow("NoSuchTable");
    expect(run("union isfuzzy=true SignIn*, NoSuch* | project user", { database: TABLES }).rows).toEqual([["ann"], ["ben"]]);
    expect(() => run("union SignIn*, NoSuch*", { database: TABLES })).toThrow("NoSuch*");
  });

  test("stops when no more rows are wanted", () => {
    expect(run("union (range x from 1 to 2 step 1), (range x from 1 to 1000000000000 step 1) | take 3").rows).toEqual([[1], [2], [1]]);
  });
});
