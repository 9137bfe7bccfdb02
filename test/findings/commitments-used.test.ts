import { tenantBaseline } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import type { DetectionChange, Exception, Tenant } from "../../catalogue/tenant";
import { exceptionsAreUsed } from "../../findings/commitments";
import type { Finding } from "../../findings/finding";
import { detectionWith, nearRealTimeDetection } from "../support/detection";
import { EXISTING_WORKSPACE, LIVE, NOW, retentionException, tenantWith } from "../support/tenant-in-code";

/** On; near-real-time; one whose query says each alert's severity; not applicable, since nothing brings its table. */
const DETECTIONS: readonly Detection[] = [
  detectionWith(),
  nearRealTimeDetection({ id: "at-once" }),
  detectionWith({ id: "by-column", alertDetails: { severityColumnName: "Severity", dynamicProperties: [] } }),
  detectionWith({ id: "no-table", query: "AuditLogs", tables: ["AuditLogs"] }),
];
const NO_TABLE = "nothing brings the table AuditLogs: Entra diagnostic settings would (connectors.entraDiagnostics)";

function change(overrides: Partial<DetectionChange> = {}): DetectionChange {
  return { ...LIVE, enabled: true, parameters: {}, owner: "SOC", reason: "It matters here.", ...overrides };
}

function exception(id: string): Exception {
  return { ...LIVE, rule: { kind: "detection", id }, entity: "bob@acme.example", value: "FullAccess", owner: "SOC", reason: "His assistant." };
}

const locate: Tenant["locate"] = (path) => ({ file: path.join("."), line: 1 });

function unused(overrides: Partial<Tenant>): Finding[] {
  const tenant = tenantWith({ locate, ...overrides });
  return exceptionsAreUsed(tenant, tenantBaseline(tenant, DETECTIONS, NOW), DETECTIONS);
}

const failed = { rule: "exceptions-are-used", tenant: "acme", verdict: "fail" };
const changes = (id: string, overrides: Partial<DetectionChange>): Partial<Tenant> => ({ changes: new Map([[id, change(overrides)]]) });
const created = (retentionDays: number): Tenant["workspace"] => ({ kind: "created", name: "law-acme", resourceGroup: "rg-acme", retentionDays, preventDestroy: true });

describe("an exception that covers nothing", () => {
  it("is one of a detection that is switched off", () => {
    expect(unused({ ...changes("mailbox-opened", { enabled: false }), exceptions: [exception("mailbox-opened")] })).toEqual([
      { ...failed, subject: "mailbox-opened excepted for bob@acme.example = FullAccess", place: { file: "exceptions.0", line: 1 }, message: "the detection is off, so the exception covers nothing", mend: "remove it" },
    ]);
  });

  it("is one of a detection that is not applicable", () => {
    expect(unused({ exceptions: [exception("mailbox-opened"), exception("no-table")] })).toEqual([
      { ...failed, subject: "no-table excepted for bob@acme.example = FullAccess", place: { file: "exceptions.1", line: 1 }, message: "the detection is not applicable, so the exception covers nothing", mend: "remove it" },
    ]);
  });

  it.each([
    ["another workspace", retentionException({ entity: "law-other" }), "log-retention-kept excepted for law-other = 90"],
    ["another retention", retentionException({ value: "60" }), "log-retention-kept excepted for law-acme = 60"],
    ["something that is no retention", retentionException({ value: "forever" }), "log-retention-kept excepted for law-acme = forever"],
  ])("is one of the retention for %s", (_, unusedOne, subject) => {
    expect(unused({ workspace: created(90), exceptions: [unusedOne] })).toEqual([
      { ...failed, subject, place: { file: "exceptions.0", line: 1 }, message: "the workspace law-acme keeps its logs 90 days, which this doesn't except", mend: "remove it" },
    ]);
  });

  // 365 days pass by themselves: the exception for them covers nothing.
  it("is one for a retention that is long enough", () => {
    expect(unused({ workspace: created(365), exceptions: [retentionException({ value: "365" })] })).toHaveLength(1);
  });

  it("is none of a detection that is on, of the retention asked for, or of a workspace that only Terraform sees", () => {
    expect(unused({ exceptions: [exception("mailbox-opened")] })).toEqual([]);
    expect(unused({ workspace: created(90), exceptions: [retentionException()] })).toEqual([]);
    expect(unused({ workspace: EXISTING_WORKSPACE, exceptions: [retentionException({ entity: "law-logs" })] })).toEqual([]);
  });
});

describe("a change that changes nothing", () => {
  it("is one of a detection that is not applicable", () => {
    expect(unused(changes("no-table", { severity: "High" }))).toEqual([
      { ...failed, subject: "no-table changed", place: { file: "detections.no-table", line: 1 }, message: `the detection is not applicable: ${NO_TABLE}`, mend: "remove the change" },
    ]);
  });

  it.each([
    ["severity", "mailbox-opened", { severity: "Medium" }],
    ["severity, of a near-real-time one", "at-once", { severity: "Medium" }],
    ["threshold", "mailbox-opened", { threshold: 0 }],
    ["frequency", "mailbox-opened", { frequency: { minutes: 60 } }],
    ["all of these", "mailbox-opened", { severity: "Medium", threshold: 0, frequency: { minutes: 60 } }],
  ] as const)("is one that says the catalogue's own %s", (_, id, same) => {
    expect(unused(changes(id, same))).toEqual([
      { ...failed, subject: `${id} changed`, place: { file: `detections.${id}`, line: 1 }, message: "the catalogue says the same already", mend: "remove the change" },
    ]);
  });

  it.each([
    ["switches it off", { enabled: false }],
    ["says another severity", { severity: "High" }],
    ["says another threshold", { threshold: 1 }],
    ["says another frequency", { frequency: { minutes: 5 } }],
    ["says a parameter", { parameters: { least: 5 } }],
    ["has one thing of two that differs", { severity: "Medium", threshold: 1 }],
  ] as const)("is none that %s", (_, different) => {
    expect(unused(changes("mailbox-opened", different))).toEqual([]);
  });

  it("is none that fixes the severity its query would otherwise say for each alert", () => {
    expect(unused(changes("by-column", { severity: "Medium" }))).toEqual([]);
    expect(unused(changes("by-column", { threshold: 0 }))).toHaveLength(1);
  });
});
