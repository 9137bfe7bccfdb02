import { loadApis, type Permission } from "../../catalogue/permissions";
import { approvalOf } from "./approval";
import { askedPermissions, possible, type AskedPermission } from "./asked-permission";
import { fail, pass, undecided, type Judgement, type PolicyContext } from "../policy";
import type { Resource, Value } from "../../terraform/resource";

/** Judges what a resource requests or grants of the permissions that a policy is about. */
export function heldToApprovals(resource: Resource, context: PolicyContext, concerns: (permission: Permission) => boolean): readonly Judgement[] {
  return askedPermissions(resource, context.resources).flatMap((asked) => {
    const concerned = possible(asked.permissions).filter(concerns);
    // Alternatives, where the API is not known: the strictest judgement holds for all.
    const judged = concerned.map((permission) => judgePermission(asked, permission, resource, context));
    const worst = judged.find(({ verdict }) => verdict === "fail") ?? judged.find(({ verdict }) => verdict === "unknown");
    const strictest = worst ?? (asked.permissions.known ? judged[0] : open(asked, asked.permissions.why));
    return strictest === undefined ? [] : [strictest];
  });
}

function judgePermission(asked: AskedPermission, permission: Permission, { tenantId }: Resource, { tenant, now }: PolicyContext): Judgement {
  const { application } = asked;
  const what = `${asked.verb} ${permission.name} (${permission.type} permission of ${titleOf(permission)}) ${asked.verb === "grants" ? "to" : "for"} ${application.label}`;
  const lets = `${what}, which lets it ${permission.allows}, on ${reachOf(asked, permission)}`;
  if (tenant === undefined) return withoutTenant(lets, permission, tenantId);
  const approval = approvalOf(application, permission, tenant, now);
  switch (approval.state) {
    case "approved":
      return pass(`${what}, approved until ${approval.by.expires} (${approval.by.owner}: ${approval.by.reason})`);
    case "undecided":
      return undecided(
        `${lets}; whether it is ${approval.by.displayName} (${approval.by.appId}), which is approved, can't be told: its client id ${application.clientId.known ? "is not given" : application.clientId.why}`,
        "refer to the application by its client id: read its service principal with data.azuread_service_principal by client_id",
      );
    case "missing":
      return fail(`${lets}; ${approval.why}`, mendOf(permission, tenant));
  }
}

/** Nobody has approved anything; but where it can't be told whose tenant this is, somebody may have. */
function withoutTenant(lets: string, permission: Permission, tenantId: Value): Judgement {
  if (!tenantId.known) return undecided(`${lets}; in which tenant can't be told: its provider's tenant id ${tenantId.why}`, "write the tenant id out in the provider, or review the plan before it is applied");
  const of = typeof tenantId.value === "string" && tenantId.value !== "" ? `there is no tenant file with the tenantId ${tenantId.value}, so nothing is approved` : "no tenant file says what its tenant has approved";
  return fail(`${lets}; ${of}`, mendOf(permission, undefined));
}

function mendOf({ instead, name, resource, type }: Permission, tenant: PolicyContext["tenant"]): string {
  const file = tenant?.locate([]).file ?? "the tenant's file";
  const approve = `have it approved under approvedApplications in ${file} (resource: ${resource}, type: ${type}, permissions: [${name}])`;
  return instead === undefined ? `take it out, or ${approve}` : `use ${instead} instead, or ${approve}`;
}

function open(asked: AskedPermission, why: string): Judgement {
  return undecided(`${asked.verb} a permission ${asked.verb === "grants" ? "to" : "for"} ${asked.application.label} that can't be told: it ${why}`, "write the permission's id or name and the API's client id out, or review the plan before it is applied");
}

function titleOf({ resource }: Permission): string {
  return loadApis().find((api) => api.resource === resource)?.title ?? resource;
}

/** Without a user, a delegated grant holds for everybody who signs in. */
function reachOf({ verb, oneUser }: AskedPermission, { type, reach }: Permission): string {
  return type === "delegated" && verb === "grants" && !oneUser ? `${reach}, for every user` : reach;
}
