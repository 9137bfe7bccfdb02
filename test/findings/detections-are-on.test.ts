import { tenantBaseline } from "../../catalogue/baseline";
import type { DetectionChange, Tenant } from "../../catalogue/tenant";
import { describeChange, detectionsAreOn } from "../../findings/commitments";
import type { Finding } from "../../findings/finding";
import { detectionWith } from "../support/detection";
import { LIVE, NOW, OVER, tenantWith } from "../support/tenant-in-code";

function change(overrides: Partial<DetectionChange> = {}): DetectionChange {
  return { ...LIVE, enabled: true, parameters: {}, owner: "SOC", reason: "It matters here.", ...overrides };
}

/** Of one that is on but for the change, and of one whose table nothing brings. */
function on(overrides?: Partial<DetectionChange>): Finding[] {
  const changes = new Map(overrides === undefined ? [] : [["mailbox-opened", change(overrides)]]);
  const tenant = tenantWith({ locate: (path) => ({ file: path.join("."), line: 1 }), changes } satisfies Partial<Tenant>);
  return detectionsAreOn(tenant, tenantBaseline(tenant, [detectionWith(), detectionWith({ id: "no-table", tables: ["AuditLogs"] })], NOW));
}

const shared = { rule: "detections-are-on", tenant: "acme" };
const AS_CATALOGUED = { ...shared, subject: "mailbox-opened", verdict: "pass", message: "runs as the catalogue says" };

describe("whether the detections are on", () => {
  it("is said of each: as catalogued, or not applicable and why", () => {
    const reason = "nothing brings the table AuditLogs: Entra diagnostic settings would (connectors.entraDiagnostics)";
    expect(on()).toEqual([AS_CATALOGUED, { ...shared, subject: "no-table", verdict: "not applicable", message: reason }]);
  });

  it.each([
    ["off", { enabled: false }, "off"],
    ["run otherwise", { severity: "Low", threshold: 3 }, "severity Low, threshold 3"],
  ] as const)("is excepted for one that a live change lets %s", (_, changed, words) => {
    expect(on(changed)[0]).toEqual({
      ...shared,
      subject: "mailbox-opened",
      verdict: "excepted",
      message: `${words} until 2026-12-31, SOC: It matters here.`,
      place: { file: "detections.mailbox-opened", line: 1 },
    });
  });

  it("is as catalogued again once the change has lapsed", () => {
    expect(on({ ...OVER, enabled: false })[0]).toEqual(AS_CATALOGUED);
  });
});

describe("a change in words", () => {
  it("is off, whatever else it says", () => {
    expect(describeChange(change({ enabled: false, severity: "Low" }))).toBe("off");
  });

  it("names everything it changes, each parameter with its value", () => {
    const all = change({ severity: "Low", threshold: 3, frequency: { minutes: 60 }, parameters: { least: 5, words: ["a", "b"] } });
    expect(describeChange(all)).toBe("severity Low, threshold 3, every 1 hour, least 5, words a b");
  });
});
