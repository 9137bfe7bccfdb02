import { run } from "../support/run";

const rows = (query: string): unknown => run(query).rows;

// https://learn.microsoft.com/en-us/kusto/query/mv-expand-operator
describe("mv-expand", () => {
  test("gives each element of an array a row", () => expect(rows("print n = 1, a = dynamic([10, 'x', null]) | mv-expand a")).toEqual([[1, 10], [1, "x"], [1, null]]));

  test("gives each pair of a bag a row, as a bag of one key or as an array", () => {
    expect(rows("print a = dynamic({'x': 1, 'y': 2}) | mv-expand a")).toEqual([[{ x: 1 }], [{ y: 2 }]]);
    expect(rows("print a = dynamic({'x': 1, 'y': 2}) | mv-expand kind=array a")).toEqual([[["x", 1]], [["y", 2]]]);
  });

  test("takes several arrays side by side, and fills the shorter with nulls", () => {
    expect(rows("print a = dynamic([1, 2, 3]), b = dynamic(['p', 'q']) | mv-expand a, b to typeof(string)")).toEqual([[1, "p"], [2, "q"], [3, ""]]);
  });

  test("makes values of the type that is said", () => {
    const { columns, rows: made } = run("print a = dynamic([1, 'x', 2.7]) | mv-expand a to typeof(long)");
    expect(columns).toEqual([{ name: "a", type: "long" }]);
    expect(made).toEqual([[1], [null], [2]]);
    expect(rows("print a = dynamic(['x', 1, true]) | mv-expand a to typeof(string)")).toEqual([["x"], ["1"], ["true"]]);
  });

  test("does not guess what the engine makes of a text that writes a number", () => {
    expect(() => run("print a = split('x,1', ',') | mv-expand a to typeof(long)")).toThrow("unsupported: expanding a text that writes a long to typeof(long) at 1:31");
  });

  test("counts items from 0, and stops at the limit of each row", () => {
    expect(rows("range n from 1 to 2 step 1 | mv-expand with_itemindex = i x = range(7, 9) to typeof(long) limit 2")).toEqual([[1, 7, 0], [1, 8, 1], [2, 7, 0], [2, 8, 1]]);
  });

  test("keeps a row without an array, and drops one whose array is empty", () => {
    expect(rows("print a = dynamic(null), n = 1 | mv-expand a")).toEqual([[null, 1]]);
    expect(rows("print a = dynamic([]), n = 1 | mv-expand a")).toEqual([]);
    expect(rows("print a = dynamic(5) | mv-expand a")).toEqual([[5]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/mv-apply-operator
describe("mv-apply", () => {
  const LISTS = "datatable(id: long, l: dynamic)[1, dynamic([5, 9, 7]), 2, dynamic([4])]";

  test("runs a subquery on the elements of each row", () => {
    expect(rows(`${LISTS} | mv-apply x = l to typeof(long) on (top 1 by x) | project id, x`)).toEqual([[1, 9], [2, 4]]);
    expect(rows(`${LISTS} | mv-apply x = l to typeof(long) on (summarize total = sum(x), most = max(x)) | project id, total, most`)).toEqual([[1, 21, 9], [2, 4, 4]]);
  });

  test("lets the subquery see the row's other columns, and drops rows it leaves nothing of", () => {
    expect(rows(`${LISTS} | mv-apply x = l to typeof(long) on (where x > 4 * id) | project id, x`)).toEqual([[1, 5], [1, 9], [1, 7]]);
  });

  test("finds a value in a list of bags by its name", () => {
    const parameters = `print Parameters = dynamic([{"Name": "Identity", "Value": "ann"}, {"Name": "ForwardTo", "Value": "evil@example.org"}])`;
    expect(rows(`${parameters} | mv-apply p = Parameters on (where tostring(p.Name) == "ForwardTo" | project target = tostring(p.Value)) | project target`)).toEqual([["evil@example.org"]]);
  });

  test("lets the subquery name its rows, and read them anew for each row", () => {
    expect(rows(`${LISTS} | mv-apply x = l to typeof(long) on (as All | where x == toscalar(All | summarize max(x))) | project id, x`)).toEqual([[1, 9], [2, 4]]);
  });
});
