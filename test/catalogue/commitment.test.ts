import fc from "fast-check";
import { commitmentFault, commitmentState, lapsesAt } from "../../catalogue/commitment";

const at = (instant: string): Date => new Date(instant);
const DAY_MS = 86_400_000;
const day = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);
const MANY_DAYS = fc.integer({ min: Date.parse("2000-01-01") / DAY_MS, max: Date.parse("2090-12-31") / DAY_MS });

describe("a commitment", () => {
  it.each([
    ["2026-11-30", "2026-12-01T00:00:00Z"],
    ["2026-12-31", "2027-01-01T00:00:00Z"],
    ["2027-02-28", "2027-03-01T00:00:00Z"],
    ["2028-02-28", "2028-02-29T00:00:00Z"],
    ["2028-02-29", "2028-03-01T00:00:00Z"],
  ])("that expires on %s lapses at %s", (expires, instant) => {
    expect(lapsesAt({ expires })).toBe(instant);
  });

  const leap = { granted: "2028-02-29", expires: "2028-03-01" };

  it.each([
    ["2028-02-28T23:59:59.999Z", "not yet granted"],
    ["2028-02-29T00:00:00.000Z", "live"],
    ["2028-03-01T00:00:00.000Z", "live"],
    ["2028-03-01T23:59:59.999Z", "live"],
    ["2028-03-02T00:00:00.000Z", "expired"],
  ])("from a leap day to the day after it is, at %s, %s", (now, state) => {
    expect(commitmentState(leap, at(now))).toBe(state);
  });

  it("granted for one day holds on that day, and at no other time", () => {
    const today = { granted: "2026-11-02", expires: "2026-11-02" };
    expect(commitmentFault(today)).toBeUndefined();
    expect(commitmentState(today, at("2026-11-02T12:00:00Z"))).toBe("live");
    expect(commitmentState(today, at("2026-11-03T00:00:00Z"))).toBe("expired");
  });

  it.each([
    ["2026-01-01", "2027-01-02"],
    ["2027-03-01", "2028-03-01"],
    ["2028-02-29", "2029-03-01"],
  ])("granted on %s may last until %s, which is 366 days", (granted, expires) => {
    expect(commitmentFault({ granted, expires })).toBeUndefined();
  });

  it.each([
    ["2026-01-01", "2027-01-03", 367, "2027-01-02"],
    ["2027-03-01", "2028-03-02", 367, "2028-03-01"],
    ["2028-02-29", "2029-03-02", 367, "2029-03-01"],
    ["2026-01-01", "2036-01-01", 3652, "2027-01-02"],
  ])("granted on %s may not last until %s", (granted, expires, days, latest) => {
    expect(commitmentFault({ granted, expires })).toBe(`${expires} is ${days} days after ${granted}, the day it was granted; 366 are allowed: write ${latest} or earlier`);
  });

  it("can't expire before it was granted", () => {
    expect(commitmentFault({ granted: "2026-11-02", expires: "2026-11-01" })).toBe("2026-11-01 is before 2026-11-02, the day it was granted; write a later day");
  });

  it("is allowed for as many days as its fault would name, on any day of a century", () => {
    fc.assert(
      fc.property(MANY_DAYS, fc.integer({ min: 0, max: 800 }), (granted, days) => {
        expect(commitmentFault({ granted: day(granted), expires: day(granted + days) }) === undefined).toBe(days <= 366);
      }),
    );
  });
});
