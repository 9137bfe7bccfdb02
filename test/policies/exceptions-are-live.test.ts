import { exceptionsAreLive } from "../../policies/exceptions-are-live";
import { judgePlan, planWith } from "../support/planned";
import { approvedApplication, OVER, retentionException, tenantWith } from "../support/tenant-in-code";

describe("the promises of the tenant that a plan is for", () => {
  const judged = (...args: Parameters<typeof tenantWith>) => judgePlan(exceptionsAreLive, planWith([]), { tenant: tenantWith(...args) });

  it("pass while they are live, and fail when they are over", () => {
    expect(judged({ exceptions: [retentionException()], approvedApplications: [approvedApplication(OVER)] })).toMatchObject([
      { subject: "Archive approved for Mail.Read", verdict: "fail", mend: "remove it, or have its owner grant it anew with new dates", place: { file: "acme.yaml" } },
      { subject: "log-retention-kept excepted for law-acme = 90", verdict: "pass" },
    ]);
  });

  it("are nothing where it made none, and not applicable where no file is for it", () => {
    expect(judged({})).toEqual([]);
    expect(judgePlan(exceptionsAreLive, planWith([]))).toMatchObject([{ verdict: "not applicable" }]);
  });
});
