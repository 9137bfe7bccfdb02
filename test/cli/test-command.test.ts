import { dirname } from "node:path";
import { stringify } from "yaml";
import { BASELINE, ruleFolder } from "../support/rule-folder";
import { commandLine } from "../support/command-line";

const QUERY = 'OfficeActivity\n| where Operation == "Send" and UserId != "root"\n| project Who = UserId';
const NOW = "2026-11-20T12:00:00Z";
const sent = (UserId: string) => ({ OfficeActivity: [{ Operation: "Send", UserId }] });

/** The catalogue that holds one detection with these events. */
function catalogue(events: object | undefined, query = QUERY): string {
  return dirname(ruleFolder({ query, ...(events ? { baseline: BASELINE, requiredDataConnectors: [{ connectorId: "Office365", dataTypes: ["OfficeActivity"] }] } : {}) }, events ? { "events.yaml": stringify({ now: NOW, ...events }) } : {}));
}

const test = (events: object | undefined, ...args: string[]) => commandLine(["test", "sample", "--catalogue", catalogue(events), ...args]);
const fires = [{ name: "ann sends", rows: sent("ann"), expect: [{ Who: "ann" }] }];
const quiet = [{ name: "ann reads", rows: { OfficeActivity: [{ Operation: "MailItemsAccessed", UserId: "ann" }] } }];

describe("mailbox-baseline test", () => {
  it("says of each event that it holds, and ends in 0", () => {
    expect(test({ fires, quiet })).toEqual({
      code: 0,
      err: "",
      out: "sample\n  ok    fires  ann sends\n  ok    quiet  ann reads\n\n1 detection: 2 of 2 events hold, 0 fail\n",
    });
  });

  it("shows what was expected and what came where one fails, and ends in 1", () => {
    const wrong = [{ name: "ann sends", rows: sent("bob"), expect: [{ Who: "ann" }] }, { name: "root sends", rows: sent("root") }];
    const { code, out } = test({ fires: wrong, quiet: [{ name: "carol \u001b[31msends", rows: sent("carol") }] });
    expect(code).toBe(1);
    expect(out).toBe(
      [
        "sample",
        "  FAIL  fires  ann sends",
        "          - Who: ann",
        "          + Who: bob",
        "  FAIL  fires  root sends",
        "          - an alert",
        "          + no row",
        "  FAIL  quiet  carol \\u001b[31msends",
        "          - no alert",
        "          + Who: carol",
        "",
        "1 detection: 0 of 3 events hold, 3 fail",
        "",
      ].join("\n"),
    );
  });

  it("lists the mutants that no event notices, and ends in 1", () => {
    const { code, out } = test({ fires, quiet }, "--mutate");
    expect(code).toBe(1);
    expect(out.split("\n").slice(3)).toEqual([
      "  6 mutants: 4 noticed, 2 survived",
      '  survived  line 2: drop UserId != "root"',
      '  survived  line 2: alter "root" in UserId != "root"',
      "",
      "1 detection: 2 of 2 events hold, 0 fail",
      "6 mutants: 4 noticed, 2 survived",
      "",
    ]);
  });

  it("ends in 0 when every mutant is noticed or has its reason, and in 1 when a reason is idle", () => {
    const all = { fires, quiet: [...quiet, { name: "root sends", rows: sent("root") }] };
    expect(test(all, "--mutate")).toMatchObject({ code: 0, out: expect.stringContaining("6 mutants: 6 noticed, 0 survived") as string });
    const idle = test({ ...all, equivalent: [{ mutant: 'drop UserId != "root"', because: "nobody is root" }] }, "--mutate");
    expect(idle).toMatchObject({ code: 1, out: expect.stringContaining('equivalent  drop UserId != "root": is noticed: root sends; take the line') as string });
  });

  it("doesn't mutate a query that its events don't hold for", () => {
    expect(test({ fires: quiet, quiet: fires }, "--mutate").out).toContain("\n  mutants: not run, since not every event holds\n");
  });

  it("says that a detection has no events, and ends in 3, since nothing was tested", () => {
    expect(test(undefined)).toMatchObject({ code: 3, out: "sample\n  untested: it has no events\n\n1 detection (1 untested): 0 of 0 events hold, 0 fail\n" });
  });

  it("calls an event unknown whose record doesn't fit its table, and ends in 3", () => {
    const events = { fires: [{ name: "just now", rows: { OfficeActivity: [{ TimeGenerated: NOW }] } }], quiet: [{ name: "soon", rows: { OfficeActivity: [{ TimeGenerated: "soon" }] } }] };
    const { code, out } = commandLine(["test", "sample", "--catalogue", catalogue(events, "OfficeActivity | where TimeGenerated > ago(1h)")]);
    expect([code, out.split("\n")[2]]).toEqual([3, "  ????  quiet  soon"]);
    expect(out).toContain('TimeGenerated: "soon"');
  });

  it("writes JSON for programs", () => {
    const { code, out } = test({ fires, quiet }, "--mutate", "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      formatVersion: 1,
      detections: [{ id: "sample", events: [{ name: "ann sends", expected: "fires", outcome: "holds", difference: [] }, { name: "ann reads", expected: "quiet" }], idleEquivalents: [] }],
    });
    expect((JSON.parse(out) as { detections: { mutants: object[] }[] }).detections[0]?.mutants[2]).toEqual({ line: 2, mutant: 'alter "Send" in Operation == "Send"', fate: "noticed", because: "ann sends" });
  });

  it("refuses an id that no detection has, and names the nearest", () => {
    expect(commandLine(["test", "mailbox-full-access-grante"])).toMatchObject({ code: 2, out: "", err: 'test: "mailbox-full-access-grante" is no detection; did you mean mailbox-full-access-granted?\n1 fault\n' });
  });
});
