import { commitmentState } from "../catalogue/commitment";
import type { Permission } from "../catalogue/permissions";
import type { ApprovedApplication, Tenant } from "../catalogue/tenant";
import { approvalOf } from "./applications/approval";
import { ASKING_TYPES, askedPermissions, possible, type AskedPermission } from "./applications/asked-permission";
import { fail, notApplicable, pass, type Judgement, type PolicyContext, type ResourcePolicy } from "./policy";

/**
 * Which mailboxes an approved application reaches. What nobody approved, or approved within a management scope alone, fails
 * no-unapproved-mail-permission, and is not said twice.
 */
export const approvedAppIsScoped: ResourcePolicy = {
  about: "resource",
  id: "approved-app-is-scoped",
  title: "An approved application reaches the mailboxes it was approved for, and no others",
  why: "A permission in Entra reaches every mailbox unless something in Exchange limits it.",
  severity: "High",
  types: ASKING_TYPES,
  check(resource, context) {
    const said = new Map<string, Judgement>();
    for (const asked of askedPermissions(resource, context.resources)) {
      const guarded = possible(asked.permissions).filter((permission) => permission.guarded);
      for (const permission of guarded) {
        const judgement = judged(asked, permission, context);
        if (judgement !== undefined) said.set(judgement.message, judgement);
      }
    }
    return [...said.values()];
  },
};

function judged({ application }: AskedPermission, permission: Permission, { tenant, now }: PolicyContext): Judgement | undefined {
  if (tenant === undefined) return notApplicable(`no tenant file says which mailboxes ${application.label} may reach`);
  const approval = approvalOf(application, permission, tenant, now);
  if (approval.state !== "approved") return undefined;
  const { by } = approval;
  const narrower = narrowerThan(by, permission, tenant, now);
  if (narrower !== undefined) {
    return fail(
      `${permission.name} of ${application.label} is approved within the management scope ${narrower} and beyond it too: in Entra it reaches every mailbox, and Exchange adds the two up`,
      "take one of the two approvals out of the tenant's file, and the permission out of Entra if the scope is meant",
    );
  }
  const { mailboxScope } = by;
  if ("accessPolicyGroup" in mailboxScope) return notApplicable(`${application.label} is approved for ${mailboxScope.accessPolicyGroup} alone: that access policy lies in Exchange, which Terraform doesn't see (Get-ApplicationAccessPolicy shows it)`);
  return pass(`${application.label} may reach every mailbox, approved until ${by.expires} (${by.owner}: ${by.reason})`);
}

/** A live approval of the same permission that means a management scope. */
function narrowerThan(by: ApprovedApplication, { name }: Permission, { approvedApplications }: Tenant, now: Date): string | undefined {
  const other = approvedApplications.find((app) => app.appId === by.appId && app.resource === by.resource && app.type === by.type && app.permissions.includes(name) && "managementScope" in app.mailboxScope && commitmentState(app, now) === "live");
  return other !== undefined && "managementScope" in other.mailboxScope ? other.mailboxScope.managementScope : undefined;
}
