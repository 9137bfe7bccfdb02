import { KqlError } from "../../../kql/engine/errors";
import { run } from "../support/run";

const at = (line: number, column: number): { line: number; column: number } => ({ line, column });

describe("What can't be run is refused by its name and place:", () => {
  test.each([
    ["a function", "print 1,\n geo_info_from_ip_address('192.0.2.1')", "unsupported: geo_info_from_ip_address() at 2:2"],
    ["an operator", "print x = 1\n| sample 1", "unsupported: sample at 2:3"],
    ["an operator that begins a query", "find 'x'", "unsupported: find at 1:1"],
    ["a plugin", "print x = 1 | evaluate basket()", "unsupported: evaluate basket() at 1:15"],
    ["a literal that can't be read", "print 1,\n long(1.5)", "unsupported: the literal long(1.5) at 2:2"],
    ["a literal that is too large", "print int(2147483648)", "unsupported: the literal int(2147483648) at 1:7"],
    ["a date that is none", "print dynamic([datetime(2026-02-30)])", "unsupported: the literal datetime(2026-02-30) at 1:16"],
    ["a statement", "declare query_parameters(x: long = 1); print x", "unsupported: QueryParametersStatement at 1:1"],
  ])("%s", (_, query, message) => {
    const refused = (): unknown => run(query);
    expect(refused).toThrow(KqlError);
    expect(refused).toThrow(expect.objectContaining({ kind: "unsupported", message }) as Error);
  });

  test("a kind of join that is none, as the parser says", () => expect(() => run("print a = 1 | join kind=cross (print a = 1) on a")).toThrow(/^Expected one of: inner, .* at 1:25$/u));
});

describe("A query without a result", () => {
  test.each(["let x = 1;", "", "// a comment", "let f = () { print 1 };"])("is refused: %j", (query) => {
    expect(() => run(query)).toThrow(new KqlError("semantic", "the query has no statement that gives rows"));
  });
});

describe("An error", () => {
  test("says where it is, if it is somewhere", () => {
    expect(new KqlError("semantic", "no", at(2, 3)).message).toBe("no at 2:3");
    expect(new KqlError("runtime", "no").message).toBe("no");
    expect(new KqlError("unsupported", "reduce", at(1, 5))).toMatchObject({ message: "unsupported: reduce at 1:5", what: "reduce", position: at(1, 5) });
  });

  test("of a value comes when the row comes", () => {
    expect(() => run("range x from 1 to 3 step 1 | extend ok = assert(x < 3, 'three')")).toThrow(new KqlError("runtime", "assert failed: three"));
    expect(run("range x from 1 to 3 step 1 | extend ok = assert(x < 3, 'three') | take 2").rows).toEqual([[1, true], [2, true]]);
  });
});

test("A value alone is a row of one column", () => expect(run("1 + 1")).toEqual({ columns: [{ name: "print_0", type: "long" }], rows: [[2]] }));

test("A second result is refused, rather than dropped", () => expect(() => run("let x = 1; print x; print 2")).toThrow("unsupported: a second result at 1:21"));
