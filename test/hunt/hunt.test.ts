import type { Binding } from "../../catalogue/bindings";
import type { Detection } from "../../catalogue/detection";
import { ownBindings } from "../../hunt/bound-query";
import { Hunt, type HuntRange } from "../../hunt/hunt";
import type { RecognisedRecord } from "../../hunt/records/recognised";
import { detection, nearRealTime } from "../support/community-detection";
import { instant, line, recognised, SMALL } from "../support/log";

const rule = (id: string, query: string, more: Partial<Detection> = {}) => detection({ id, query, tables: [], ...more });
const SENT = rule("sent", "OfficeActivity | where Operation == 'Send'");
const MANY = rule("many", "OfficeActivity | summarize Sent = count(), TimeGenerated = max(TimeGenerated) by UserId | where Sent > 1");

const send = (time: string, cells: RecognisedRecord["rows"][number]["cells"] = {}) => recognised("OfficeActivity", { Operation: "Send", ...cells }, time);

interface Options {
  readonly range?: HuntRange;
  readonly bindings?: readonly Binding[];
}

function started(detections: readonly Detection[], { range = {}, bindings = [] }: Options = {}): Hunt {
  return new Hunt(detections.map((one) => ({ detection: one, bindings: [...ownBindings(one), ...bindings] })), SMALL, range);
}

function hunted(detections: readonly Detection[], log: readonly RecognisedRecord[], options: Options = {}) {
  const hunt = started(detections, options);
  const refused = log.map((record, index) => hunt.take(record, line(index + 1)));
  return { ...hunt.finish(), refused };
}

const told = ({ findings }: Pick<ReturnType<typeof hunted>, "findings">) => findings.map(({ detection: { id }, at, evidence }) => [id, at.slice(11, -1), ...evidence.map(({ line: number }) => number)]);

describe("Hunt", () => {
  it("tells what detections find in order of time, to the fraction of a second, and of which records", () => {
    const log = [send("2026-11-02T09:10:00.5Z", { UserId: "a" }), send("2026-11-02T09:10:00Z", { UserId: "b" }), send("2026-11-02T09:20:00Z", { UserId: "a" })];
    expect(told(hunted([MANY, SENT], log))).toEqual([["sent", "09:10:00", 2], ["sent", "09:10:00.500", 1], ["many", "09:20:00", 3, 1], ["sent", "09:20:00", 3]]);
  });

  it("finds the same whether records come together or in thousands", () => {
    const quiet = Array.from({ length: 5000 }, (_, index) => recognised("OfficeActivity", { Operation: "Move", UserId: `u${index}`, Number: index }));
    expect(told(hunted([MANY, SENT], [send("2026-11-02T09:10:00Z", { UserId: "a" }), ...quiet, send("2026-11-02T09:11:00Z", { UserId: "a" })]))).toEqual([["sent", "09:10:00", 1], ["many", "09:11:00", 1, 5002], ["sent", "09:11:00", 5002]]);
  });

  it("reads each record once, and counts what came more than once", () => {
    const twice = [send("2026-11-02T09:10:00Z", { OfficeId: "a" }), send("2026-11-02T09:10:00Z", { OfficeId: "a" }), send("2026-11-02T09:10:00Z", { OfficeId: "b" })];
    expect(hunted([SENT], twice)).toMatchObject({ duplicates: 1, findings: [{}, {}], tables: new Map([["OfficeActivity", 2]]) });
  });

  it("leaves out findings before --since, not the records before it, which tell what was usual", () => {
    const log = [send("2026-10-19T08:59:59Z"), send("2026-11-02T08:50:00Z"), send("2026-11-02T09:10:00Z")];
    const since = hunted([SENT, MANY], log, { range: { since: instant("2026-11-02T09:00:00Z") } });
    expect([told(since), since.outside]).toEqual([[["sent", "09:10:00", 3], ["many", "09:10:00", 3, 2]], 1]);
  });

  it("tells records within the range from those that only tell what was usual", () => {
    const log = [send("2026-11-02T08:50:00Z"), send("2026-11-02T09:10:00Z")];
    expect(hunted([SENT], log, { range: { since: instant("2026-11-02T09:00:00Z") } })).toMatchObject({ records: 2, inRange: 1 });
    expect(hunted([SENT], log, { range: { since: instant("2026-11-02T10:00:00Z") } })).toMatchObject({ records: 2, inRange: 0, findings: [] });
  });

  it("says of which findings the log doesn't hold the past that their rule looks back to", () => {
    const weekly = { ...MANY, schedule: { frequency: { minutes: 60 }, period: { minutes: 7 * 1440 }, operator: "gt" as const, threshold: 0 } };
    const log = [send("2026-11-02T09:10:00Z", { UserId: "a" }), send("2026-11-02T09:20:00Z", { UserId: "a" })];
    expect(hunted([weekly], log).shortPast).toEqual([{ detection: "many", findings: 1, days: 7 }]);
    expect(hunted([weekly], [send("2026-10-02T09:10:00Z", { UserId: "b" }), ...log]).shortPast).toEqual([]);
    expect(hunted([SENT, MANY], log).shortPast).toEqual([]);
  });

  it("leaves out records after --until, but not one of that very instant", () => {
    const until = hunted([SENT], [send("2026-11-02T09:00:00Z"), send("2026-11-02T09:00:00.0000001Z")], { range: { until: instant("2026-11-02T09:00:00Z") } });
    expect([told(until), until.outside]).toEqual([[["sent", "09:00:00", 1]], 1]);
  });

  it("answers why a record can't be used, and goes on", () => {
    const { refused, findings, span } = hunted([rule("numbers", "OfficeActivity | where Number == 1")], [send("2026-11-02T09:00:00Z", { Number: "many" }), send("2026-11-02T09:10:00Z", { Number: 1 })]);
    expect(refused).toEqual([expect.stringContaining('Number: "many" is not a long') as string, undefined]);
    expect([findings.length, span?.from]).toEqual([1, instant("2026-11-02T09:10:00Z")]);
  });

  it("reads no column that no detection asks for", () => expect(hunted([MANY], [send("2026-11-02T09:00:00Z", { Number: "many", UserId: "a" })]).refused).toEqual([undefined]));

  it("says from when to when the records are", () => expect(hunted([SENT], [send("2026-11-02T09:10:00Z"), send("2026-11-02T08:10:00Z")]).span).toEqual({ from: instant("2026-11-02T08:10:00Z"), to: instant("2026-11-02T09:10:00Z") }));

  it("tells how many runs in windows are left, and after each how many are done", () => {
    const hunt = started([MANY, SENT]);
    for (const time of ["09:00", "09:10", "09:20", "11:00"]) hunt.take(send(`2026-11-02T${time}:00Z`), line(1));
    const said: string[] = [];
    hunt.finish((runs) => (done) => said.push(`${done} of ${runs}`));
    expect(said).toEqual(["1 of 4", "2 of 4", "3 of 4", "4 of 4"]);
  });
});

describe("what could not be evaluated", () => {
  const reasons = (detections: readonly Detection[], log: readonly RecognisedRecord[] = [send("2026-11-02T09:00:00Z")]) => {
    const { notEvaluated, evaluated } = hunted(detections, log);
    return [evaluated, ...notEvaluated.map(({ detection: id, why }) => `${id}: ${why}`)];
  };

  it("is a detection that reads a table of which the log holds nothing", () => {
    const both = "union (OfficeActivity | where Operation == 'Send'), (AuditLogs | where OperationName == 'x')";
    expect(reasons([SENT, rule("entra", "AuditLogs | where OperationName == 'x'"), rule("both", both)])).toEqual([1, "entra: the log holds no record of AuditLogs", "both: the log holds no record of AuditLogs"]);
    expect(reasons([rule("either", both, { toleratesMissingTables: true })])).toEqual([1]);
    expect(reasons([rule("either", both, { toleratesMissingTables: true })], [])).toEqual([0, "either: the log holds no record of OfficeActivity, AuditLogs"]);
  });

  it("is one that judges what is absent", () => expect(reasons([rule("silent", "OfficeActivity | summarize Last = max(TimeGenerated) | where isnull(Last) or Last < ago(1h)")])).toEqual([0, expect.stringMatching(/^silent: judges what is absent/u)]));
  it("is one with rows of its own, whatever the log holds", () => expect(reasons([rule("own", "union OfficeActivity, (print UserId = 'bob')"), rule("alone", "print UserId = 'bob'")])).toEqual([0, expect.stringMatching(/^own: judges/u), expect.stringMatching(/^alone: judges/u)]));
  it("is one that doesn't bind", () => expect(reasons([rule("broken", "OfficeActivity | where Nonsense == 1"), SENT])).toEqual([1, expect.stringMatching(/^broken: .*Nonsense/u)]));

  it.each([
    ["by itself", "where strlen(strrep('x', Number)) >= 0"],
    ["before a window", "where strlen(strrep('x', Number)) >= 0 | summarize Sent = count() by UserId, At = TimeGenerated"],
    ["in a window", "summarize Number = max(Number) by UserId, At = TimeGenerated | where strlen(strrep('x', Number)) >= 0"],
  ])("is one that fails on a record %s, which hides nothing of the others", (_how, query) => {
    const one = rule("fails", `OfficeActivity | ${query}`);
    const { findings, notEvaluated, evaluated } = hunted([one, SENT], ["09:00", "11:00", "13:00"].map((time, index) => send(`2026-11-02T${time}:00Z`, { UserId: time, Number: index === 1 ? 20_000_000 : 1 })));
    expect(findings.filter(({ detection: { id } }) => id === "fails").map(({ evidence }) => evidence)).toEqual([[line(1)], [line(3)]]);
    expect([evaluated, notEvaluated]).toEqual([1, [{ detection: "fails", why: expect.stringMatching(/more than 16,777,216 characters.*(?:log\.json:2|in the run at 2026-11-02T11:00Z)\)$/u) as string }]]);
  });
});

describe("how often a rule runs", () => {
  const sends = ["09:00:10", "09:00:50", "09:01:30", "20:00:00"].map((time) => send(`2026-11-02T${time}Z`, { UserId: "a" }));
  const counting = "OfficeActivity | summarize Sent = count() by UserId, At = bin(now(), 1m)";
  const runs = (one: Detection) => hunted([one], sends).findings.map(({ at, records }) => [at.slice(11, 16), records]);

  it("is as it says", () => expect(runs(rule("scheduled", counting, { schedule: { frequency: { minutes: 5 }, period: { minutes: 60 }, operator: "gt", threshold: 0 } }))).toEqual([["09:05", 3], ["20:00", 1]]));
  it("is every minute near-real-time", () => expect(runs(nearRealTime({ id: "nrt", query: counting, tables: [] }))).toEqual([["09:01", 2], ["09:02", 1], ["20:00", 1]]));
  it("is once a day where a person runs the query", () => {
    const { schedule: _, ...hunting } = rule("hunting", counting, { kind: "Hunting" });
    expect(runs(hunting)).toEqual([["00:00", 4]]);
  });

  it("holds the rule's own threshold against the rows of one run", () => {
    const schedule = { frequency: { minutes: 5 }, period: { minutes: 5 }, operator: "gt", threshold: 2 } as const;
    expect(runs(rule("several", "OfficeActivity | project At = TimeGenerated, UserId", { schedule }))).toEqual([["09:05", 3], ["09:05", 3], ["09:05", 3]]);
  });

  it("tells once what later runs see again", () => {
    const log = [send("2026-11-02T09:01:00Z", { UserId: "a" }), send("2026-11-02T09:02:00Z", { UserId: "a" }), send("2026-11-02T09:20:00Z", { UserId: "b" })];
    expect(told(hunted([MANY], log))).toEqual([["many", "09:02:00", 1, 2]]);
  });
});

describe("what a tenant has excepted", () => {
  const query = (rest: string) => `let accepted = exceptions | where expires > now() | project entity;\nOfficeActivity | where UserId !in (accepted)${rest}`;
  const excepted = (...rows: readonly (readonly [string, string])[]): Binding => ({ name: "exceptions", value: { type: "table", columns: { entity: "string", expires: "datetime" }, rows } });
  const log = ["09:00", "11:00"].flatMap((time) => ["bob", "carol"].map((UserId) => send(`2026-11-02T${time}:00Z`, { UserId })));
  const alone = rule("alone", query(""));
  const together = rule("together", query(" | summarize Sent = count(), TimeGenerated = max(TimeGenerated) by UserId"));

  it.each([["alone", alone], ["in windows", together]])("is not told, but counted: seen %s", (_how, one) => {
    const { findings, excepted: counted } = hunted([one], log, { bindings: [excepted(["bob", "2027-01-01T00:00:00Z"])] });
    expect([findings.length, counted]).toEqual([2, [{ detection: one.id, alerts: 2 }]]);
  });

  it.each([["alone", alone], ["in windows", together]])("covers what came before it lapsed in the middle of the log, and nothing after: seen %s", (_how, one) => {
    const { findings, excepted: counted } = hunted([one], log, { bindings: [excepted(["bob", "2026-11-02T10:00:00Z"])] });
    expect(findings.map(({ at, evidence }) => [at.slice(11, 16), evidence.map(({ line: number }) => number)])).toEqual([["09:00", [2]], ["11:00", [3]], ["11:00", [4]]]);
    expect(counted).toEqual([{ detection: one.id, alerts: 1 }]);
  });

  it("is counted from --since on", () =>
    expect(hunted([alone], log, { bindings: [excepted(["bob", "2027-01-01T00:00:00Z"])], range: { since: instant("2026-11-02T10:00:00Z") } }).excepted).toEqual([{ detection: "alone", alerts: 1 }]));

  it("is nothing where nothing is", () => expect(hunted([alone], log, { bindings: [excepted()] })).toMatchObject({ findings: [{}, {}, {}, {}], excepted: [] }));
  it("isn't counted of a detection that can't be run", () => expect(hunted([rule("broken", query(" | where Nonsense == 1"))], log, { bindings: [excepted(["bob", "2027-01-01T00:00:00Z"])] }).excepted).toEqual([]));
});
