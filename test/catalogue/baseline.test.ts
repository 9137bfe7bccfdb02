import { availableTables, tenantBaseline, type TenantDetection } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import type { DetectionChange, Tenant } from "../../catalogue/tenant";
import { detection, nearRealTime } from "../support/community-detection";
import { baselineKeys } from "../support/detection";
import { connectors, LIVE, NOW, OVER, retentionException, tenantWith, TO_COME } from "../support/tenant-in-code";

const resolved = (tenant: Tenant, of: Detection = detection()): TenantDetection => tenantBaseline(tenant, [of], NOW)[0]!;
const change = (to: Partial<DetectionChange>): Tenant => tenantWith({ changes: new Map([["sample", { enabled: true, parameters: {}, reason: "r", owner: "o", ...LIVE, ...to }]]) });
const withoutSentinel = tenantWith({ alerting: "azure-monitor", connectors: connectors({ entraDiagnostics: "declared" }) });
const onEntra = (changes: Partial<Detection> = {}): Detection => detection({ query: "AuditLogs", tables: ["AuditLogs"], ...changes });

describe("a detection in a tenant", () => {
  it("is on as the catalogue has it, where the tenant says nothing and its table comes", () => {
    expect(resolved(tenantWith())).toEqual({ detection: detection(), state: "on", reason: "", exceptions: [], bindings: [], notes: [] });
  });

  it("keeps its place among the others", () => {
    const all = [detection({ id: "b" }), detection({ id: "a" })];
    expect(tenantBaseline(tenantWith(), all, NOW).map((d) => d.detection.id)).toEqual(["b", "a"]);
  });

  it("is off while the tenant's change is live", () => {
    expect(resolved(change({ enabled: false }))).toMatchObject({ state: "off", reason: "", change: { enabled: false, state: "live" } });
  });

  it.each([
    ["has lapsed", OVER, "expired"],
    ["is still to come", TO_COME, "not yet granted"],
  ] as const)("is on again where the change that switches it off %s", (_, dates, state) => {
    expect(resolved(change({ enabled: false, ...dates }))).toMatchObject({ state: "on", change: { state } });
  });

  const CHANGED: Partial<DetectionChange> = { severity: "High", threshold: 5, frequency: { minutes: 30 } };

  it("takes the tenant's severity, threshold and frequency while the change is live, and keeps the rest", () => {
    const { schedule, severity } = resolved(change(CHANGED)).detection;
    expect({ schedule, severity }).toEqual({ severity: "High", schedule: { frequency: { minutes: 30 }, period: { minutes: 60 }, operator: "gt", threshold: 5 } });
  });

  it.each([
    ["lapsed", OVER],
    ["is still to come", TO_COME],
  ])("takes none of them where the change %s", (_, dates) => {
    expect(resolved(change({ ...CHANGED, ...dates })).detection).toEqual(detection());
  });

  it("loses the column by which its query would overrule the tenant's severity", () => {
    const ours = detection({ alertDetails: { displayNameFormat: "{{A}}", severityColumnName: "Severity", dynamicProperties: [] } });
    expect(resolved(change({ severity: "Low" }), ours).detection).toMatchObject({ severity: "Low", alertDetails: { displayNameFormat: "{{A}}", dynamicProperties: [] } });
    expect(resolved(change({ severity: "Low" }), ours).detection.alertDetails).not.toHaveProperty("severityColumnName");
    expect(resolved(change({ threshold: 2 }), ours).detection.alertDetails).toHaveProperty("severityColumnName", "Severity");
  });

  it("looks back twice as long as it waits when it goes by arrival, so that what comes late is still read", () => {
    const byArrival = detection({ baseline: baselineKeys(["CM0074.cmdlets"], { parameters: { frequency: { from: "detection.frequency" } } }) });
    const schedule = (frequency: number, of: Detection) => resolved(change({ frequency: { minutes: frequency } }), of).detection.schedule;
    expect(schedule(1440, byArrival)).toMatchObject({ frequency: { minutes: 1440 }, period: { minutes: 2880 } });
    expect(schedule(10 * 1440, byArrival)).toMatchObject({ period: { minutes: 14 * 1440 } });
    expect(schedule(5, byArrival)).toMatchObject({ period: detection().schedule!.period });
    expect(schedule(30, detection())).toMatchObject({ period: detection().schedule!.period });
  });

  it("may take a threshold of 0", () => {
    const of = detection({ schedule: { ...detection().schedule!, threshold: 7 } });
    expect(resolved(change({ threshold: 0 }), of).detection.schedule!.threshold).toBe(0);
  });

  it("near real time takes the tenant's severity and gets no schedule", () => {
    const { detection: changed } = resolved(change({ severity: "Low" }), nearRealTime());
    expect(changed.severity).toBe("Low");
    expect(changed).not.toHaveProperty("schedule");
  });

  it("runs by the tenant's parameters and frequency only while the change is live", () => {
    const of = detection({ baseline: baselineKeys(["CM0074.cmdlets"], { parameters: { silentFor: { type: "timespan", default: "6h" }, frequency: { from: "detection.frequency" } } }) });
    const durations = (dates: object) => resolved(change({ parameters: { silentFor: "12h" }, frequency: { minutes: 30 }, ...dates }), of).bindings.map(({ value }) => (value.type === "timespan" ? value.duration.minutes : value));
    expect(durations(LIVE)).toEqual([720, 30]);
    expect(durations(OVER)).toEqual([360, 15]);
  });

  it("carries its own exceptions, lapsed ones too, and nobody else's", () => {
    const exception = (id: string, dates: object) => retentionException({ rule: { kind: "detection", id }, ...dates });
    const own = [exception("sample", LIVE), exception("sample", OVER)];
    const tenant = tenantWith({ exceptions: [...own, exception("other", LIVE), retentionException({ rule: { kind: "check", id: "sample" } })] });
    expect(resolved(tenant).exceptions).toEqual(own);
  });

  it("says so where its tables could not be told", () => {
    expect(resolved(tenantWith(), detection({ tables: [] }))).toMatchObject({ state: "on", notes: ["which tables it reads could not be told: declared as if they were there"] });
  });
});

describe("a detection is not applicable", () => {
  it.each<[string, Tenant, readonly string[], string]>([
    ["no connector that would bring it is there", tenantWith({ connectors: connectors({ sentinel: "declared" }) }), ["OfficeActivity"], "nothing brings the table OfficeActivity: Sentinel's Office 365 connector would (connectors.office365)"],
    ["two connectors would bring it", tenantWith(), ["SecurityAlert"], "nothing brings the table SecurityAlert: Sentinel's Defender for Office 365 connector or Sentinel's Defender XDR connector would (connectors.defenderForOffice365, connectors.defenderXdr)"],
    ["only Sentinel would bring it and there is none", withoutSentinel, ["OfficeActivity"], "nothing brings the table OfficeActivity: only Sentinel's Office 365 connector does, and this workspace has no Sentinel"],
    ["it is Sentinel's own and there is none", withoutSentinel, ["SecurityIncident"], "nothing brings the table SecurityIncident: only Microsoft Sentinel on the workspace does, and this workspace has no Sentinel"],
    ["Azure itself would bring it", tenantWith(), ["AuditLogs"], "nothing brings the table AuditLogs: Entra diagnostic settings would (connectors.entraDiagnostics)"],
    ["no connector can", tenantWith(), ["EmailEvents"], "nothing brings the table EmailEvents: no connector of Terraform's does; name it under arrives if someone streams it in"],
    ["one of two is missing", tenantWith(), ["AzureActivity", "OfficeActivity"], "nothing brings the table AzureActivity: the subscription's activity log would (connectors.activityLog)"],
    ["two are missing", withoutSentinel, ["AzureActivity", "EmailEvents"], "nothing brings the table AzureActivity: the subscription's activity log would (connectors.activityLog); nothing brings the table EmailEvents: no connector of Terraform's does; name it under arrives if someone streams it in"],
  ])("where %s", (_, tenant, tables, reason) => {
    expect(resolved(tenant, detection({ tables }))).toMatchObject({ state: "not applicable", reason, notes: [] });
  });

  it.each(["Azure Monitor refuses pivot in an alert's query"])("where the tenant's alerting can't run it: %s", (reason) => {
    const found = resolved(withoutSentinel, onEntra({ query: "AuditLogs | evaluate pivot(x)" }));
    expect(found).toMatchObject({ state: "not applicable", reason });
    expect(found).not.toHaveProperty("azureMonitor");
  });

  it("even where the tenant switched it off", () => {
    expect(resolved(change({ enabled: false }), detection({ tables: ["EmailEvents"] }))).toMatchObject({ state: "not applicable", change: { state: "live" } });
  });

  it("no longer where its table arrives by someone else", () => {
    expect(resolved(tenantWith({ arrives: ["EmailEvents"] }), detection({ tables: ["EmailEvents"] })).state).toBe("on");
  });

  it.each([
    ["one of its tables is there", ["OfficeActivity", "EmailEvents"], "on"],
    ["none of its tables is there", ["AuditLogs", "EmailEvents"], "not applicable"],
  ])("or not, if it tolerates a missing table, where %s", (_, tables, state) => {
    expect(resolved(tenantWith(), detection({ tables, toleratesMissingTables: true })).state).toBe(state);
  });
});

describe("where Azure Monitor alerts", () => {
  it("a detection carries its nearest alert, and how it differs", () => {
    const found = resolved(withoutSentinel, onEntra({ schedule: { frequency: { minutes: 20 }, period: { minutes: 60 }, operator: "gt", threshold: 0 } }));
    expect(found).toMatchObject({ state: "on", azureMonitor: { frequency: { minutes: 15 } }, notes: ["every 15 minutes instead of 20 minutes"] });
  });

  it("the alert is that of the changed detection", () => {
    const tenant = { ...withoutSentinel, changes: change({ severity: "High" }).changes };
    expect(resolved(tenant, onEntra()).azureMonitor).toMatchObject({ severity: 1 });
  });

  it("and nowhere else", () => {
    expect(resolved(tenantWith())).not.toHaveProperty("azureMonitor");
  });
});

describe("the tables of a tenant", () => {
  it("come by every connector that isn't absent, and by whoever streams them in", () => {
    const tenant = tenantWith({ connectors: connectors({ sentinel: "declared", defenderXdr: "existing" }), arrives: ["EmailEvents"] });
    expect([...availableTables(tenant)].sort()).toEqual(["EmailEvents", "SecurityAlert", "SecurityIncident"]);
  });
});
