import { WindowedQuery } from "../../../hunt/engine/windowed-query";
import { dateTimeText } from "../../../kql/values/datetime";
import { bound, instant, records, SCHEMA, type Said, texts } from "../../support/log";

const NEW = "let frequency = 15m;\nOfficeActivity | where coalesce(ingestion_time(), TimeGenerated) between ((now() - frequency) .. now())";

function windowed(query: string, log: readonly Said[], { every = 15, over = 60, end = "12:00" } = {}) {
  const windows = new WindowedQuery(bound(query), SCHEMA, { minutes: every }, { minutes: over });
  windows.gather(records(log), instant("2000-01-01"));
  return windows.runsUntil(instant(`2026-11-02T${end}:00Z`)).map((now) => ({ at: dateTimeText(now).slice(11, 16), result: windows.runAt(now) }));
}

const counts = (...args: Parameters<typeof windowed>) => windowed(...args).map(({ at, result }) => [at, ...result.rows.map((row) => texts(row).join(" "))]);
const at = (...times: readonly string[]): Said[] => times.map((time) => ({ at: time }));

describe("WindowedQuery", () => {
  it("runs every so often, where something came before, over so long", () =>
    expect(counts("OfficeActivity | count", at("09:01", "09:14", "09:31", "10:10"))).toEqual([["09:15", "2"], ["09:45", "3"], ["10:15", "2"]]));

  it("counts a record in the run at its very instant, and not in one that is a period later", () =>
    expect(counts("OfficeActivity | count", at("09:00", "09:15", "10:00"))).toEqual([["09:00", "1"], ["09:15", "2"], ["10:00", "2"]]));

  it("counts a new record in one run only", () =>
    expect(counts(`${NEW} | count`, at("09:00", "09:15", "09:20", "10:00"))).toEqual([["09:00", "1"], ["09:15", "1"], ["09:30", "1"], ["10:00", "1"]]));

  it("puts records in order, whichever came first in the log", () =>
    expect(counts("OfficeActivity | count", at("10:10", "09:31", "09:01", "09:14"))).toEqual([["09:15", "2"], ["09:45", "3"], ["10:15", "2"]]));

  it("runs by the clock of each run", () => expect(windowed("OfficeActivity | summarize N = count() | extend At = now()", at("09:01")).map(({ result }) => texts(result.rows[0] ?? []))).toEqual([["1", "2026-11-02T09:15:00.0000000Z"]]));

  it("runs once more when something has waited for as long as the query says, if the log goes on till then", () => {
    const waits = "let lasting = 45m;\nOfficeActivity | summarize Last = max(TimeGenerated) | where Last < now() - lasting";
    expect(counts(waits, at("09:01"))).toEqual([["09:15"], ["10:00", "2026-11-02T09:01:00.0000000Z"]]);
    expect(counts(waits, at("09:01"), { end: "09:40" })).toEqual([["09:15"]]);
  });

  it("doesn't run for a timespan that is longer than it looks back, or its frequency", () =>
    expect(counts("OfficeActivity | where TimeGenerated > ago(15m) or TimeGenerated > ago(2h) | count", at("09:01"))).toEqual([["09:15", "1"]]));

  it("says what it saw, what is new before what came earlier", () => {
    const seen = (log: readonly Said[], query: string) => windowed(query, log).map(({ result }) => result.seen.flatMap(({ rows }) => rows.map(({ place }) => place.line)));
    expect(seen(at("09:01", "09:20", "09:25"), "OfficeActivity | count")).toEqual([[1], [2, 3, 1]]);
    expect(seen(at("09:01"), "let lasting = 45m;\nOfficeActivity | where TimeGenerated < now() - lasting | count")).toEqual([[1], [1]]);
  });

  it("gives rows of the log that are no wider than the query reads", () => {
    const [{ result } = { result: undefined }] = windowed("OfficeActivity | where Operation == '' | summarize count() by UserId", at("09:01"));
    expect(result?.seen.map(({ columns }) => columns.map(({ name }) => name))).toEqual([["UserId"]]);
  });

  it("tells whether a query judges what is absent", () => {
    const answers = (query: string) => new WindowedQuery(bound(query), SCHEMA, { minutes: 15 }, { minutes: 60 }).answersNothing(instant("2026-11-02"));
    expect(answers("OfficeActivity | summarize Last = max(TimeGenerated) | where isnull(Last)")).toBe(1);
    expect(answers("OfficeActivity | summarize Last = max(TimeGenerated) by UserId")).toBe(0);
  });

  it("refuses what doesn't bind", () => expect(() => new WindowedQuery(bound("OfficeActivity | where Nonsense == 1 | count"), SCHEMA, { minutes: 15 }, { minutes: 60 })).toThrow("Nonsense"));
});
