import fc from "fast-check";
import { Dependence } from "../../../hunt/engine/log-dependence";
import { splitQuery } from "../../../hunt/engine/push-down";
import { WindowedQuery } from "../../../hunt/engine/windowed-query";
import { compileQuery, runQuery } from "../../../kql/evaluate";
import type { Row } from "../../../kql/values/value";
import { TICKS } from "../../../kql/values/calendar";
import { bound, instant, records, SCHEMA, SMALL, type Said, texts } from "../../support/log";

const EVERY = { minutes: 15 };
const OVER = { minutes: 60 };
const NEW = "coalesce(ingestion_time(), TimeGenerated) between ((now() - frequency) .. now())";
const BINDINGS = "let frequency = 15m;\nlet known = datatable(UserId:string)['bob'];\n";

function split(query: string, text = `${BINDINGS}${query}`) {
  const analysis = bound(text);
  const { feeds, rest } = splitQuery(analysis, new Dependence(analysis), EVERY);
  return { feeds: feeds.map(({ name, query: of, newOnly }) => ({ name, steps: of.slice(of.lastIndexOf(";\n") + 1).trim(), newOnly })), rest: rest.replace(BINDINGS, "").trim() };
}

describe("splitQuery", () => {
  it("takes out what is done to each record by itself, and leaves the rest", () =>
    expect(split("OfficeActivity | where Operation == 'Send' | extend N = Number + 1 | summarize sum(N) by UserId | where sum_N > 3")).toEqual({
      feeds: [{ name: "LogRows1", steps: "OfficeActivity\n| where Operation == 'Send'\n| extend N = Number + 1", newOnly: false }],
      rest: "LogRows1 | summarize sum(N) by UserId | where sum_N > 3",
    }));

  it("takes out of each place where a table is named", () =>
    expect(split("OfficeActivity | where Number == 1 | join kind=inner (AuditLogs | where UserId in (known)) on UserId")).toEqual({
      feeds: [{ name: "LogRows1", steps: "OfficeActivity\n| where Number == 1", newOnly: false }, { name: "LogRows2", steps: "AuditLogs\n| where UserId in (known)", newOnly: false }],
      rest: "LogRows1 | join kind=inner (LogRows2) on UserId",
    }));

  it("looks only at new rows where the query does, and says so", () =>
    expect(split(`OfficeActivity | where ${NEW} | where Number > 1 | count`)).toEqual({ feeds: [{ name: "LogRows1", steps: "OfficeActivity\n| where Number > 1", newOnly: true }], rest: "LogRows1 | count" }));

  const SEEN = "let seen = OfficeActivity | where Number > 1 | extend Arrived = coalesce(ingestion_time(), TimeGenerated)";

  it("gives what came since the last run a name of its own where a query reads it beside all that came", () => {
    const text = `${BINDINGS}${SEEN};\nlet fresh = seen | where Arrived > now() - frequency | count;\nlet also = seen | where Arrived between ((now() - frequency) .. now()) | count;\nunion fresh, also, (seen | count)`;
    const analysis = bound(text);
    const { feeds, rest } = splitQuery(analysis, new Dependence(analysis), EVERY);
    expect(feeds).toMatchObject([{ name: "LogRows1", newOnly: false, nameOfNew: "LogRows1New" }]);
    expect(rest.replace(BINDINGS, "")).toBe("let seen = LogRows1;\nlet fresh = LogRows1New | count;\nlet also = LogRows1New | count;\nunion fresh, also, (seen | count)");
  });

  it.each([
    ["another length of time", SEEN, "seen | where Arrived > now() - 2 * frequency"],
    ["a column that keeps something else", SEEN.replace("coalesce(ingestion_time(), TimeGenerated)", "TimeGenerated - 1d"), "seen | where Arrived > now() - frequency"],
    ["a column that is made twice", `${SEEN} | extend Arrived = TimeGenerated - 1d`, "seen | where Arrived > now() - frequency"],
    ["a condition that hangs on more", SEEN, "seen | where Arrived > now() - frequency or Number == 2"],
    ["what is done to the rows first", SEEN, "seen | extend N = 1 | where Arrived > now() - frequency"],
    ["a `let` that is more than the feed", `${SEEN} | where TimeGenerated > ago(30m)`, "seen | where Arrived > now() - frequency"],
  ])("reads the whole window for %s", (_what, seen, use) => {
    const analysis = bound(`${BINDINGS}${seen};\n${use} | count`);
    const { feeds, rest } = splitQuery(analysis, new Dependence(analysis), EVERY);
    expect(feeds.map(({ nameOfNew }) => nameOfNew)).toEqual([undefined]);
    expect(rest).toContain(use);
  });

  it("tells which columns of a feed the rest reads, not those that only the feed's own query does", () => {
    const analysis = bound(`${BINDINGS}OfficeActivity | where Operation == 'Send' | extend N = Number + 1 | summarize sum(N) by UserId`);
    const { wants } = splitQuery(analysis, new Dependence(analysis), EVERY);
    expect(["Operation", "Number", "N", "UserId"].filter(wants)).toEqual(["N", "UserId"]);
  });

  it("leaves the condition on new rows there if `frequency` is not the time between two runs", () =>
    expect(split(`OfficeActivity | where ${NEW} | count`, `let frequency = 1h;\nOfficeActivity | where ${NEW} | count`)).toMatchObject({ feeds: [{ steps: "OfficeActivity", newOnly: false }], rest: `let frequency = 1h;\nLogRows1 | where ${NEW} | count` }));

  it("leaves conditions on the clock to each window, after what goes before it anyway", () =>
    expect(split("OfficeActivity | where TimeGenerated > ago(30m) | where Number > 1 | count")).toEqual({ feeds: [{ name: "LogRows1", steps: "OfficeActivity\n| where Number > 1", newOnly: false }], rest: "LogRows1 | where TimeGenerated > ago(30m) | count" }));

  it.each([
    ["makes anew what a waiting condition reads", "extend TimeGenerated = TimeGenerated - 1h"],
    ["takes apart what a waiting condition reads, which is then its parts", "mv-expand TimeGenerated = pack_array(TimeGenerated)"],
    ["names what a waiting condition reads without an equals sign", "mv-expand Parameters"],
    ["gives two names at once", "extend (TimeGenerated, B) = f(1)"],
  ])("stops before an operator that %s", (_what, operator) => {
    const query = `OfficeActivity | where TimeGenerated > ago(30m) and Parameters != '' | ${operator} | count`;
    expect(split(query, `let f = (n:long) { n };\n${query}`)).toMatchObject({ feeds: [{ steps: "OfficeActivity" }], rest: expect.stringContaining(`LogRows1 | where TimeGenerated > ago(30m) and Parameters != '' | ${operator} | count`) as string });
  });

  it.each([
    ["a column of the clock", "OfficeActivity | extend Age = now() - TimeGenerated | count", "LogRows1 | extend Age = now() - TimeGenerated | count"],
    ["a condition on other records", "OfficeActivity | where UserId in ((AuditLogs | project UserId)) | count", "LogRows1 | where UserId in ((LogRows2 | project UserId)) | count"],
    ["what drops columns", "OfficeActivity | project UserId | count", "LogRows1 | project UserId | count"],
  ])("stops before %s", (_what, query, rest) => expect(split(query).rest).toBe(rest));
});

const said: fc.Arbitrary<Said> = fc.record({
  table: fc.constantFrom("OfficeActivity", "OfficeActivity", "AuditLogs"),
  // Never on the grid, where the end of a window and the beginning of the next would both count.
  at: fc.integer({ min: 0, max: 179 }).map((minute) => `${String(8 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:30`),
  cells: fc.record({ Operation: fc.constantFrom("Send", "Move"), OperationName: fc.constantFrom("Add", "Drop"), UserId: fc.constantFrom("ann", "bob", "carol"), Number: fc.integer({ min: 0, max: 3 }), Parameters: fc.constantFrom("", "[1,2]", "[3]") }),
});

describe("WindowedQuery", () => {
  it.each([
    ["a sum", "OfficeActivity | where Operation == 'Send' | extend N = Number * 2 | summarize Sum = sum(N), Last = max(TimeGenerated) by UserId"],
    ["a sum of new rows", `OfficeActivity | where ${NEW} | where UserId !in (known) | summarize count(), make_set(Operation) by UserId`],
    ["conditions on the clock, early and late", "OfficeActivity | where TimeGenerated > ago(20m) | extend U = toupper(UserId) | where Number > 0 | summarize count() by U | extend At = now()"],
    ["a join of two tables", `OfficeActivity | where Number > 0 | join kind=inner (AuditLogs | where ${NEW} | extend Name = OperationName) on UserId | project UserId, Name, Number`],
    ["a table read twice", "let sent = OfficeActivity | where Operation == 'Send'; let now20 = sent | where TimeGenerated > ago(20m) | summarize Now = count() by UserId; now20 | join kind=leftouter (sent | where TimeGenerated <= ago(20m) | summarize Then = count() by UserId) on UserId"],
    ["parts of a list after a condition that waits", "OfficeActivity | where TimeGenerated > ago(20m) and Parameters startswith '[' | mv-expand Parameters = todynamic(Parameters) | summarize count() by tostring(Parameters)"],
    ["tables by their beginning", "union Office*, AuditLogs | summarize count() by UserId"],
    ["tables whose names are asked", "union withsource=From OfficeActivity, AuditLogs | summarize count() by From"],
    ["what came since the last run beside what came before", "let seen = OfficeActivity | where Number > 1 | extend Arrived = coalesce(ingestion_time(), TimeGenerated); let fresh = seen | where Arrived > now() - frequency | summarize New = count() by UserId; fresh | join kind=leftouter (seen | where Arrived <= now() - frequency | summarize Old = count() by UserId) on UserId"],
    ["a function of the query's own", "let named = (name:string) { OfficeActivity | where Operation == name | where TimeGenerated > ago(30m) }; union (named('Send')), (named('Move')) | summarize count() by Operation, UserId"],
  ])("finds in every window what the whole query finds there: %s", (_what, query) => {
    const text = `${BINDINGS}${query}`;
    let window: ReadonlyMap<string, readonly Row[]> = new Map();
    const whole = compileQuery(bound(text), { tables: new Map([...SMALL].map(([name, columns]) => [name, { columns, scan: (_wanted, emit) => void (window.get(name) ?? []).every(emit) }])) });
    let found = 0;
    fc.assert(
      fc.property(fc.array(said, { minLength: 20, maxLength: 40 }), (log) => {
        const split = new WindowedQuery(bound(text), SCHEMA, EVERY, OVER);
        const all = records(log);
        split.gather(all, instant("2000-01-01"));
        for (const now of split.runsUntil(instant("2026-11-02T11:00:00Z"))) {
          window = new Map([...all].map(([name, of]) => [name, of.filter(({ ticks }) => ticks <= now.ticks && ticks > now.ticks - BigInt(OVER.minutes) * TICKS.minute).map(({ row }) => row)]));
          const rows: Row[] = [];
          const columns = runQuery(whole, { now }, () => (row) => rows.push(row) > 0);
          const ran = split.runAt(now);
          found += rows.length;
          expect(ran.columns).toEqual(columns);
          expect(asSets(ran.rows)).toEqual(asSets(rows));
        }
      }),
      { numRuns: 5, seed: 6 },
    );
    expect(found).toBeGreaterThan(20);
  });
});

/** In no order, as are the elements of a set. */
function asSets(rows: readonly Row[]): string[] {
  return rows.map((row) => texts(row).map((text) => [...text].sort().join("")).join("\n")).sort();
}
