import fc from "fast-check";
import { LAST_TICK } from "../../../kql/values/calendar";
import { dateTimeOf, dateTimeText, parseDateTime } from "../../../kql/values/datetime";
import { DateTime } from "../../../kql/values/value";

const read = (text: string): string | null => {
  const value = parseDateTime(text);
  return value && dateTimeText(value);
};

describe("A datetime is read from", () => {
  // https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/datetime#supported-formats
  test.each([
    ["2014-05-25T08:20:03.123456Z", "2014-05-25T08:20:03.1234560Z"],
    ["2014-05-25T08:20:03.123456", "2014-05-25T08:20:03.1234560Z"],
    ["2014-05-25T08:20", "2014-05-25T08:20:00.0000000Z"],
    ["2014-11-08 15:55:55.123456Z", "2014-11-08T15:55:55.1234560Z"],
    ["2014-11-08 15:55:55", "2014-11-08T15:55:55.0000000Z"],
    ["2014-11-08 15:55", "2014-11-08T15:55:00.0000000Z"],
    ["2014-11-08", "2014-11-08T00:00:00.0000000Z"],
  ])("ISO 8601: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["Sat, 8 Nov 14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"],
    ["Sat, 8 Nov 14 15:05:02", "2014-11-08T15:05:02.0000000Z"],
    ["Sat, 8 Nov 14 15:05", "2014-11-08T15:05:00.0000000Z"],
    ["Sat, 8 Nov 14 15:05 GMT", "2014-11-08T15:05:00.0000000Z"],
    ["8 Nov 14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"],
    ["8 Nov 14 15:05:02", "2014-11-08T15:05:02.0000000Z"],
    ["8 Nov 14 15:05", "2014-11-08T15:05:00.0000000Z"],
    ["8 Nov 14 15:05 GMT", "2014-11-08T15:05:00.0000000Z"],
    ["8 November 2014", "2014-11-08T00:00:00.0000000Z"],
  ])("RFC 822: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["Saturday, 08-Nov-14 15:05:02 UTC", "2014-11-08T15:05:02.0000000Z"],
    ["Saturday, 08-Nov-14 15:05:02", "2014-11-08T15:05:02.0000000Z"],
    ["Saturday, 08-Nov-14 15:05 UTC", "2014-11-08T15:05:00.0000000Z"],
    ["08-Nov-14 15:05:02 UTC", "2014-11-08T15:05:02.0000000Z"],
    ["08-Nov-14 15:05", "2014-11-08T15:05:00.0000000Z"],
  ])("RFC 850: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["2014-11-08 15:05:25 GMT", "2014-11-08T15:05:25.0000000Z"],
    ["2014-11-08 15:05 GMT", "2014-11-08T15:05:00.0000000Z"],
    ["2014-11-08T15:05:25 GMT", "2014-11-08T15:05:25.0000000Z"],
  ])("the sortable form: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["11/8/2014", "2014-11-08T00:00:00.0000000Z"],
    ["11/8/2014 3:05:02 PM", "2014-11-08T15:05:02.0000000Z"],
    ["11/8/2014 12:00:00 AM", "2014-11-08T00:00:00.0000000Z"],
    ["11/8/2014 12:00:00 PM", "2014-11-08T12:00:00.0000000Z"],
    ["11-8-2014", "2014-11-08T00:00:00.0000000Z"],
    ["2014/11/8 3:05", "2014-11-08T03:05:00.0000000Z"],
    ["20141108", "2014-11-08T00:00:00.0000000Z"],
    ["2014-11", "2014-11-01T00:00:00.0000000Z"],
    ["2014", "2014-01-01T00:00:00.0000000Z"],
  ])("another form that logs have: %s", (text, said) => expect(read(text)).toBe(said));

  test.each([
    ["2026-11-20T09:00:00+01:00", "2026-11-20T08:00:00.0000000Z"],
    ["2026-11-20T00:30:00+0100", "2026-11-19T23:30:00.0000000Z"],
    ["2026-11-20T09:00:00-05:30", "2026-11-20T14:30:00.0000000Z"],
    ["2026-12-31T23:00:00.5-02", "2027-01-01T01:00:00.5000000Z"],
    ["2026-11-20T09:00:00+14:00", "2026-11-19T19:00:00.0000000Z"],
  ])("a time with an offset, as the time in UTC: %s", (text, said) => expect(read(text)).toBe(said));

  test("a fraction of any length: what is less than a tick is cut", () => {
    expect(["2026-11-20T09:00:00.1Z", "2026-11-20T09:00:00.1234567Z", "2026-11-20T09:00:00.123456789Z", "2026-11-20 09:00:00,25"].map(read)).toEqual([
      "2026-11-20T09:00:00.1000000Z",
      "2026-11-20T09:00:00.1234567Z",
      "2026-11-20T09:00:00.1234567Z",
      "2026-11-20T09:00:00.2500000Z",
    ]);
  });

  test("a year of two digits, as one from 1950 to 2049", () => {
    expect(["1 Jan 49", "1 Jan 50", "1 Jan 99", "1 Jan 00"].map((text) => read(text)?.slice(0, 4))).toEqual(["2049", "1950", "1999", "2000"]);
  });

  test("text with blanks around it", () => expect(read("  2026-11-20T09:00:00Z\n")).toBe("2026-11-20T09:00:00.0000000Z"));
});

describe("A leap day", () => {
  test.each(["2024-02-29", "2000-02-29", "0004-02-29", "1600-02-29T12:00:00Z"])("is in %s", (text) => expect(read(text)?.slice(0, 10)).toBe(text.slice(0, 10)));
  test.each(["2026-02-29", "1900-02-29", "2100-02-29T00:00:00Z", "0001-02-29"])("is not in %s", (text) => expect(read(text)).toBeNull());
});

describe("Datetimes", () => {
  test("begin with the year 1 and end with 9999", () => {
    expect(read("0001-01-01T00:00:00Z")).toBe("0001-01-01T00:00:00.0000000Z");
    expect(parseDateTime("0001-01-01")?.ticks).toBe(0n);
    expect(parseDateTime("9999-12-31T23:59:59.9999999Z")?.ticks).toBe(LAST_TICK);
    expect(["0000-12-31", "10000-01-01", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"].map(read)).toEqual([null, null, null, null]);
    expect([dateTimeOf(-1n), dateTimeOf(LAST_TICK + 1n)]).toEqual([null, null]);
  });

  test("are ticks since the first of them", () => {
    expect(parseDateTime("1970-01-01")?.ticks).toBe(621_355_968_000_000_000n);
    // The documentation's own example.
    expect(read("0100-01-01")).toBe(dateTimeText(new DateTime(31_241_376_000_000_000n)));
  });

  test("are read back from their text", () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: LAST_TICK }), (ticks) => parseDateTime(dateTimeText(new DateTime(ticks)))?.ticks === ticks));
  });

  test("of the form in logs are those that JavaScript reads", () => {
    const instant = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
    fc.assert(fc.property(instant, (date) => read(date.toISOString()) === date.toISOString().replace("Z", "0000Z")));
  });
});

describe("No datetime is", () => {
  test.each([
    "",
    " ",
    "never",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-11-20T24:00:00Z",
    "2026-11-20T09:60:00Z",
    "2026-11-20T09:00:61Z",
    "2026-11-20T09:00:00.Z",
    "2026-11-20T09:00:00.12x4Z",
    "2026-11-20T09:00:00ZZ",
    "2026-11-20T09:00:00+15:00",
    "2026-11-20T09:00:00+01:",
    "2026-11-20T09:00:00 CET",
    "13/01/2026",
    "1/13-2026",
    "8 Foo 2026",
    "+2026-11-20",
    "-2026-11-20",
    "٢٠٢٦-11-20",
    "2026-11-20T-1:00:00Z",
    "1e3",
    "12345",
  ])("%j", (text) => expect(read(text)).toBeNull());

  test("a text that is long", () => {
    for (const part of ["2026-11-20T09:00:00.0000000", " ", "1", "a", "Sat, "]) expect(read(part.repeat(100_000))).toBeNull();
  });
});
