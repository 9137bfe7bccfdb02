import { run } from "../support/run";

const names = (query: string): string[] => run(query).columns.map(({ name }) => name);
const EMPTY = "datatable(UserName: string, UserId: long, Time: datetime, Note1: string, Note2: string)[]";

// https://learn.microsoft.com/en-us/kusto/query/project-operator
describe("project", () => {
  test("gives the columns it names, in its order, and names for those without", () => {
    const { columns, rows } = run("print a = 1, b = 2 | project b, sum = a + b, a * 2, a % 2, b1 = b");
    expect(columns.map(({ name }) => name)).toEqual(["b", "sum", "Column1", "Column2", "b1"]);
    expect(rows).toEqual([[2, 3, 2, 1, 2]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/extend-operator
describe("extend", () => {
  test("adds columns at the end, and replaces one of the same name where it stands", () => {
    expect(run("print a = 1, b = 2 | extend a = 'x', c = b * 2")).toEqual({
      columns: [{ name: "a", type: "string" }, { name: "b", type: "long" }, { name: "c", type: "long" }],
      rows: [["x", 2, 4]],
    });
  });
  test("works everything out of the row as it was", () => expect(run("print a = 1, b = 2 | extend a = b, b = a").rows).toEqual([[2, 1]]));
});

// https://learn.microsoft.com/en-us/kusto/query/project-away-operator and its neighbours
describe("columns chosen by name", () => {
  test.each([
    ["project-away User*", ["Time", "Note1", "Note2"]],
    ["project-away UserId, *2", ["UserName", "Time", "Note1"]],
    ["project-keep Time, User*", ["UserName", "UserId", "Time"]],
    ["project-reorder Time, Note*", ["Time", "Note1", "Note2", "UserName", "UserId"]],
    ["project-reorder Note* desc, Time", ["Note2", "Note1", "Time", "UserName", "UserId"]],
    ["project-reorder * asc", ["Note1", "Note2", "Time", "UserId", "UserName"]],
    ["project-by-names Time, 'Note*', dynamic(['UserId', 'Gone'])", ["Time", "Note1", "Note2", "UserId"]],
    ["project-by-names column_names_of(Wanted), Note1", ["Note2", "Time", "Note1"]],
    ["project-rename Who = UserName, When = Time", ["Who", "UserId", "When", "Note1", "Note2"]],
  ])("%s", (operator, expected) => expect(names(`let Wanted = print Note2 = 1, Time = 2; ${EMPTY} | ${operator}`)).toEqual(expected));

  test("keep their values", () => {
    expect(run("print a = 1, b = 2, c = 3 | project-reorder c, a | project-away b | project-rename z = c").rows).toEqual([[3, 1]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/getschema-operator
test("getschema has a row for each column", () => {
  expect(run("datatable(a: long, b: dynamic, c: bool)[] | getschema | project ColumnName, ColumnOrdinal, DataType, ColumnType").rows).toEqual([
    ["a", 0, "System.Int64", "long"],
    ["b", 1, "System.Object", "dynamic"],
    ["c", 2, "System.SByte", "bool"],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/assert-schema-operator
test("assert-schema passes rows of the schema on, and refuses others", () => {
  expect(run("print a = 1 | assert-schema (a: long)").rows).toEqual([[1]]);
  expect(() => run("print a = 1 | assert-schema (a: string)")).toThrow();
});
