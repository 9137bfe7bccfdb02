import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import type { Construct } from "constructs";
import { commitmentState } from "../catalogue/commitment";
import { loadPermissions, type Permission } from "../catalogue/permissions";
import { escapeSequence, UNPRINTABLE } from "../catalogue/unprintable";
import type { ApprovedApplication, Tenant } from "../catalogue/tenant";
import { DetectionRules, type DetectionRulesProps } from "./detection-rules";
import { setLogicalId } from "./logical-id";
import { TerraformCheck } from "./terraform-check";
import { text } from "./terraform-text";

export interface AppPermissionGuardrailsProps extends DetectionRulesProps {
  readonly tenant: Tenant;
  /** The instant by which approvals are live: a grant whose approval has lapsed is no longer declared, so the next apply takes it away. */
  readonly now: Date;
}

/**
 * Alerts on permissions that applications get on mailboxes, and the applications that the tenant approves: read from Entra, checked to be there
 * under the approved name, and where the tenant says `managed: true` granted by the stack itself.
 */
export class AppPermissionGuardrails extends DetectionRules {
  /** By construct id, so that two grants to one application, or on one resource, read it once. */
  private readonly principals = new Map<string, DataAzureadServicePrincipal>();

  constructor(scope: Construct, id: string, { tenant, now, ...props }: AppPermissionGuardrailsProps) {
    super(scope, id, "application-guardrails", props);
    const live = tenant.approvedApplications.filter((app) => commitmentState(app, now) === "live");
    if (live.length > 0) this.checkApproved(live);
    for (const app of live.filter(({ managed }) => managed)) this.grant(app);
  }

  /** The plural data source goes on where an application is missing; the singular one would stop the plan of the whole tenant. */
  private checkApproved(apps: readonly ApprovedApplication[]): void {
    setLogicalId(
      new DataAzureadServicePrincipals(this, "Approved", { clientIds: [...new Set(apps.map(({ appId }) => appId))].sort(), ignoreMissing: true }),
      "data.azuread_service_principals",
      "approved",
    );
    const found = "data.azuread_service_principals.approved.service_principals";
    const named = new Map(apps.map(({ appId, displayName }) => [`${appId} ${displayName}`, { appId, displayName }]));
    const assertions = [...named.values()].map(({ appId, displayName }) => ({
      condition: `length([for sp in ${found} : sp if lower(sp.client_id) == "${appId}" && sp.display_name == "${expressionText(displayName)}"]) == 1`,
      errorMessage: text(`The approved application ${appId} is not in Entra under the name ${displayName.replace(UNPRINTABLE, escapeSequence)}. Was it deleted or renamed? Correct or remove its approval.`),
    }));
    new TerraformCheck(this, "approved-applications-exist", assertions);
  }

  private grant(app: ApprovedApplication): void {
    const principal = this.servicePrincipal(app.appId, `app-${app.appId}`);
    for (const permission of permissionsOf(app)) {
      const assignment = new AppRoleAssignment(this, `grant-${app.appId}-${permission.resource}-${permission.id}`, {
        appRoleId: permission.id,
        principalObjectId: principal.objectId,
        resourceObjectId: this.servicePrincipal(permission.resourceAppId, permission.resource).objectId,
      });
      setLogicalId(assignment, "azuread_app_role_assignment", `app-${app.appId}-${permission.resource}-${permission.name.replace(/[^\w-]/gu, "-")}`);
    }
  }

  private servicePrincipal(clientId: string, id: string): DataAzureadServicePrincipal {
    const known = this.principals.get(id) ?? setLogicalId(new DataAzureadServicePrincipal(this, id, { clientId }), "data.azuread_service_principal", id);
    this.principals.set(id, known);
    return known;
  }
}

function permissionsOf(app: ApprovedApplication): Permission[] {
  return loadPermissions().filter((p) => !p.secondId && p.resource === app.resource && p.type === app.type && app.permissions.includes(p.name));
}

/** Inside a quoted string of an expression, whose escapes are JSON's but for `\b` and `\f`. */
function expressionText(value: string): string {
  return text(JSON.stringify(value).slice(1, -1).replace(/\\([\\bf])/gu, (escape, c: string) => ({ b: "\\u0008", f: "\\u000c" })[c] ?? escape));
}
