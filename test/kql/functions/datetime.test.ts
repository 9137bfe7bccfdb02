import fc from "fast-check";
import { run, value } from "../support/run";

/** Dates of the years 1900 to 2100, to the second. */
const dates = fc.integer({ min: -2_208_988_800, max: 4_102_444_800 }).map((seconds) => new Date(seconds * 1000).toISOString());

// https://learn.microsoft.com/en-us/kusto/query/datetime-part-function
describe("the parts of a datetime", () => {
  const at = "datetime(2023-08-05 19:41:52.0123456)";

  test.each([
    ["year", 2023],
    ["Quarter", 3],
    ["month", 8],
    ["week_of_year", 31],
    ["day", 5],
    ["dayOfYear", 217],
    ["hour", 19],
    ["minute", 41],
    ["second", 52],
    ["millisecond", 12],
    ["microsecond", 12_345],
    ["nanosecond", 12_345_600],
  ])("%s is told by its name, in any case", (part, number) => expect(value(`datetime_part("${part}", ${at})`)).toBe(number));

  test("each have a function too", () => {
    const [row] = run(
      `print dayofmonth(${at}), dayofyear(${at}), hourofday(${at}), monthofyear(${at}), getmonth(${at}), getyear(${at}), week_of_year(${at})`,
    ).rows;
    expect(row).toEqual([5, 217, 19, 8, 8, 2023, 31]);
  });

  test("the day of the week is a span from Sunday", () => {
    expect(value("dayofweek(datetime(2026-11-22 23:59))")).toBe("00:00:00");
    expect(value("dayofweek(datetime(2026-11-21))")).toBe("6.00:00:00");
  });

  test("the first of January may be of the year before's last week, and the end of December of the next one's first", () => {
    expect(value("week_of_year(datetime(2027-01-01))")).toBe(53);
    expect(value("week_of_year(datetime(2024-12-30))")).toBe(1);
  });

  test("null has none", () => expect(value("getyear(datetime(null))")).toBeNull());
});

// https://learn.microsoft.com/en-us/kusto/query/startofweek-function
describe("the start and the end of a period", () => {
  const at = "datetime(2024-02-14 10:20:30)";

  test.each([
    ["day", "2024-02-14T00:00:00.0000000Z", "2024-02-14T23:59:59.9999999Z"],
    ["week", "2024-02-11T00:00:00.0000000Z", "2024-02-17T23:59:59.9999999Z"],
    ["month", "2024-02-01T00:00:00.0000000Z", "2024-02-29T23:59:59.9999999Z"],
    ["year", "2024-01-01T00:00:00.0000000Z", "2024-12-31T23:59:59.9999999Z"],
  ])("of the %s", (period, start, end) => expect(run(`print startof${period}(${at}), endof${period}(${at})`).rows).toEqual([[start, end]]));

  test("move by an offset", () => {
    expect(value(`startofmonth(${at}, -2)`)).toBe("2023-12-01T00:00:00.0000000Z");
    expect(value(`endofmonth(${at}, 12)`)).toBe("2025-02-28T23:59:59.9999999Z");
    expect(value(`startofweek(${at}, 1)`)).toBe("2024-02-18T00:00:00.0000000Z");
  });

  test("end with the calendar, and beyond it are null", () => {
    expect(value("endofyear(datetime(9999-03-01))")).toBe("9999-12-31T23:59:59.9999999Z");
    expect(value("endofyear(datetime(9999-03-01), 1)")).toBeNull();
    expect(value(`startofyear(${at}, 9223372036854775807)`)).toBeNull();
    expect(value("startofweek(datetime(0001-01-02))")).toBeNull();
  });

  test("hold the date between them", () => {
    fc.assert(
      fc.property(dates, fc.constantFrom("day", "week", "month", "year"), (date, period) => {
        expect(value(`datetime(${date}) between (startof${period}(datetime(${date})) .. endof${period}(datetime(${date})))`)).toBe(true);
        expect(value(`endof${period}(datetime(${date})) + 1tick == startof${period}(datetime(${date}), 1)`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

// https://learn.microsoft.com/en-us/kusto/query/datetime-add-function, https://learn.microsoft.com/en-us/kusto/query/datetime-diff-function
describe("adding to a datetime, and the difference of two", () => {
  test("months end where the shorter month ends", () => {
    expect(value("datetime_add('month', 1, datetime(2023-01-30 06:00))")).toBe("2023-02-28T06:00:00.0000000Z");
    expect(value("datetime_add('quarter', -1, datetime(2024-05-31))")).toBe("2024-02-29T00:00:00.0000000Z");
    expect(value("datetime_add('Year', 4, datetime(2020-02-29))")).toBe("2024-02-29T00:00:00.0000000Z");
  });

  test("small units count in ticks", () => {
    expect(value("datetime_add('microsecond', 3, datetime(2024-01-01))")).toBe("2024-01-01T00:00:00.0000030Z");
    expect(value("datetime_add('nanosecond', 250, datetime(2024-01-01))")).toBe("2024-01-01T00:00:00.0000002Z");
  });

  test("beyond the calendar is null", () => expect(value("datetime_add('year', 9223372036854775807, now())")).toBeNull());

  test("a difference counts the borders that are crossed, not the time that passed", () => {
    const late = "datetime(2024-12-31 23:59:59)";
    const early = "datetime(2025-01-01 00:00:01)";
    const [row] = run(
      `print ${["year", "quarter", "month", "week", "day", "hour", "second"].map((unit) => `datetime_diff('${unit}', ${early}, ${late})`).join(", ")}`,
    ).rows;
    expect(row).toEqual([1, 1, 1, 0, 1, 1, 2]);
  });

  test("an unknown period is refused", () => {
    expect(() => value("datetime_add('fortnight', 1, now())")).toThrow("must be one of the values: year, quarter");
    expect(() => value("datetime_diff('decade', now(), now())")).toThrow("must be one of the values: year, quarter");
    expect(() => value("datetime_part('decade', now())")).toThrow();
  });

  test("what was added is the difference", () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: -900, max: 900 }),
        fc.constantFrom("year", "quarter", "month", "week", "day", "hour", "minute", "second"),
        (date, amount, unit) => {
          const count = unit === "year" ? Math.trunc(amount / 20) + 0 : amount;
          expect(value(`datetime_diff('${unit}', datetime_add('${unit}', ${count}, datetime(${date})), datetime(${date}))`)).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });
});

// https://learn.microsoft.com/en-us/kusto/query/make-datetime-function, https://learn.microsoft.com/en-us/kusto/query/make-timespan-function
describe("making times of numbers", () => {
  test("fills what is left out with zeros", () => {
    expect(value("make_datetime(2024, 2, 29)")).toBe("2024-02-29T00:00:00.0000000Z");
    expect(value("make_datetime(2024, 2, 29, 7, 8, 9.25)")).toBe("2024-02-29T07:08:09.2500000Z");
    expect(value("make_timespan(3, 4)")).toBe("03:04:00");
    expect(value("make_timespan(2, 3, 4, 5.5)")).toBe("2.03:04:05.5000000");
  });

  test("a part out of its range makes null", () => {
    expect(
      run("print make_datetime(2023, 2, 29), make_datetime(2024, 13, 1), make_datetime(2024, 1, 1, 24, 0), make_timespan(1, 60), make_timespan(-1, 0)").rows,
    ).toEqual([[null, null, null, null, null]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/unixtime-seconds-todatetime-function
  test("Unix time comes in four units", () => {
    const units = ["unixtime_seconds_todatetime(1700000000)", "unixtime_milliseconds_todatetime(1700000000123)"];
    units.push(
      "unixtime_microseconds_todatetime(1700000000123456)",
      "unixtime_nanoseconds_todatetime(1700000000123456789)",
      "unixtime_seconds_todatetime(-1.5)",
    );
    expect(run(`print ${units.join(", ")}`).rows).toEqual([
      [
        "2023-11-14T22:13:20.0000000Z",
        "2023-11-14T22:13:20.1230000Z",
        "2023-11-14T22:13:20.1234560Z",
        "2023-11-14T22:13:20.1234567Z",
        "1969-12-31T23:59:58.5000000Z",
      ],
    ]);
    expect(value("unixtime_seconds_todatetime(1e15)")).toBeNull();
  });
});

// https://learn.microsoft.com/en-us/kusto/query/format-datetime-function, https://learn.microsoft.com/en-us/kusto/query/format-timespan-function
describe("formats", () => {
  test.each([
    ["yyyy-MM-dd HH:mm:ss.fff", "2004-03-02 13:04:05.067"],
    ["yy/M/d h:m:s tt", "04/3/2 1:4:5 PM"],
    ["y hh", "4 01"],
    ["[f,ff_fffffff]", "[0,06_0678000]"],
    ["F.FF.FFFFFFF", ".06.0678"],
    // Letters beyond the longest specifier start another one.
    ["ddd", "022"],
  ])("a date by %s", (format, text) => expect(value(`format_datetime(datetime(2004-03-02 13:04:05.0678), "${format}")`)).toBe(text));

  test("midnight and noon are 12 o'clock", () => {
    expect(value('format_datetime(datetime(2024-01-01 00:05), "hh:mm tt")')).toBe("12:05 AM");
    expect(value('format_datetime(datetime(2024-01-01 12:05), "h:mm tt")')).toBe("12:05 PM");
  });

  test.each([
    ["d.HH:mm:ss", "12.03:04:05"],
    ["ddd h", "012 3"],
    ["fff FFFF", "060 06"],
  ])("a span by %s", (format, text) => expect(value(`format_timespan(time(12.03:04:05.06), "${format}")`)).toBe(text));

  test("a negative span has its sign in front", () => expect(value('format_timespan(-90m, "h:mm")')).toBe("-1:30"));

  test.each(["yyyy-MM-ddTHH:mm", "zzz", "K", "t", "d'd'", "h\\\\:m"])("%s is refused, with or without rows", (format) => {
    expect(() => value(`format_datetime(now(), "${format}")`)).toThrow("format_datetime can't use");
    expect(() => run(`datatable(t: datetime)[] | project format_datetime(t, "${format}")`)).toThrow("format_datetime can't use");
  });

  test("null is written as nothing", () =>
    expect(run('print format_datetime(datetime(null), "yyyy"), format_timespan(timespan(null), "d")').rows).toEqual([["", ""]]));
});

// https://learn.microsoft.com/en-us/kusto/query/datetime-utc-to-local-function
describe("time zones", () => {
  test("summer time counts", () => {
    expect(value('datetime_utc_to_local(datetime(2024-01-15 12:00), "Europe/Berlin")')).toBe("2024-01-15T13:00:00.0000000Z");
    expect(value('datetime_utc_to_local(datetime(2024-07-15 12:00), "Europe/Berlin")')).toBe("2024-07-15T14:00:00.0000000Z");
    expect(value('datetime_local_to_utc(datetime(2024-07-15 14:00:00.0000007), "Europe/Berlin")')).toBe("2024-07-15T12:00:00.0000007Z");
    expect(value('datetime_utc_to_local(datetime(2024-07-15 12:00), "Asia/Kathmandu")')).toBe("2024-07-15T17:45:00.0000000Z");
  });

  test("an hour that is skipped is read by the clock after it", () =>
    expect(value('datetime_local_to_utc(datetime(2024-03-31 02:30), "Europe/Berlin")')).toBe("2024-03-31T00:30:00.0000000Z"));

  test("there and back is where it was, away from the changes of the clocks", () => {
    const zone = fc.constantFrom("America/New_York", "Europe/Paris", "Australia/Sydney", "Asia/Kolkata", "UTC");
    const summer = fc.integer({ min: 0, max: 40 * 86_400 }).map((seconds) => new Date(Date.UTC(2025, 5, 1) + seconds * 1000).toISOString());
    fc.assert(
      fc.property(summer, zone, (date, name) =>
        expect(value(`datetime_utc_to_local(datetime_local_to_utc(datetime(${date}), "${name}"), "${name}") == datetime(${date})`)).toBe(true),
      ),
      { numRuns: 40 },
    );
  });

  test.each(["Mars/Olympus", "+02:00", ""])("%j is no zone", (name) => expect(() => value(`datetime_utc_to_local(now(), "${name}")`)).toThrow("time zone"));
});

// https://learn.microsoft.com/en-us/kusto/query/bin-function, https://learn.microsoft.com/en-us/kusto/query/bin-at-function
describe("bins", () => {
  test("go downwards, below zero too", () => expect(run("print bin(17, 5), bin(-17, 5), bin(-0.3, 0.25), floor(9.99, 1)").rows).toEqual([[15, -20, -0.5, 9]]));

  test("a real size makes a real answer", () => expect(run("print x = bin(7, 2.5)")).toMatchObject({ columns: [{ name: "x", type: "real" }], rows: [[5]] }));

  test("decimals stay exact", () => expect(value("tostring(bin(decimal(10.3), decimal(0.1)))")).toBe("10.3"));

  test("without a positive size are null", () =>
    expect(run("print bin(5, 0), bin(5, -1), bin(1h, -5m), bin(now(), timespan(0)), bin(int(null), 2)").rows).toEqual([[null, null, null, null, null]]));

  test("of time count from the calendar's first day, a Monday", () => {
    expect(value("bin(datetime(2026-11-22 18:00), 7d)")).toBe("2026-11-16T00:00:00.0000000Z");
    expect(value("bin(-1h, 1d)")).toBe("-1.00:00:00");
  });

  test("may start elsewhere", () => {
    expect(value("bin_at(datetime(2026-11-22 05:00), 1d, datetime(2020-01-01 06:00))")).toBe("2026-11-21T06:00:00.0000000Z");
    expect(value("bin_at(11, 4, 1)")).toBe(9);
    expect(value("bin_at(-1.0, 4, 1)")).toBe(-3);
  });

  test("hold the value: bin(x, n) <= x < bin(x, n) + n", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 100_000 }), (x, n) => {
        const low = value(`bin(${x}, ${n})`) as number;
        expect(low <= x && x < low + n).toBe(true);
        expect(low % n === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
