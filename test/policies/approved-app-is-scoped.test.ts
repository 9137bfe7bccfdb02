import { approvedAppIsScoped } from "../../policies/approved-app-is-scoped";
import type { ApprovedApplication } from "../../catalogue/tenant";
import { unknown } from "../../terraform/resource";
import { containing } from "../support/containing";
import { resourceWith } from "../support/resource";
import { approvedApplication, NOW, OVER, tenantWith } from "../support/tenant-in-code";

const MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01";
const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";
const ARCHIVE = "33333333-3333-4333-8333-333333333333";

function check(approvals: readonly Partial<ApprovedApplication>[] | undefined, ids: readonly unknown[] = [MAIL_READ]) {
  const application = resourceWith("azuread_application", {
    display_name: "Archive",
    client_id: ARCHIVE,
    required_resource_access: [{ resource_app_id: "00000003-0000-0000-c000-000000000000", resource_access: ids.map((id) => ({ id, type: "Role" })) }],
  });
  const tenant = approvals === undefined ? {} : { tenant: tenantWith({ approvedApplications: approvals.map((approval) => approvedApplication(approval)) }) };
  return approvedAppIsScoped.check(application, { ...tenant, now: NOW, resources: [application] });
}

describe("an approved application that gets a permission on mailboxes", () => {
  it("passes where every mailbox is meant, with who says so and why", () => {
    expect(check([{}])).toEqual([{ verdict: "pass", message: `"Archive" (${ARCHIVE}) may reach every mailbox, approved until 2026-12-31 (Messaging team: The archive reads every mailbox.)` }]);
  });

  it("is not applicable where an access policy limits it, which lies in Exchange", () => {
    expect(check([{ mailboxScope: { accessPolicyGroup: "mail@acme.example" } }])).toMatchObject([{ verdict: "not applicable", message: containing("is approved for mail@acme.example alone: that access policy lies in Exchange") }]);
  });

  it("fails where a management scope is meant too: the wider one makes it moot", () => {
    expect(check([{}, { mailboxScope: { managementScope: "Finance" } }])).toMatchObject([{ verdict: "fail", message: containing("is approved within the management scope Finance and beyond it too") }]);
    expect(check([{}, { mailboxScope: { managementScope: "Finance" }, ...OVER }])).toMatchObject([{ verdict: "pass" }]);
    expect(check([{}, { mailboxScope: { managementScope: "Finance" }, permissions: ["Mail.Send"] }])).toMatchObject([{ verdict: "pass" }]);
  });

  it("is said once, however many permissions are meant alike", () => {
    expect(check([{}], [MAIL_READ, MAIL_READ])).toHaveLength(1);
  });
});

describe("nothing is said twice", () => {
  it.each([
    ["that nobody approved", []],
    ["that is approved within a management scope alone", [{ mailboxScope: { managementScope: "Finance" } }]],
    ["whose approval is over", [OVER]],
  ])("of an application %s: it fails no-unapproved-mail-permission", (_, approvals) => {
    expect(check(approvals)).toEqual([]);
  });

  it("of a permission that can't be told, or is none on mailboxes", () => {
    expect(check([{}], [unknown("is open")])).toEqual([]);
    expect(check([{}], [USER_READ_ALL])).toEqual([]);
  });
});

it("without a tenant's file it is not applicable", () => {
  expect(check(undefined)).toMatchObject([{ verdict: "not applicable", message: containing("no tenant file says which mailboxes") }]);
  expect(check(undefined, [USER_READ_ALL])).toEqual([]);
});
