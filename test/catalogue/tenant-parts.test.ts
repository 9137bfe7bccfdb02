import { loadTenant } from "../../catalogue/load-tenants";
import { refusedWith } from "../support/refusal";
import { APPROVED, COMMITTED, SUBSCRIPTION_ID, tenantFile, type TenantKeys } from "../support/tenant-file";

const refused = (keys: TenantKeys): string[] => refusedWith(() => loadTenant(tenantFile(keys), []));
const WORKSPACE = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/laws`;
const SHAPE = "/subscriptions/<guid>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>";
const AZURERM = { resourceGroup: "rg", storageAccount: "stcontoso", container: "tfstate" };
const RETENTION = "workspace.retentionDays";

describe("a workspace is refused", () => {
  const ONE = "workspace: must have either create: {} or existing: <resource id>; write one of them";

  it.each<[string, unknown, string]>([
    ["that is both created and existing", { create: {}, existing: WORKSPACE }, ONE],
    ["that is neither", { retentionDays: 180 }, ONE],
    ["that is another resource", { existing: WORKSPACE.replace("OperationalInsights/workspaces", "KeyVault/vaults") }, `workspace.existing: "${WORKSPACE.replace("OperationalInsights/workspaces", "KeyVault/vaults").slice(0, 60)}…" is a resource of another kind, Microsoft.KeyVault/vaults; write a workspace's id: ${SHAPE}`],
    ["that is a bare name", { existing: "law-security" }, `workspace.existing: "law-security" is not the resource id of a Log Analytics workspace; write ${SHAPE}`],
    ["with a name too short", { create: { name: "law" } }, 'workspace.create.name: "law" is not a workspace name; write 4 to 63 letters, digits and hyphens'],
    ["in a group that ends in a dot", { create: { resourceGroup: "rg." } }, 'workspace.create.resourceGroup: "rg." is not a resource group name; write up to 90 letters, digits, hyphens, dots'],
    ["that keeps logs for 29 days", { create: {}, retentionDays: 29 }, `${RETENTION}: 29 is not a retention that Log Analytics takes; write a whole number from 30 to 730`],
    ["that keeps logs for 731 days", { create: {}, retentionDays: 731 }, `${RETENTION}: 731 is not a retention that Log Analytics takes; write a whole number from 30 to 730`],
    ["that keeps logs for half a day more", { create: {}, retentionDays: 180.5 }, `${RETENTION}: 180.5 is not a retention that Log Analytics takes; write a whole number from 30 to 730`],
    ["that keeps logs for a word", { create: {}, retentionDays: "a year" }, `${RETENTION}: "a year" is not a retention that Log Analytics takes; write a whole number from 30 to 730`],
  ])("%s", (_, workspace, fault) => {
    expect(refused({ workspace })).toEqual([fault]);
  });

  it("that stands in another subscription than its rules", () => {
    const other = "7be1f0c3-3a52-4c1b-9a54-6d2f8e9b4c22";
    expect(refused({ workspace: { existing: WORKSPACE.replace(SUBSCRIPTION_ID, other) } })).toEqual([
      `workspace.existing: stands in the subscription ${other}, not in ${SUBSCRIPTION_ID}, where the resources go; write subscriptionId: ${other}`,
    ]);
  });

  it.each([30, 730])("but not for keeping logs for %i days", (retentionDays) => {
    expect(loadTenant(tenantFile({ workspace: { create: {}, retentionDays } }), []).workspace.retentionDays).toBe(retentionDays);
  });
});

describe("a backend is refused", () => {
  const ONE = "backend: must have exactly one of local, azurerm, cloud; write one of them";

  it.each<[string, unknown, string]>([
    ["that is none", {}, ONE],
    ["that is two", { local: {}, azurerm: AZURERM }, ONE],
    ["that climbs out of its folder", { local: { path: "../x.tfstate" } }, "backend.local.path: \"../x.tfstate\" is not a relative path inside the stack's folder; write one such as terraform.tfstate"],
    ["with an absolute path", { local: { path: "/etc/x.tfstate" } }, "backend.local.path: \"/etc/x.tfstate\" is not a relative path inside the stack's folder; write one such as terraform.tfstate"],
    ["with a blob that climbs", { azurerm: { ...AZURERM, key: "a/../../b" } }, 'backend.azurerm.key: "a/../../b" is not a blob name; write one such as mailbox-baseline/contoso.tfstate'],
    ["with an access key", { azurerm: { ...AZURERM, access_key: "hunter2==" } }, "backend.azurerm.access_key: is not a key here; no secret stands in a file: log in by provider.login and pass secrets as Terraform variables"],
    ["with a storage account in capitals", { azurerm: { ...AZURERM, storageAccount: "StContoso" } }, 'backend.azurerm.storageAccount: "StContoso" is not a storage account name; write 3 to 24 lower-case letters and digits'],
    ["with a container of two letters", { azurerm: { ...AZURERM, container: "tf" } }, 'backend.azurerm.container: "tf" is not a container name; write 3 to 63 lower-case letters, digits, single hyphens'],
    ["without its organization", { cloud: {} }, "backend.cloud.organization: is missing; add it: HCP Terraform organization."],
    ["with a URL for a host", { cloud: { organization: "contoso", hostname: "https://tfe.contoso.com" } }, 'backend.cloud.hostname: "https://tfe.contoso.com/…" is not a host name; write one such as app.terraform.io'],
  ])("%s", (_, backend, fault) => {
    expect(refused({ backend })).toEqual([fault]);
  });
});

describe("whom an alert tells is refused", () => {
  it.each([{}, { emails: [] }, { emails: [], webhooks: [] }])("where it is nobody: %j", (notify) => {
    expect(refused({ notify })).toEqual(["notify: tells nobody; write at least one mail address or webhook variable"]);
  });

  it.each(["soc", "soc@contoso", "soc@contoso.com, it@contoso.com", "soc@contoso.com\n", "${var.x}@contoso.com", "a b@contoso.com"])("for the mail address %j", (address) => {
    expect(refused({ notify: { emails: [address] } })).toEqual([`notify.emails[0]: ${JSON.stringify(address).replace("\\n", "\\u000a")} is not a mail address; write one such as soc@contoso.com`]);
  });

  it("for a webhook in clear, whose secret is not printed", () => {
    const faults = refused({ notify: { webhooks: ["https://hooks.slack.com/services/T0/B0/hunter2"] } });
    expect(faults).toEqual([
      "notify.webhooks[0]: \"https://hooks.slack.com/…\" is not the name of a Terraform variable; a webhook's address is a secret and stands in no file: write a name such as soc_webhook and set TF_VAR_soc_webhook",
    ]);
  });

  it.each(["SocWebhook", "soc-webhook", "count", "for_each", "1st", "${x}"])("for the webhook variable %s, which Terraform can't have", (name) => {
    expect(refused({ notify: { webhooks: [name] } })).toEqual([
      `notify.webhooks[0]: "${name}" is not the name of a Terraform variable; a webhook's address is a secret and stands in no file: write a name such as soc_webhook and set TF_VAR_soc_webhook`,
    ]);
  });
});

describe("an approval, an exception or a change is refused", () => {
  it.each<[string, TenantKeys, string]>([
    ["for an unknown resource", { approvedApplications: [{ ...APPROVED, resource: "graph" }] }, 'approvedApplications[0].resource: "graph" is none of microsoft-graph, exchange-online; write one of them'],
    ["for no permission", { approvedApplications: [{ ...APPROVED, permissions: [] }] }, "approvedApplications[0].permissions: is empty; name at least one permission"],
    ["for two scopes", { approvedApplications: [{ ...APPROVED, mailboxScope: { everyMailbox: true, managementScope: "x" } }] }, "approvedApplications[0].mailboxScope: must have exactly one of managementScope, accessPolicyGroup, everyMailbox; write one of them"],
    ["for a scope that is false", { approvedApplications: [{ ...APPROVED, mailboxScope: { everyMailbox: false } }] }, "approvedApplications[0].mailboxScope.everyMailbox: false is not true; leave the key out or write true"],
    ["for managed as a word", { approvedApplications: [{ ...APPROVED, managed: "no" }] }, 'approvedApplications[0].managed: "no" is neither true nor false; write one of them'],
    ["without its ticket", { approvedApplications: [{ ...APPROVED, ticket: undefined }] }, "approvedApplications[0].ticket: is missing; add it: Where it was approved."],
    ["for both a detection and a check", { exceptions: [{ detection: "a", check: "b", entity: "x", value: "y", ...COMMITTED }] }, "exceptions[0]: must name either a detection or a check; write one of them"],
    ["for neither a detection nor a check", { exceptions: [{ entity: "x", value: "y", ...COMMITTED }] }, "exceptions[0]: must name either a detection or a check; write one of them"],
    ["for tuning a policy by nothing", { policies: { "detection-not-removed": {} } }, "policies.detection-not-removed: changes nothing; write a severity, or off with a reason, an owner, granted and expires"],
    ["for a policy that is none", { policies: { "detection-removed": { severity: "Low" } } }, 'policies.detection-removed: "detection-removed" is no policy; did you mean detection-not-removed?'],
    ["for changing nothing", { detections: { sample: { ...COMMITTED } } }, "detections.sample: changes nothing; write enabled: false, or a severity, threshold, frequency or parameters"],
    ["for switching on what is on", { detections: { sample: { enabled: true, ...COMMITTED } } }, "detections.sample.enabled: true is not false; leave the key out, or write false to switch the detection off"],
    ["for a severity in other words", { detections: { sample: { severity: "Critical", ...COMMITTED } } }, 'detections.sample.severity: "Critical" is none of High, Medium, Low, Informational; write one of them'],
    ["for a threshold past the service's", { detections: { sample: { threshold: 10_001, ...COMMITTED } } }, "detections.sample.threshold: 10001 is not a threshold; write a whole number from 0 to 10000"],
    ["for a frequency in words", { detections: { sample: { frequency: "hourly", ...COMMITTED } } }, 'detections.sample.frequency: "hourly" is not a length of time; write 5m, 1h, 1d or PT5M'],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it("for a value that is a list, in our words only", () => {
    expect(refused({ exceptions: [{ check: "log-retention-kept", entity: "x", value: ["y"], ...COMMITTED }] })).toEqual(["exceptions[0].value: a list of 1 is not a value; write the value that is accepted"]);
  });

  it("for a parameter that is a map, in our words only", () => {
    expect(refused({ detections: { sample: { parameters: { x: { y: 1 } }, ...COMMITTED } } })).toEqual(["detections.sample.parameters.x: a map is not a value; write text, a number, true, false or a list of texts"]);
  });
});
