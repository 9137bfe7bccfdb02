import { commitmentState } from "../../catalogue/commitment";
import type { Permission } from "../../catalogue/permissions";
import type { ApprovedApplication, Tenant } from "../../catalogue/tenant";
import { equalsText, type Application } from "./application-of";

/** What the tenant's approvals say of one permission of one application. */
export type Approval =
  | { readonly state: "approved"; readonly by: ApprovedApplication }
  /** An approval of this permission may be meant for this application; its client id is not known yet. */
  | { readonly state: "undecided"; readonly by: ApprovedApplication }
  /** Why not, as a clause of its own. */
  | { readonly state: "missing"; readonly why: string };

/**
 * An approval covers one application, by its client id, for named permissions of one API and type. One for a management scope covers no grant in Entra, which
 * reaches every mailbox beside it: RBAC for Applications adds the two up.
 */
export function approvalOf(application: Application, permission: Permission, tenant: Tenant, now: Date): Approval {
  const named = tenant.approvedApplications.filter((app) => app.resource === permission.resource && app.type === permission.type && app.permissions.includes(permission.name));
  const mine = named.filter((app) => isFor(app, application) === true);
  const live = mine.find((app) => covers(app, now));
  if (live !== undefined) return { state: "approved", by: live };
  const perhaps = named.find((app) => covers(app, now) && isFor(app, application) === undefined);
  if (perhaps !== undefined) return { state: "undecided", by: perhaps };
  const [near] = mine;
  return { state: "missing", why: near === undefined ? `${tenant.name} has not approved it` : whyNot(near, tenant, now) };
}

function covers(app: ApprovedApplication, now: Date): boolean {
  return !("managementScope" in app.mailboxScope) && commitmentState(app, now) === "live";
}

/** By client id; where that is not known yet, a name that differs rules it out. */
function isFor(app: ApprovedApplication, { clientId, displayName }: Application): boolean | undefined {
  const byId = equalsText(clientId, app.appId);
  if (byId !== undefined) return byId;
  return equalsText(displayName, app.displayName) === false ? false : undefined;
}

function whyNot(app: ApprovedApplication, { name }: Tenant, now: Date): string {
  if ("managementScope" in app.mailboxScope) return `${name} has approved it within the management scope ${app.mailboxScope.managementScope} only, which a permission in Entra goes beyond`;
  return commitmentState(app, now) === "expired" ? `${name}'s approval expired on ${app.expires}` : `${name} has approved it from ${app.granted} on only`;
}
