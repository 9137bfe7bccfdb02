import { KqlError } from "../../../kql/engine/errors";
import { run } from "../support/run";

/** The columns and rows, told shortly. */
function table(query: string): unknown[] {
  const { columns, rows } = run(query);
  return [columns.map(({ name, type }) => `${name}: ${type}`).join(", "), ...rows];
}

const PEOPLE = `datatable(Id: long, d: dynamic)[1, dynamic({"Name": "Ann", "Age": 30}), 2, dynamic({"Age": 40, "City": "Oslo"})]`;

// https://learn.microsoft.com/en-us/kusto/query/bag-unpack-plugin
describe("bag_unpack", () => {
  test("makes columns of keys, in the order of their letters, after those that there are", () => {
    expect(table(`${PEOPLE} | evaluate bag_unpack(d)`)).toEqual(["Id: long, Age: long, City: string, Name: string", [1, 30, "", "Ann"], [2, 40, "Oslo", ""]]);
  });

  test("gives a column the type that all its values have, or dynamic", () => {
    const bags = `datatable(d: dynamic)[dynamic({"a": 1, "b": 1, "c": null, "e": [1], "f": true, "g": 1.5}), dynamic({"a": 2, "b": "x", "c": null, "e": [2], "f": null, "g": 2.5}), dynamic(null), dynamic("no bag")]`;
    expect(table(`${bags} | evaluate bag_unpack(d)`)).toEqual([
      "a: long, b: dynamic, c: dynamic, e: dynamic, f: bool, g: real",
      [1, 1, null, [1], true, 1.5],
      [2, "x", null, [2], null, 2.5],
      [null, null, null, null, null, null],
      [null, null, null, null, null, null],
    ]);
  });

  test("puts a prefix before the keys, by place or by name", () => {
    const prefixed = ["Id: long, p_Age: long, p_City: string, p_Name: string", [1, 30, "", "Ann"], [2, 40, "Oslo", ""]];
    expect(table(`${PEOPLE} | evaluate bag_unpack(d, "p_")`)).toEqual(prefixed);
    expect(table(`${PEOPLE} | evaluate bag_unpack(d, OutputColumnPrefix = "p_")`)).toEqual(prefixed);
  });

  test("leaves keys out", () => expect(table(`${PEOPLE} | evaluate bag_unpack(d, ignoredProperties = dynamic(["Age", "City"]))`)).toEqual(["Id: long, Name: string", [1, "Ann"], [2, ""]]));

  test("of a key that is a column's name is an error, or takes its place, or gives way", () => {
    const both = 'datatable(Name: string, d: dynamic)["old", dynamic({"Name": "new", "Age": 3})]';
    expect(() => run(`${both} | evaluate bag_unpack(d)`)).toThrow(/^bag_unpack: the input has a column Name already; say columnsConflict='replace_source' or 'keep_source' at 1:/u);
    expect(table(`${both} | evaluate bag_unpack(d, columnsConflict = "replace_source")`)).toEqual(["Age: long, Name: string", [3, "new"]]);
    expect(table(`${both} | evaluate bag_unpack(d, columnsConflict = "keep_source")`)).toEqual(["Name: string, Age: long", ["old", 3]]);
  });

  test("puts a key of the source column's own name in its place", () => {
    expect(table('datatable(d: dynamic, z: long)[dynamic({"a": 1, "d": "x"}), 5] | evaluate bag_unpack(d)')).toEqual(["d: string, z: long, a: long", ["x", 5, 1]]);
  });

  test("with a schema gives just its columns, in its order and of its types", () => {
    expect(table(`${PEOPLE} | evaluate bag_unpack(d) : (Name: string, Age: string)`)).toEqual(["Name: string, Age: string", ["Ann", "30"], ["", "40"]]);
    expect(table(`${PEOPLE} | evaluate bag_unpack(d) : (Age: long, Missing: real, Id: long)`)).toEqual(["Age: long, Missing: real, Id: long", [30, null, 1], [40, null, 2]]);
    expect(table(`${PEOPLE} | evaluate bag_unpack(d, "p_") : (p_Age: long)`)).toEqual(["p_Age: long", [30], [40]]);
  });

  test("with * in its schema gives the input's columns before", () => expect(table(`${PEOPLE} | evaluate bag_unpack(d) : (*, Age: long)`)).toEqual(["Id: long, Age: long", [1, 30], [2, 40]]));

  test("gives columns that what follows can use, though the binder doesn't know them", () => {
    expect(run(`${PEOPLE} | evaluate bag_unpack(d) | where Age > 30 | project City, twice = Age * 2`).rows).toEqual([["Oslo", 80]]);
    expect(run(`${PEOPLE} | evaluate bag_unpack(d) | summarize sum(Age) by City | sort by City asc`).rows).toEqual([["", 30], ["Oslo", 40]]);
  });

  test("of no rows has no columns to give", () => expect(table(`${PEOPLE} | where false | evaluate bag_unpack(d)`)).toEqual(["Id: long"]));

  test("can't be in a subquery, whose rows are others each time", () => {
    expect(() => run(`${PEOPLE} | partition by Id (evaluate bag_unpack(d))`)).toThrow(KqlError);
  });
});

const EVENTS = 'datatable(State: string, User: string, n: long)["Open", "ann", 1, "Open", "ann", 2, "Closed", "bob", 3]';

// https://learn.microsoft.com/en-us/kusto/query/pivot-plugin
describe("pivot", () => {
  test("counts rows, by all other columns", () => {
    expect(table(`${EVENTS} | evaluate pivot(State)`)).toEqual(["User: string, n: long, Closed: long, Open: long", ["ann", 1, 0, 1], ["ann", 2, 0, 1], ["bob", 3, 1, 0]]);
  });

  test("aggregates, by all columns that it neither turns nor aggregates", () => {
    expect(table(`${EVENTS} | evaluate pivot(State, sum(n))`)).toEqual(["User: string, Closed: long, Open: long", ["ann", 0, 3], ["bob", 3, 0]]);
    expect(table(`${EVENTS} | evaluate pivot(State, max(n))`)).toEqual(["User: string, Closed: long, Open: long", ["ann", null, 2], ["bob", 3, null]]);
  });

  test("groups by the columns that it is told", () => {
    expect(table(`${EVENTS} | extend Kind = "all" | evaluate pivot(State, count(), Kind)`)).toEqual(["Kind: string, Closed: long, Open: long", ["all", 1, 2]]);
  });

  test("with a schema gives its columns in that order, and refuses others", () => {
    expect(table(`${EVENTS} | evaluate pivot(State, sum(n), User) : (User: string, Open: long, Closed: long)`)).toEqual(["User: string, Open: long, Closed: long", ["ann", 3, 0], ["bob", 0, 3]]);
    expect(() => run(`${EVENTS} | evaluate pivot(State, sum(n), User) : (User: string, Open: long)`)).toThrow("pivot: the columns are (User: string, Closed: long, Open: long), not those that are declared");
  });

  test("makes columns of what is no text", () => expect(table("datatable(b: bool, k: long)[true, 1, false, 1] | evaluate pivot(b, count(), k)")).toEqual(["k: long, False: long, True: long", [1, 1, 1]]));
});

// https://learn.microsoft.com/en-us/kusto/query/narrow-plugin
test("narrow makes a row of each cell", () => {
  expect(table("datatable(s: string, n: long)['a', 1, 'b', long(null)] | evaluate narrow()")).toEqual(["Row: long, Column: string, Value: string", [0, "s", "a"], [0, "n", "1"], [1, "s", "b"], [1, "n", ""]]);
});

describe("Another plugin", () => {
  test("of Kusto's is unsupported, by its name", () => expect(() => run("print x = 1 | evaluate autocluster()")).toThrow(new KqlError("unsupported", "evaluate autocluster()", { line: 1, column: 15 })));
  test("that is none is a semantic error", () => expect(() => run("print x = 1 | evaluate nonesuch()")).toThrow(new KqlError("semantic", "The plug-in function 'nonesuch' is not defined.", { line: 1, column: 24 })));
});
