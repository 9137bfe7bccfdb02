import { azureMonitorFit, type AzureMonitorFit } from "../../catalogue/azure-monitor";
import type { Detection, TriggerOperator } from "../../catalogue/detection";
import { detection, nearRealTime } from "../support/community-detection";

const minutes = (count: number) => ({ minutes: count });
const scheduled = (frequency: number, period: number, operator: TriggerOperator = "gt", threshold = 0): Detection =>
  detection({ schedule: { frequency: minutes(frequency), period: minutes(period), operator, threshold } });

describe("the log search alert nearest to a detection", () => {
  it("is the same where Azure Monitor has the same", () => {
    expect(azureMonitorFit(detection())).toEqual({ frequency: minutes(15), window: minutes(60), operator: "GreaterThan", threshold: 0, severity: 2, notes: [] });
  });

  it("of a near-real-time rule runs every 5 minutes, and says so", () => {
    expect(azureMonitorFit(nearRealTime())).toEqual({ frequency: minutes(5), window: minutes(5), operator: "GreaterThan", threshold: 0, severity: 2, notes: ["near-real-time in Sentinel; every 5 minutes here"] });
  });

  it.each<[number, number, number, number, string[]]>([
    [5, 5, 5, 5, []],
    [60, 1440, 60, 1440, []],
    [20, 60, 15, 60, ["every 15 minutes instead of 20 minutes"]],
    [90, 120, 60, 120, ["every 1 hour instead of 90 minutes"]],
    [720, 1440, 360, 1440, ["every 6 hours instead of 12 hours"]],
    [2880, 2880, 1440, 2880, ["every 1 day instead of 2 days"]],
    [15, 20, 15, 30, ["looks back 30 minutes, longer than 20 minutes"]],
    [15, 50, 15, 60, ["looks back 1 hour, longer than 50 minutes"]],
    [60, 720, 60, 1440, ["looks back 1 day, longer than 12 hours"]],
    [60, 2880, 60, 2880, []],
    [60, 20_160, 60, 2880, ["looks back 2 days instead of 14 days"]],
    [20_160, 20_160, 1440, 2880, ["every 1 day instead of 14 days", "looks back 2 days instead of 14 days"]],
  ])("runs, for every %i minutes over %i, every %i over %i", (frequency, period, every, window, notes) => {
    expect(azureMonitorFit(scheduled(frequency, period))).toMatchObject({ frequency: minutes(every), window: minutes(window), notes });
  });

  it.each<[TriggerOperator, number, AzureMonitorFit["operator"]]>([
    ["gt", 3, "GreaterThan"],
    ["lt", 3, "LessThan"],
    ["eq", 3, "Equal"],
    ["eq", 0, "Equal"],
    ["ne", 0, "GreaterThan"],
  ])("fires on %s %i by %s", (operator, threshold, name) => {
    expect(azureMonitorFit(scheduled(15, 60, operator, threshold))).toMatchObject({ operator: name, threshold, notes: [] });
  });

  it.each([
    ["High", 1],
    ["Medium", 2],
    ["Low", 3],
    ["Informational", 4],
  ] as const)("of severity %s has severity %i", (severity, number) => {
    expect(azureMonitorFit(detection({ severity }))).toMatchObject({ severity: number });
  });

  it.each<[number, number, string[]]>([
    [5, 5, []],
    [300, 300, []],
    [20, 30, ["silent for 30 minutes after an alert instead of 20 minutes"]],
    [720, 1440, ["silent for 1 day after an alert instead of 12 hours"]],
  ])("is silent, for %i minutes, for %i", (duration, mute, notes) => {
    expect(azureMonitorFit(detection({ suppression: { enabled: true, duration: minutes(duration) } }))).toMatchObject({ mute: minutes(mute), notes });
  });

  it("is not silent where the detection isn't", () => {
    expect(azureMonitorFit(detection())).not.toHaveProperty("mute");
  });
});

describe("there is no log search alert", () => {
  it("for a number that is not equal to 5", () => {
    expect(azureMonitorFit(scheduled(15, 60, "ne", 5))).toBe('Azure Monitor has no "not equal to 5"');
  });

  it.each(["bag_unpack", "pivot", "narrow"])("for a query with %s", (plugin) => {
    expect(azureMonitorFit(detection({ query: `T | evaluate ${plugin}(x)` }))).toBe(`Azure Monitor refuses ${plugin} in an alert's query`);
  });
});
