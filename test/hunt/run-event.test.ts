import { loadTables } from "../../catalogue/tables";
import { EventRunner, type RuleEvent } from "../../hunt/run-event";
import { detection as detectionWith } from "../support/community-detection";

const schema = { tables: loadTables() };
const communityDetection = (query: string) => detectionWith({ query });
const now = "2026-11-20T12:00:00Z";
const event = (rows: RuleEvent["rows"], more: Partial<RuleEvent> = {}): RuleEvent => ({ name: "an event", rows, ...more });

describe("EventRunner", () => {
  it("gives each row of a table the columns that all its rows share, and lets a row's own value win", () => {
    const runner = new EventRunner(communityDetection("OfficeActivity | project UserId, Operation | order by UserId asc"), { now, common: { OfficeActivity: { Operation: "Send", UserId: "ann" } } }, schema);
    expect(runner.run(event({ OfficeActivity: [{}, { UserId: "bob" }] })).result.rows).toEqual([
      ["ann", "Send"],
      ["bob", "Send"],
    ]);
  });

  it("runs by the events' clock", () => {
    const runner = new EventRunner(communityDetection("OfficeActivity | where TimeGenerated > ago(1h)"), { now }, schema);
    expect(runner.run(event({ OfficeActivity: [{ TimeGenerated: "2026-11-20T11:30:00Z" }] })).fired).toBe(true);
    expect(runner.run(event({ OfficeActivity: [{ TimeGenerated: "2026-11-20T10:30:00Z" }] })).fired).toBe(false);
  });

  it("takes a table that the event says nothing of for empty", () => {
    const runner = new EventRunner(communityDetection("union OfficeActivity, AuditLogs"), { now }, schema);
    expect(runner.run(event({ AuditLogs: [{ OperationName: "Consent to application" }] })).result.rows).toHaveLength(1);
  });

  it.each([
    ["gt", 1, [false, false, true]],
    ["lt", 1, [true, false, false]],
    ["eq", 1, [false, true, false]],
    ["ne", 1, [true, false, true]],
  ] as const)("alerts when the number of rows is %s %d", (operator, threshold, expected) => {
    const detection = communityDetection("OfficeActivity");
    const schedule = { frequency: { minutes: 5 }, period: { minutes: 5 }, operator, threshold };
    const runner = new EventRunner({ ...detection, schedule }, { now }, schema);
    expect([0, 1, 2].map((rows) => runner.run(event({ OfficeActivity: Array.from({ length: rows }, () => ({})) })).fired)).toEqual(expected);
  });

  it("names the event, the table and the row of a value that doesn't fit its column", () => {
    const runner = new EventRunner(communityDetection("OfficeActivity | where TimeGenerated > ago(1h)"), { now }, schema);
    expect(() => runner.run(event({ OfficeActivity: [{ TimeGenerated: "2026-11-20T11:30:00Z" }, { TimeGenerated: "yesterday" }] }))).toThrow(/an event, OfficeActivity:2 TimeGenerated: "yesterday"/u);
  });
});
