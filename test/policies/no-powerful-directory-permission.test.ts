import { noPowerfulDirectoryPermission } from "../../policies/no-powerful-directory-permission";
import { unknown, type Resource } from "../../terraform/resource";
import { resourceWith } from "../support/resource";
import { containing } from "../support/containing";
import { approvedApplication, NOW, tenantWith } from "../support/tenant-in-code";

const APP_ROLE_ASSIGNMENT_READWRITE_ALL = "06b708a9-e830-4db3-a914-8e69da51d44f";
const MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01";

function check(id: unknown, permissions: readonly string[] = []) {
  const application: Resource = resourceWith("azuread_application", {
    display_name: "Archive",
    client_id: "33333333-3333-4333-8333-333333333333",
    required_resource_access: [{ resource_app_id: "00000003-0000-0000-c000-000000000000", resource_access: [{ id, type: "Role" }] }],
  });
  const tenant = tenantWith({ approvedApplications: permissions.length === 0 ? [] : [approvedApplication({ permissions })] });
  return noPowerfulDirectoryPermission.check(application, { tenant, now: NOW, resources: [application] });
}

describe("a permission by which an application can grant itself another", () => {
  it("fails where the tenant has not approved it, and has no narrower one to offer", () => {
    expect(check(APP_ROLE_ASSIGNMENT_READWRITE_ALL)).toMatchObject([
      { verdict: "fail", message: containing("AppRoleAssignment.ReadWrite.All"), mend: containing("have it approved under approvedApplications in acme.yaml") },
    ]);
  });

  it("passes where the tenant has approved just this one", () => {
    expect(check(APP_ROLE_ASSIGNMENT_READWRITE_ALL, ["AppRoleAssignment.ReadWrite.All"])).toMatchObject([{ verdict: "pass" }]);
    expect(check(APP_ROLE_ASSIGNMENT_READWRITE_ALL, ["Mail.Read"])).toMatchObject([{ verdict: "fail" }]);
  });

  it("is unknown where it can't be told", () => {
    expect(check(unknown("is the variable role, which is given at plan"))).toMatchObject([{ verdict: "unknown" }]);
  });

  it("is none that merely opens mailboxes: that is another policy's", () => {
    expect(check(MAIL_READ)).toEqual([]);
  });
});
