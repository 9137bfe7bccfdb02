import { CONNECTOR_IDS, type ConnectorId, type ConnectorState } from "../../catalogue/connectors";
import type { ApprovedApplication, Exception, Tenant } from "../../catalogue/tenant";

/** The day on which tests run: every date in them is told from here. */
export const NOW = new Date("2026-11-20T09:00:00Z");

/** Dates of a commitment that is live, over, or still to come at {@link NOW}. */
export const LIVE = { granted: "2026-11-01", expires: "2026-12-31" };
export const OVER = { granted: "2026-01-01", expires: "2026-11-19" };
export const TO_COME = { granted: "2026-11-21", expires: "2026-12-31" };

export function connectors(states: Partial<Record<ConnectorId, ConnectorState>> = {}): Tenant["connectors"] {
  return { ...(Object.fromEntries(CONNECTOR_IDS.map((id) => [id, "absent"])) as Tenant["connectors"]), ...states };
}

/** A tenant with Sentinel on a workspace of its own and the Office 365 connector, which has changed, approved and excepted nothing. */
export function tenantWith(overrides: Partial<Tenant> = {}): Tenant {
  return {
    name: "acme",
    tenantId: "11111111-1111-4111-8111-111111111111",
    subscriptionId: "22222222-2222-4222-8222-222222222222",
    cloud: "public",
    location: "westeurope",
    acceptedDomains: ["acme.example"],
    workspace: { kind: "created", name: "law-acme", resourceGroup: "rg-acme", retentionDays: 365, preventDestroy: true },
    alerting: "sentinel",
    notify: { emails: ["soc@acme.example"], webhooks: [] },
    provider: { login: "oidc", registerResourceProviders: false },
    backend: { kind: "local", path: "terraform.tfstate" },
    connectors: connectors({ sentinel: "declared", office365: "declared" }),
    arrives: [],
    changes: new Map(),
    policies: new Map(),
    approvedApplications: [],
    exceptions: [],
    locate: (path) => ({ file: "acme.yaml", line: path.length }),
    ...overrides,
  };
}

/** The id of a workspace that exists already, in the tenant's subscription. */
export const EXISTING_WORKSPACE = {
  kind: "existing",
  id: "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/law-logs",
  name: "law-logs",
  resourceGroup: "rg-logs",
  retentionDays: 180,
} as const;

export function approvedApplication(overrides: Partial<ApprovedApplication> = {}): ApprovedApplication {
  return {
    ...LIVE,
    appId: "33333333-3333-4333-8333-333333333333",
    displayName: "Archive",
    resource: "microsoft-graph",
    type: "application",
    permissions: ["Mail.Read"],
    mailboxScope: { everyMailbox: true },
    managed: false,
    ticket: "SEC-1",
    reason: "The archive reads every mailbox.",
    owner: "Messaging team",
    ...overrides,
  };
}

/** An exception of the check of the workspace's retention, for the tenant's own workspace. */
export function retentionException(overrides: Partial<Exception> = {}): Exception {
  return { ...LIVE, rule: { kind: "check", id: "log-retention-kept" }, entity: "law-acme", value: "90", reason: "A trial.", owner: "Cloud team", ...overrides };
}
