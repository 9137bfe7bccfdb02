import { KqlError } from "../../../kql/engine/errors";
import { analyze, refuseFaulty } from "../../../kql/language/analyze";
import type { Schema } from "../../../kql/language/database";

const SCHEMA: Schema = { tables: new Map([["T", [{ name: "a", type: "long" }, { name: "s", type: "string" }]]]) };
const found = (query: string): string[] => analyze(query, SCHEMA).diagnostics.map(({ kind, severity, code, line, column }) => `${kind} ${severity} ${code} ${line}:${column}`);

function refusal(work: () => unknown): KqlError {
  try {
    work();
  } catch (error) {
    if (error instanceof KqlError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("An analysis finds", () => {
  test("nothing in a query that binds", () => expect(found("T | where a > 1 | project s")).toEqual([]));

  test("what the parser can't read, as a syntax error, where it stands", () => expect(found("T\r\n| where a >")).toEqual(["syntax error KS006 2:12"]));

  test("what the binder doesn't know, as a semantic error, with its code, place and words", () => {
    const [only] = analyze("T\n| project b", SCHEMA).diagnostics;
    expect(only).toEqual({ code: "KS142", severity: "error", kind: "semantic", message: "The name 'b' does not refer to any known column, table, variable or function.", start: 12, length: 1, line: 2, column: 11 });
  });

  test("a table that there is none of", () => expect(found("Nope | take 1")).toEqual(["semantic error KS204 1:1"]));

  test("a type that does not fit", () => expect(found('T | where a == 1 | extend x = strlen(a) + "b"')).toHaveLength(2));

  test("warnings, which do not keep the query from running", () => {
    const analysis = analyze("union isfuzzy=true Nope, T | count", SCHEMA);
    expect(analysis.diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(() => refuseFaulty(analysis)).not.toThrow();
  });

  test("everything, in the order of the text", () => expect(found("T | project x, a, y").map((line) => line.split(" ").at(-1))).toEqual(["1:13", "1:19"]));

  test("Microsoft's advice, where it is asked for, as warnings", () => {
    const query = 'T | where s contains "abc"';
    expect(found(query)).toEqual([]);
    expect(analyze(query, SCHEMA, { advice: true }).diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["KS500 warning"]);
  });
});

describe("An analysis that was made", () => {
  const query = "T | where a > 1";

  test("is there still when the same query is asked for again, by whatever schema says the same", () => {
    expect(analyze(query, { tables: SCHEMA.tables }) === analyze(query, { ...SCHEMA, watchlists: new Map() })).toBe(true);
  });

  test("is another one for another query, other tables or watchlists, and with advice", () => {
    const made = analyze(query, SCHEMA);
    const others = [
      analyze(`${query} `, SCHEMA),
      analyze(query, { tables: new Map(SCHEMA.tables) }),
      analyze(query, { ...SCHEMA, watchlists: new Map([["vips", []]]) }),
      analyze(query, SCHEMA, { advice: true }),
    ];
    expect(others.map((other) => other === made)).toEqual([false, false, false, false]);
    expect(analyze(query, SCHEMA) === made).toBe(true);
  });

  test("knows the columns of its own tables and watchlists", () => {
    const tables = new Map([["T", [{ name: "b", type: "long" } as const]]]);
    expect(analyze("T | where a > 1", { tables }).diagnostics.map(({ code }) => code)).toEqual(["KS142"]);
    const [known, unknown] = [new Map([["vips", [{ name: "Name", type: "string" } as const]]]), new Map([["vips", []]])];
    const columnOf = (watchlists: typeof known | typeof unknown) => analyze("_GetWatchlist('vips') | project Name", { ...SCHEMA, watchlists }).diagnostics.length;
    expect([columnOf(known), columnOf(unknown)]).toEqual([0, 1]);
  });
});

describe("A faulty query", () => {
  test("is refused for its first error, at its place", () => {
    const { kind, message, position } = refusal(() => refuseFaulty(analyze("T\n| project x, y", SCHEMA)));
    expect({ kind, message, position }).toEqual({ kind: "semantic", message: "The name 'x' does not refer to any known column, table, variable or function. at 2:11", position: { line: 2, column: 11 } });
  });

  test("is refused with what kind of error it is", () => expect(refusal(() => refuseFaulty(analyze("T | where", SCHEMA))).kind).toBe("syntax"));
});

describe("Too much to read is refused as such:", () => {
  const limit = (query: string): string => {
    const { kind, message } = refusal(() => analyze(query, SCHEMA));
    return `${kind}: ${message}`;
  };

  test("a query that is too long", () => {
    expect(limit(`T // ${"x".repeat(1_000_000)}`)).toBe("limit: a query of more than 1,000,000 characters");
  });

  test.each([
    ["parentheses", `print ${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["arrays", `print dynamic(${"[".repeat(10_000)}${"]".repeat(10_000)})`],
    ["functions", `print ${"abs(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["brackets that are never closed", `print ${"([{".repeat(10_000)}`],
  ])("ten thousand nested %s", (_, query) => expect(limit(query)).toBe("limit: the query nests too deep to be read"));

  test.each([
    ["operators", `print ${"1+".repeat(600)}1`],
    ["signs", `print ${"-".repeat(1000)}1`],
    ["pipes", `T ${"| take 1".repeat(600)}`],
    ["members", `T | project s${".x".repeat(600)}`],
  ])("a chain of hundreds of %s", (_, query) => expect(limit(query)).toBe("limit: the query nests too deep to be read"));

  test("but not a list, however long", () => expect(found(`T | where a in (${"1, ".repeat(2000)}1)`)).toEqual([]));
});
