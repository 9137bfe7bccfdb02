import fc from "fast-check";
import { datatableLiteral, datetimeLiteral, dynamicStrings, stringLiteral, timespanLiteral } from "../../kql/literal";
import { HOSTILE, hostileText } from "../support/hostile-text";
import { kustoReader, type Reading } from "../support/kusto-parser";

let read: (query: string) => Reading;
beforeAll(() => (read = kustoReader()));

/** What could end a literal, begin a comment or a statement, or be read as something else. */
const QUERY_MARKS = ['";', "';", "//", "\r", "\u2028", "\u0085", "\u202e", "\u0000", "\ud800", "\udfff", "```", '@"', 'h"', "\\u0022", '"]); T', "datetime(", "| take 1", ")", "\u00e9", "e\u0301", "\ud835\udc00"];
const ANY_TEXT = fc.oneof(fc.string({ unit: "binary" }), hostileText(QUERY_MARKS));
const ONE_CLEAN_STATEMENT = { diagnostics: [], statements: 1 };

describe("a string literal", () => {
  it.each([
    ["plain text", '"plain text"'],
    ["", '""'],
    ['"', '"\\""'],
    ["\\", '"\\\\"'],
    ["it's", `"it's"`],
    ["a\nb\r\tc", '"a\\nb\\r\\tc"'],
    ["Zoë 東京 ٣", '"Zoë 東京 ٣"'],
    ["\u202egnp", '"\\u202egnp"'],
    ["\u0000\u001b", '"\\u0000\\u001b"'],
    ["\ud800", '"\\ud800"'],
    ["😀 – é", '"😀 – é"'],
    ["\u200b\u2028\u{e0001}", '"\\u200b\\u2028\\udb40\\udc01"'],
  ])("of %j is written %s", (text, literal) => {
    expect(stringLiteral(text)).toBe(literal);
  });

  it("is read by Kusto as the text it was made from, whatever that is", () => {
    fc.assert(fc.property(ANY_TEXT, (text) => expect(read(`print x = ${stringLiteral(text)}`)).toEqual({ ...ONE_CLEAN_STATEMENT, strings: [text], others: [] })), { numRuns: 500 });
  });

  it("is one line without controls or direction marks, and shows them to nobody's terminal", () => {
    fc.assert(fc.property(ANY_TEXT, (text) => expect(stringLiteral(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)));
  });

  it("takes what Terraform, cdktf and KQL would evaluate as text", () => {
    expect(read(`print x = ${stringLiteral(HOSTILE)}`).strings).toEqual([HOSTILE]);
  });
});

describe("a list of texts", () => {
  it("is written as a dynamic literal", () => {
    expect(dynamicStrings([])).toBe("dynamic([])");
    expect(dynamicStrings(["a", 'b"'])).toBe('dynamic(["a", "b\\""])');
  });

  it("is read by Kusto as the texts it was made from, whatever they are", () => {
    fc.assert(fc.property(fc.array(ANY_TEXT, { maxLength: 6 }), (texts) => expect(read(`print x = ${dynamicStrings(texts)}`)).toMatchObject({ ...ONE_CLEAN_STATEMENT, strings: texts })), { numRuns: 200 });
  });
});

describe("a table", () => {
  const COLUMNS = { entity: "string", value: "string", expires: "datetime" } as const;
  const INSTANT = "2027-01-01T00:00:00Z";
  const WRITTEN = "datetime(2027-01-01)";

  it("is written as a datatable, a row a line", () => {
    expect(datatableLiteral(COLUMNS, [])).toBe("datatable(entity: string, value: string, expires: datetime)[]");
    expect(datatableLiteral(COLUMNS, [["a", "b", INSTANT], ["c", "d", INSTANT]])).toBe(
      `datatable(entity: string, value: string, expires: datetime)[\n"a", "b", ${WRITTEN},\n"c", "d", ${WRITTEN}\n]`,
    );
  });

  it("is read by Kusto with the cells it was made from, whatever they are", () => {
    const row = fc.tuple(ANY_TEXT, ANY_TEXT).map((cells) => [...cells, INSTANT]);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const expected = { ...ONE_CLEAN_STATEMENT, strings: rows.flatMap((cells) => cells.slice(0, 2)), others: rows.map(() => WRITTEN) };
        expect(read(datatableLiteral(COLUMNS, rows))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("takes no instant that isn't one", () => {
    expect(() => datatableLiteral(COLUMNS, [["a", "b", "never"]])).toThrow("not an instant in UTC: never");
  });
});

describe("an instant", () => {
  it("of midnight is written as its day, which is the same instant to Kusto", () => {
    expect(datetimeLiteral("2027-01-01T00:00:00Z")).toBe("datetime(2027-01-01)");
    expect(read("print x = datetime(2027-01-01)")).toMatchObject(ONE_CLEAN_STATEMENT);
  });

  it.each(["2027-01-01T00:00:01Z", "2026-11-20T09:00:00.123Z", "2026-11-20T09:00:00.1234567Z"])("%s is taken as it is", (iso) => {
    expect(datetimeLiteral(iso)).toBe(`datetime(${iso})`);
    expect(read(`print x = datetime(${iso})`)).toMatchObject({ ...ONE_CLEAN_STATEMENT, others: [`datetime(${iso})`] });
  });

  it.each(["", "2027-01-01", "2027-01-01T00:00:00", "2027-01-01T00:00:00+01:00", "2027-01-01 00:00:00Z", "2027-01-01T00:00:00.12345678Z", "2027-01-01T00:00:00Z)", "2027-01-01T00:00:00Z\n", "x2027-01-01T00:00:00Z", "٢027-01-01T00:00:00Z", "null"])("%j is refused", (iso) => {
    expect(() => datetimeLiteral(iso)).toThrow(new Error(`not an instant in UTC: ${iso}`));
  });

  it("refused is quoted by its first 40 characters only", () => {
    expect(() => datetimeLiteral("x".repeat(41))).toThrow(new Error(`not an instant in UTC: ${"x".repeat(40)}`));
  });
});

describe("a length of time", () => {
  it.each([
    [0, "0m"],
    [5, "5m"],
    [60, "1h"],
    [90, "90m"],
    [1440, "1d"],
    [1500, "25h"],
    [20_160, "14d"],
  ])("of %i minutes is written %s", (minutes, literal) => {
    expect(timespanLiteral(minutes)).toBe(literal);
    expect(read(`print x = ${literal}`)).toMatchObject({ ...ONE_CLEAN_STATEMENT, others: [literal] });
  });
});
