import type { DetectionChange, Tenant } from "../../catalogue/tenant";
import { exceptionsAreLive } from "../../findings/commitments";
import { approvedApplication, LIVE, NOW, OVER, retentionException, tenantWith, TO_COME } from "../support/tenant-in-code";

/** As the tenant file's own line of that key. */
const locate: Tenant["locate"] = (path) => ({ file: path.join("."), line: 1 });

function change(overrides: Partial<DetectionChange> = {}): DetectionChange {
  return { ...LIVE, enabled: true, parameters: {}, owner: "SOC", reason: "It matters here.", ...overrides };
}

/** One promise of each kind, with these dates. */
function promising(dates: typeof LIVE): Tenant {
  return tenantWith({
    locate,
    changes: new Map([["mailbox-opened", change({ ...dates, severity: "High" })], ["too-loud", change({ ...dates, enabled: false })]]),
    approvedApplications: [approvedApplication({ ...dates, permissions: ["Mail.Read", "Mail.Send"] })],
    exceptions: [retentionException(dates), retentionException({ ...dates, rule: { kind: "detection", id: "mailbox-opened" }, entity: "bob@acme.example", value: "FullAccess" })],
  });
}

const SUBJECTS = [
  "mailbox-opened changed",
  "too-loud switched off",
  "Archive approved for Mail.Read, Mail.Send",
  "log-retention-kept excepted for law-acme = 90",
  "mailbox-opened excepted for bob@acme.example = FullAccess",
];
const PATHS = ["detections.mailbox-opened", "detections.too-loud", "approvedApplications.0", "exceptions.0", "exceptions.1"];
const shared = { rule: "exceptions-are-live", tenant: "acme" };

describe("what a tenant has promised to look at again", () => {
  it("is nothing where it departs from nothing", () => {
    expect(exceptionsAreLive(tenantWith(), NOW)).toEqual([]);
  });

  it("passes while it is live, each kind of it under the words a reader knows it by", () => {
    const findings = exceptionsAreLive(promising(LIVE), NOW);
    expect(findings.map(({ subject, verdict, place }) => [subject, verdict, place?.file])).toEqual(SUBJECTS.map((subject, i) => [subject, "pass", `${PATHS[i]!}.expires`]));
    expect(findings[0]).toEqual({ ...shared, subject: SUBJECTS[0], place: { file: "detections.mailbox-opened.expires", line: 1 }, verdict: "pass", message: "live until 2026-12-31, SOC: It matters here." });
  });

  it("fails at the line of its end once that is over", () => {
    const findings = exceptionsAreLive(promising(OVER), NOW);
    expect(findings.map(({ subject, verdict, place }) => [subject, verdict, place?.file])).toEqual(SUBJECTS.map((subject, i) => [subject, "fail", `${PATHS[i]!}.expires`]));
    expect(findings[3]).toEqual({
      ...shared,
      subject: SUBJECTS[3],
      place: { file: "exceptions.0.expires", line: 1 },
      verdict: "fail",
      message: "expired on 2026-11-19 (Cloud team: A trial.)",
      mend: "remove it, or have its owner grant it anew with new dates",
    });
  });

  it("fails at the line of its beginning while that has not come", () => {
    const findings = exceptionsAreLive(promising(TO_COME), NOW);
    expect(findings.map(({ subject, verdict, place }) => [subject, verdict, place?.file])).toEqual(SUBJECTS.map((subject, i) => [subject, "fail", `${PATHS[i]!}.granted`]));
    expect(findings[2]).toEqual({
      ...shared,
      subject: SUBJECTS[2],
      place: { file: "approvedApplications.0.granted", line: 1 },
      verdict: "fail",
      message: "is granted from 2026-11-21 on, which has not come (Messaging team: The archive reads every mailbox.)",
      mend: "correct the date, or add it on that day",
    });
  });

  it("holds through its last day and no longer", () => {
    const verdictAt = (instant: string): unknown => exceptionsAreLive(tenantWith({ exceptions: [retentionException()] }), new Date(instant))[0]!.verdict;
    expect(verdictAt("2026-12-31T23:59:59.999Z")).toBe("pass");
    expect(verdictAt("2027-01-01T00:00:00Z")).toBe("fail");
  });
});
