import { loadTables } from "../../catalogue/tables";
import { ownBindings } from "../../hunt/bound-query";
import { PerRecord } from "../../hunt/per-record";
import type { RecognisedRecord } from "../../hunt/records/recognised";
import { parseDateTime } from "../../kql/values/datetime";
import type { DateTime } from "../../kql/values/value";
import { detection as detectionWith, nearRealTime } from "../support/community-detection";

const schema = { tables: loadTables() };
const place = { file: "log.json", line: 7 };
const rule = (id: string, query: string, more: Parameters<typeof detectionWith>[0] = {}) => detectionWith({ id, query, tables: [], ...more });
const perRecord = (...detections: ReturnType<typeof detectionWith>[]) => new PerRecord(detections.map((detection) => ({ detection, bindings: ownBindings(detection) })), schema);

function record(table: string, cells: RecognisedRecord["rows"][number]["cells"] = {}, time = "2026-11-02T09:00:00Z"): RecognisedRecord {
  return { kind: "Log Analytics row", time: parseDateTime(time) as DateTime, rows: [{ table, cells: { TimeGenerated: time, ...cells } }] };
}

describe("PerRecord", () => {
  it("names the detections that fire on a record, in their order", () => {
    const hunt = perRecord(rule("sends", "OfficeActivity | where Operation == 'Send'"), rule("any", "OfficeActivity"), rule("moves", "OfficeActivity | where Operation == 'Move'"));
    expect(hunt.judge(record("OfficeActivity", { Operation: "Send" }), place)).toEqual({ detections: ["sends", "any"], unknown: [] });
    expect(hunt.judge(record("OfficeActivity", { Operation: "Move" }), place)).toEqual({ detections: ["any", "moves"], unknown: [] });
  });

  it("shows each record alone: what an earlier one held is gone", () => {
    const hunt = perRecord(rule("two", "OfficeActivity | summarize Count = count() by UserId | where Count > 1"), rule("both", "union OfficeActivity, AuditLogs | summarize Tables = dcount(Type) by TenantId | where Tables > 1"));
    for (let i = 0; i < 3; i++) expect(hunt.judge(record("OfficeActivity", { UserId: "bob", Type: "OfficeActivity" }), place).detections).toEqual([]);
    expect(hunt.judge(record("AuditLogs", { Type: "AuditLogs" }), place).detections).toEqual([]);
  });

  it("shows all rows of a record together", () => {
    const hunt = perRecord(rule("joined", "CloudAppEvents | join kind=inner OfficeActivity on $left.ActionType == $right.Operation"));
    const cloud = record("CloudAppEvents", { ActionType: "Send" });
    expect(hunt.judge(cloud, place).detections).toEqual([]);
    expect(hunt.judge({ ...cloud, rows: [...cloud.rows, ...record("OfficeActivity", { Operation: "Send" }).rows] }, place).detections).toEqual(["joined"]);
  });

  it("runs by a clock just after the record's own time", () => {
    const hunt = perRecord(rule("fresh", "OfficeActivity | where TimeGenerated between (ago(1s) .. now()) and TimeGenerated < now()"), rule("arrived", "OfficeActivity | where coalesce(ingestion_time(), TimeGenerated) > ago(5m)"));
    for (const time of ["2019-01-01T00:00:00Z", "2026-11-02T09:00:00.1234567Z"]) expect(hunt.judge(record("OfficeActivity", {}, time), place).detections).toEqual(["fresh", "arrived"]);
  });

  it("holds a rule's own threshold against the rows of the one record", () => {
    const schedule = { frequency: { minutes: 5 }, period: { minutes: 5 }, operator: "gt", threshold: 1 } as const;
    const hunt = perRecord(rule("several", "OfficeActivity", { schedule }), rule("parts", "OfficeActivity | mv-expand Part = dynamic([1, 2])", { schedule }), nearRealTime({ id: "at-once", query: "OfficeActivity", tables: [] }));
    expect(hunt.judge(record("OfficeActivity"), place).detections).toEqual(["parts", "at-once"]);
  });

  it("runs only what reads a table of the record", () => {
    const hunt = perRecord(rule("counts", "AuditLogs | summarize Count = count() by OperationName"), rule("broken", "AuditLogs | where nonsense(OperationName)", { tables: ["AuditLogs"] }));
    expect(hunt.judge(record("OfficeActivity"), place)).toEqual({ detections: [], unknown: [] });
    expect(hunt.judge(record("AuditLogs"), place)).toEqual({ detections: ["counts"], unknown: [{ detection: "broken", why: expect.stringContaining("nonsense") as string }] });
  });

  it("compiles nothing that can't concern a record, but what may read any table", () => {
    const hunt = perRecord(rule("signs-in", "SigninLogs | where"), rule("wild", "union Office* | where Operation == 'Send'"), rule("by-name", "table('OfficeActivity') | where Operation == 'Send'"), rule("searches", "search 'Send'"), rule("parsed", "_Im_Audit | where Actor == 'bob'"));
    const { detections, unknown } = hunt.judge(record("OfficeActivity", { Operation: "Send" }), place);
    expect(detections).toEqual(["wild", "by-name", "searches"]);
    expect(unknown.map(({ detection }) => detection)).toEqual(["parsed"]);
    expect(hunt.judge(record("SigninLogs"), place).unknown.map(({ detection }) => detection)).toEqual(["signs-in", "parsed"]);
  });

  it("leaves out what fires on an empty log, by running it there", () => {
    const hunt = perRecord(
      rule("silent", "union isfuzzy=true OfficeActivity, (datatable(TimeGenerated:datetime)[]) | summarize Newest = max(TimeGenerated) | where isnull(Newest) or Newest < ago(1d)"),
      rule("few", "OfficeActivity", { schedule: { frequency: { minutes: 5 }, period: { minutes: 5 }, operator: "lt", threshold: 5 } }),
      rule("any", "OfficeActivity"),
    );
    for (let i = 0; i < 2; i++) expect(hunt.judge(record("OfficeActivity"), place).detections).toEqual(["any"]);
    expect(hunt.leftOut).toEqual(["silent", "few"]);
  });

  it.each([
    ["a query that can't be compiled", "OfficeActivity | where column_that_is_not == 1", "column_that_is_not"],
    ["a watchlist that nobody gave", "OfficeActivity | where UserId in ((_GetWatchlist('vip') | project SearchKey))", "_GetWatchlist"],
    ["a value that doesn't fit its column", "OfficeActivity | where LoginStatus == 1", 'LoginStatus: "never" is not an int'],
  ])("says what could not be evaluated, and why: %s", (_what, query, why) => {
    const { detections, unknown } = perRecord(rule("any", "OfficeActivity | project Operation"), rule("unsure", query, { tables: ["OfficeActivity"] })).judge(record("OfficeActivity", { LoginStatus: "never" }), place);
    expect(detections).toEqual(["any"]);
    expect(unknown).toEqual([{ detection: "unsure", why: expect.stringContaining(why) as string }]);
  });

  it("goes on after a record that could not be evaluated", () => {
    const hunt = perRecord(rule("status", "OfficeActivity | where LoginStatus == 1"));
    expect(hunt.judge(record("OfficeActivity", { LoginStatus: "never" }), place).unknown).toHaveLength(1);
    expect(hunt.judge(record("OfficeActivity", { LoginStatus: 1 }), place)).toEqual({ detections: ["status"], unknown: [] });
    expect(hunt.judge(record("OfficeActivity"), place)).toEqual({ detections: [], unknown: [] });
  });

  it("reads a value that Node's parser made a number, a list or an object as the column has it", () => {
    const hunt = perRecord(rule("typed", "OfficeActivity | where OperationProperties[0].Name == 'IsThrottled' and InternalLogonType == 0 and Parameters == '[1]' and TimeGenerated == datetime(2026-11-02T09:00:00Z)"));
    expect(hunt.judge(record("OfficeActivity", { OperationProperties: [{ Name: "IsThrottled" }], InternalLogonType: 0, Parameters: "[1]" }), place).detections).toEqual(["typed"]);
  });
});
