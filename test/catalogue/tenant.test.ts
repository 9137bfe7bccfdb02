import fc from "fast-check";
import { loadTenant } from "../../catalogue/load-tenants";
import { retentionExceptions, type Tenant } from "../../catalogue/tenant";
import { detection } from "../support/community-detection";
import { baselineKeys } from "../support/detection";
import { HOSTILE } from "../support/hostile-text";
import { APPROVED, COMMITTED, SUBSCRIPTION_ID, TENANT_ID, tenantFile, type TenantKeys } from "../support/tenant-file";

const DETECTIONS = [detection({ baseline: baselineKeys(["CM0074.cmdlets"], { exceptions: [{ entity: "whom", value: "what" }] }) })];
const load = (keys: TenantKeys = {}): Tenant => loadTenant(tenantFile(keys), DETECTIONS);
const WORKSPACE = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg-security/providers/Microsoft.OperationalInsights/workspaces/law-security`;

describe("the smallest tenant file", () => {
  it("leaves all else to these defaults", () => {
    const { locate, ...tenant } = load();
    expect(tenant).toEqual({
      name: "contoso",
      tenantId: TENANT_ID,
      subscriptionId: SUBSCRIPTION_ID,
      cloud: "public",
      location: "westeurope",
      acceptedDomains: ["contoso.com"],
      workspace: { kind: "created", name: "law-contoso-mailbox-baseline", resourceGroup: "rg-contoso-mailbox-baseline", retentionDays: 180, preventDestroy: true },
      alerting: "azure-monitor",
      notify: { emails: ["soc@contoso.com"], webhooks: [] },
      provider: { login: "oidc", registerResourceProviders: false },
      backend: { kind: "local", path: "terraform.tfstate" },
      connectors: { sentinel: "absent", office365: "absent", defenderForOffice365: "absent", defenderXdr: "absent", entraDiagnostics: "absent", sentinelHealth: "absent", activityLog: "absent" },
      arrives: [],
      changes: new Map(),
      policies: new Map(),
      approvedApplications: [],
      exceptions: [],
    });
    expect(locate(["tenantId"]).line).toBe(2);
  });
});

describe("a tenant file", () => {
  it.each<[string, TenantKeys, Partial<Tenant>]>([
    ["spells GUIDs in lower case", { tenantId: TENANT_ID.toUpperCase() }, { tenantId: TENANT_ID }],
    ["may write a region as the portal does", { location: "West Europe" }, { location: "westeurope" }],
    ["spells domains in lower case, each once", { acceptedDomains: ["Contoso.COM", "contoso.com", "b.de"] }, { acceptedDomains: ["contoso.com", "b.de"] }],
    ["tells everyone once", { notify: { emails: ["a@b.de", "a@b.de"], webhooks: ["soc", "soc"] } }, { notify: { emails: ["a@b.de"], webhooks: ["soc"] } }],
    ["may stand in another cloud", { cloud: "usgovernment", location: "USGov Virginia" }, { cloud: "usgovernment", location: "usgovvirginia" }],
    ["names the application that logs in", { provider: { login: "cli", clientId: TENANT_ID, registerResourceProviders: true } }, { provider: { login: "cli", clientId: TENANT_ID, registerResourceProviders: true } }],
    ["names its own workspace", { workspace: { create: { name: "law-x", resourceGroup: "rg-x" }, retentionDays: 365 } }, { workspace: { kind: "created", name: "law-x", resourceGroup: "rg-x", retentionDays: 365, preventDestroy: true } }],
    ["uses a workspace that exists", { workspace: { existing: WORKSPACE } }, { workspace: { kind: "existing", id: WORKSPACE, name: "law-security", resourceGroup: "rg-security", retentionDays: 180 } }],
    [
      "keeps its state in Azure",
      { backend: { azurerm: { resourceGroup: "rg", storageAccount: "stcontoso", container: "tfstate" } } },
      { backend: { kind: "azurerm", resourceGroup: "rg", storageAccount: "stcontoso", container: "tfstate", key: "mailbox-baseline/contoso.tfstate", subscriptionId: SUBSCRIPTION_ID, tenantId: TENANT_ID } },
    ],
    ["keeps its state in HCP Terraform", { backend: { cloud: { organization: "contoso" } } }, { backend: { kind: "cloud", organization: "contoso", workspace: "mailbox-baseline-contoso", hostname: "app.terraform.io" } }],
    ["names tables that arrive, each once", { arrives: ["EmailEvents", "EmailEvents"] }, { arrives: ["EmailEvents"] }],
    ["approves applications", { approvedApplications: [APPROVED] }, { approvedApplications: [{ ...APPROVED, resource: "microsoft-graph", type: "application", managed: false }] }],
    ["excepts, with a number as the text it is", { exceptions: [{ check: "log-retention-kept", entity: "x", value: 90, ...COMMITTED }] }, { exceptions: [{ rule: { kind: "check", id: "log-retention-kept" }, entity: "x", value: "90", ...COMMITTED }] }],
    ["changes a detection", { detections: { sample: { severity: "High", frequency: "PT30M", threshold: 3, ...COMMITTED } } }, { changes: new Map([["sample", { severity: "High", frequency: { minutes: 30 }, threshold: 3, enabled: true, parameters: {}, ...COMMITTED }]]) }],
    ["switches a detection off", { detections: { sample: { enabled: false, ...COMMITTED } } }, { changes: new Map([["sample", { enabled: false, parameters: {}, ...COMMITTED }]]) }],
  ])("%s", (_, keys, expected) => {
    expect(load(keys)).toMatchObject(expected);
  });

  const written = (text: string): Tenant => load({ exceptions: [{ detection: "sample", entity: text, value: text, ...COMMITTED, reason: text, owner: text }] });

  it("keeps text as text, whatever Terraform, YAML or KQL would make of it", () => {
    const [exception] = written(HOSTILE).exceptions;
    expect([exception!.reason, exception!.owner, exception!.entity, exception!.value]).toEqual([HOSTILE, HOSTILE, HOSTILE, HOSTILE]);
  });

  it("keeps any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }).filter((text) => /\S/u.test(text)), (text) => {
        expect(written(text).exceptions[0]).toMatchObject({ reason: text, owner: text, entity: text, value: text });
      }),
      { numRuns: 50 },
    );
  });
});

describe("the exceptions from the workspace's retention", () => {
  const exception = (entity: string, value: string | number) => ({ check: "log-retention-kept", entity, value, ...COMMITTED });

  it("are those that name it, in whatever case, with a number of days", () => {
    const tenant = load({ exceptions: [exception("LAW-contoso-mailbox-baseline", 90), exception("another", 90), exception("law-contoso-mailbox-baseline", "ninety"), { ...exception("law-contoso-mailbox-baseline", 30), check: undefined, detection: "sample" }] });
    expect(retentionExceptions(tenant).map(({ entity, value }) => [entity, value])).toEqual([["LAW-contoso-mailbox-baseline", "90"]]);
  });
});
