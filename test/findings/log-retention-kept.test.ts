import type { Exception, Tenant } from "../../catalogue/tenant";
import type { Finding } from "../../findings/finding";
import { logRetentionKept } from "../../findings/log-retention-kept";
import { EXISTING_WORKSPACE, NOW, OVER, retentionException, tenantWith, TO_COME } from "../support/tenant-in-code";

function kept(retentionDays: number, exceptions: readonly Exception[] = []): Finding {
  return logRetentionKept(tenantWith({ workspace: { kind: "created", name: "law-acme", resourceGroup: "rg-acme", retentionDays, preventDestroy: true }, exceptions }), NOW);
}

const shared = { rule: "log-retention-kept", tenant: "acme", subject: "workspace law-acme", place: { file: "acme.yaml", line: 2 } };
const FAILED: Finding = {
  ...shared,
  verdict: "fail",
  message: "keeps its logs 90 days, less than 180",
  mend: "write retentionDays: 180 or more, or an exception with check: log-retention-kept, entity: law-acme, value: 90",
};

describe("the retention of a workspace that the stack creates", () => {
  it.each([180, 365, 730])("passes with %d days", (days) => {
    expect(kept(days)).toEqual({ ...shared, verdict: "pass", message: `keeps its logs ${days} days` });
  });

  it("fails with a day too few", () => {
    expect(kept(179)).toMatchObject({ verdict: "fail", message: "keeps its logs 179 days, less than 180" });
  });

  it("fails with the edit that mends it, where the tenant asks for it", () => {
    expect(kept(90)).toEqual(FAILED);
  });

  it("is excepted by a live exception for just that workspace and that number of days", () => {
    expect(kept(90, [retentionException()])).toEqual({ ...shared, verdict: "excepted", message: "keeps its logs 90 days, accepted until 2026-12-31, Cloud team: A trial." });
  });

  it("needs no exception where it is long enough", () => {
    expect(kept(365, [retentionException({ value: "365" })])).toMatchObject({ verdict: "pass" });
  });

  it.each([
    ["of another number of days", retentionException({ value: "60" })],
    ["that has lapsed", retentionException(OVER)],
    ["that is still to come", retentionException(TO_COME)],
    ["of another workspace", retentionException({ entity: "law-other" })],
  ])("is not excepted by an exception %s", (_, exception) => {
    expect(kept(90, [exception])).toEqual(FAILED);
  });

  it("is excepted by the live one of two", () => {
    expect(kept(90, [retentionException(OVER), retentionException({ owner: "SOC" })]).message).toContain("SOC");
  });
});

describe("the retention of a workspace that exists already", () => {
  const existing = (retentionDays: number, exceptions: readonly Exception[] = []): Finding =>
    logRetentionKept(tenantWith({ workspace: { ...EXISTING_WORKSPACE, retentionDays } satisfies Tenant["workspace"], exceptions }), NOW);
  const subject = "workspace law-logs";

  it("is Terraform's to judge, which reads it", () => {
    expect(existing(180)).toEqual({ ...shared, subject, verdict: "not applicable", message: "exists already: Terraform's check log-retention-kept reads its retention at every plan" });
  });

  it("fails where the tenant file itself asks for too little", () => {
    expect(existing(90)).toEqual({ ...FAILED, subject, mend: "write retentionDays: 180 or more, or an exception with check: log-retention-kept, entity: law-logs, value: 90" });
  });

  it("is excepted where the tenant file asks for just what it excepts", () => {
    expect(existing(90, [retentionException({ entity: "law-logs" })])).toMatchObject({ verdict: "excepted" });
  });
});
