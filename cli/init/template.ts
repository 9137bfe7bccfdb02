import { stringify } from "yaml";
import type { Answers } from "./questions";

/** A tenant file with every key a newcomer needs to know of, in the order of the schema, the optional ones as comments. */
export function tenantFileText(a: Answers): string {
  const sentinel = a.alerting === "sentinel";
  const fresh = a.workspaceId === undefined;
  const own = fresh ? "declared" : "existing";
  return `# yaml-language-server: $schema=../node_modules/mailbox-baseline/schemas/tenant.schema.json
# What this tenant is, where its logs go, whom alerts tell, and what it has approved. No secret stands here.

${entry("name", a.name)}
# Share parts among tenants: a file that begins with _ is no tenant but may be extended.
# extends: _common.yaml

${entry("tenantId", a.tenantId)}
${entry("subscriptionId", a.subscriptionId)}
# public, usgovernment or china
cloud: public
${entry("location", a.location)}

# The tenant's own mail domains, as Get-AcceptedDomain lists them: whatever is not among them is external.
${entry("acceptedDomains", a.domains)}

workspace:
${fresh ? "  create: {}\n  # existing: /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…" : indent(entry("existing", a.workspaceId))}
  # At least 180 days; less takes an exception of the check log-retention-kept.
  retentionDays: 365

# sentinel: Microsoft Sentinel analytic rules. azure-monitor: log search alerts, for a workspace without Sentinel.
${entry("alerting", a.alerting)}

notify:
${indent(entry("emails", a.emails))}
  # A webhook's address is a secret: name a sensitive Terraform variable here and set TF_VAR_soc_webhook.
  # webhooks: [soc_webhook]

# How Terraform logs in: oidc (pipelines), cli (your own az login), managed-identity. Never a secret.
provider:
  ${entry("login", a.login)}
  # On a fresh subscription, let Terraform register the three resource providers that the stack needs:
  # registerResourceProviders: true

# One of local, azurerm, cloud.
backend:
  local: {}
  # azurerm: { resourceGroup: rg-terraform, storageAccount: stterraform, container: tfstate }
  # cloud: { organization: contoso }

# Where logs come from: declared (this stack makes it), existing, or absent. A detection whose table nothing brings is not applicable.
connectors:
  sentinel: ${sentinel ? own : "absent"}
  # Exchange's activity: needs Sentinel.
  office365: ${sentinel ? own : "absent"}
  # Alerts of Defender for Office 365; write absent here and declared below if Defender XDR is connected.
  defenderForOffice365: ${sentinel ? own : "absent"}
  defenderXdr: absent
  # Entra refuses this setting to some service principals: make it by hand then and write existing.
  entraDiagnostics: declared
  sentinelHealth: ${sentinel ? "declared" : "absent"}
  activityLog: declared

# Tables that someone else streams into the workspace, such as Defender XDR's.
# arrives: [EmailEvents]

# Detections switched off or changed, until a day at most 366 days after it was granted.
# detections:
#   mailbox-protocols-enabled:
#     severity: Low
#     reason: The help desk switches IMAP on for scanners every week.
#     owner: Ann Example
#     granted: 2026-11-02
#     expires: 2027-05-01

# Policies that \`review\` holds this tenant's plans to: another severity, or off until a day.
# policies:
#   destroy-is-explained: { severity: Low }

# Applications that may hold permissions on mailboxes.
# approvedApplications:
#   - appId: 00000000-0000-0000-0000-000000000000
#     displayName: CRM mail sync
#     resource: microsoft-graph
#     permissions: [Mail.Read]
#     mailboxScope: { managementScope: CRM mailboxes }
#     ticket: CHG-1234
#     reason: Files customer mail into the CRM.
#     owner: Ann Example
#     granted: 2026-11-02
#     expires: 2027-05-01

# What one detection or check accepts, for one entity and one value.
# exceptions:
#   - detection: mailbox-full-access-granted
#     entity: finance@contoso.com
#     value: bob@contoso.com
#     reason: Bob leads finance.
#     owner: Ann Example
#     granted: 2026-11-02
#     expires: 2027-05-01
`;
}

/** `key: value` with whatever quoting the value needs to be text in YAML. */
function entry(key: string, value: unknown): string {
  return stringify({ [key]: value }, { lineWidth: 0 }).trimEnd();
}

function indent(text: string): string {
  return text.split("\n").map((line) => `  ${line}`).join("\n");
}
