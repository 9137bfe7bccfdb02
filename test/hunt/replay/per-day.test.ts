import { compareByRecord } from "../../../hunt/replay/compare-alerts";
import { countsOf, countsPerDay } from "../../../hunt/replay/per-day";
import { findingAt } from "../../support/hunt-finding";

describe("days", () => {
  it("are those of either rule's alerts in UTC, each alert on its own rule's day", () => {
    const before = [findingAt([1], { at: "2026-11-02T23:59:59.999Z" }), findingAt([2], { at: "2026-11-03T00:00:00Z" })];
    const after = [findingAt([1], { at: "2026-11-05T00:00:00Z" }), findingAt([3], { at: "2026-11-01T12:00:00Z" })];
    const comparison = compareByRecord(before, after);
    expect(countsOf(before, after, comparison)).toEqual({ before: 2, after: 2, kept: 1, lost: 1, gained: 1 });
    expect(countsPerDay(before, after, comparison)).toEqual([
      { day: "2026-11-01", before: 0, after: 1, kept: 0, lost: 0, gained: 1 },
      { day: "2026-11-02", before: 1, after: 0, kept: 1, lost: 0, gained: 0 },
      { day: "2026-11-03", before: 1, after: 0, kept: 0, lost: 1, gained: 0 },
      { day: "2026-11-05", before: 0, after: 1, kept: 0, lost: 0, gained: 0 },
    ]);
  });
});
