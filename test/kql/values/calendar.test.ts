import fc from "fast-check";
import { civilOf, daysInMonth, floorDiv, floorMod, isDate, LAST_TICK, TICKS, ticksOfDate, UNIX_EPOCH } from "../../../kql/values/calendar";

const TICK = fc.bigInt({ min: 0n, max: LAST_TICK });

describe("The calendar", () => {
  test("takes a tick apart", () => {
    expect(civilOf(UNIX_EPOCH + TICKS.hour * 13n + TICKS.minute * 5n + TICKS.second * 9n + 12n)).toEqual({
      year: 1970,
      month: 1,
      day: 1,
      weekday: 4,
      hour: 13,
      minute: 5,
      second: 9,
      fraction: 12,
      days: 719_162n,
      ticksOfDay: 471_090_000_012n,
    });
  });

  test("puts together what it took apart", () => {
    fc.assert(fc.property(TICK, (tick) => {
      const { year, month, day, ticksOfDay } = civilOf(tick);
      expect(ticksOfDate(year, month, day) + ticksOfDay).toBe(tick);
      expect(isDate(year, month, day)).toBe(true);
    }));
  });

  test("goes from Sunday, 0, to Saturday, 6", () => {
    fc.assert(fc.property(TICK, (tick) => civilOf(tick).weekday === Number((tick / TICKS.day + 1n) % 7n)));
  });

  test("carries months and days over", () => {
    expect(ticksOfDate(2026, 14, 1)).toBe(ticksOfDate(2027, 2, 1));
    expect(ticksOfDate(2026, 0, 31)).toBe(ticksOfDate(2025, 12, 31));
    expect(ticksOfDate(2026, 3, 0)).toBe(ticksOfDate(2026, 2, 28));
    expect(ticksOfDate(1, 1, 1)).toBe(0n);
    expect(ticksOfDate(99, 1, 1)).toBeLessThan(ticksOfDate(100, 1, 1));
  });

  test("knows how long each month is", () => {
    const lengths = (year: number): number[] => Array.from({ length: 12 }, (_, index) => daysInMonth(year, index + 1));
    const ofCommonYear = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const ofLeapYear = ofCommonYear.with(1, 29);
    for (const year of [1, 1900, 2026, 2100]) expect(lengths(year)).toEqual(ofCommonYear);
    for (const year of [4, 1600, 2000, 2024]) expect(lengths(year)).toEqual(ofLeapYear);
  });

  test("has no day outside of the years 1 to 9999", () => {
    expect([isDate(0, 1, 1), isDate(10_000, 1, 1), isDate(2026, 0, 1), isDate(2026, 1, 0), isDate(NaN, 1, 1)]).toEqual([false, false, false, false, false]);
  });
});

describe("Division", () => {
  test("rounds down, and its remainder has the divisor's sign", () => {
    expect([floorDiv(7n, 2n), floorDiv(-7n, 2n), floorDiv(7n, -2n), floorDiv(-7n, -2n), floorDiv(-8n, 2n)]).toEqual([3n, -4n, -4n, 3n, -4n]);
    expect([floorMod(7n, 3n), floorMod(-7n, 3n), floorMod(-6n, 3n)]).toEqual([1n, 2n, 0n]);
  });
});
