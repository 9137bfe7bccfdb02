import { loadTenant } from "../../catalogue/load-tenants";
import { detection, nearRealTime } from "../support/community-detection";
import { baselineKeys } from "../support/detection";
import { refusedWith } from "../support/refusal";
import { APPROVED, COMMITTED, tenantFile, type TenantKeys } from "../support/tenant-file";

const DETECTIONS = [
  detection({ id: "mailbox-full-access-granted", baseline: baselineKeys(["CM0074.cmdlets"], { exceptions: [{ entity: "the mailbox", value: "whom" }] }) }),
  detection({
    id: "exchange-audit-silent",
    baseline: baselineKeys(["CM0074.cmdlets"], {
      parameters: {
        silentFor: { type: "timespan", default: "6h", minimum: "1h", maximum: "23h" },
        least: { type: "long", default: 1, maximum: 5 },
        strict: { type: "bool", default: true },
        watched: { type: "strings", default: [] },
        workload: { type: "string", default: "Exchange" },
        plain: { default: "x" },
        frequency: { from: "detection.frequency" },
      },
    }),
  }),
  detection({ id: "community-rule" }),
  nearRealTime({ id: "fast-rule" }),
  detection({ id: "slow-rule", schedule: { frequency: { minutes: 60 }, period: { minutes: 2 * 1440 }, operator: "gt", threshold: 0 } }),
];

const load = (keys: TenantKeys) => loadTenant(tenantFile(keys), DETECTIONS);
const refused = (keys: TenantKeys): string[] => refusedWith(() => load(keys));
const change = (id: string, to: object): TenantKeys => ({ detections: { [id]: { ...COMMITTED, ...to } } });
const except = (...exceptions: object[]): TenantKeys => ({ exceptions: exceptions.map((e) => ({ entity: "ann@contoso.com", value: "bob@contoso.com", ...COMMITTED, ...e })) });
const approve = (...apps: object[]): TenantKeys => ({ approvedApplications: apps.map((app) => ({ ...APPROVED, ...app })) });

describe("connectors", () => {
  it.each<[string, TenantKeys, string]>([
    ["need Sentinel where Sentinel alerts", { alerting: "sentinel" }, "alerting: sentinel needs Microsoft Sentinel on the workspace; write connectors.sentinel: declared (or existing), or alerting: azure-monitor"],
    ["that are Sentinel's need it", { connectors: { office365: "declared" } }, "connectors.office365: Sentinel's Office 365 connector needs Microsoft Sentinel on the workspace; write connectors.sentinel: declared (or existing), or office365: absent"],
    ["can't exist on a workspace that doesn't yet", { connectors: { sentinel: "declared", office365: "existing" } }, "connectors.office365: existing can't be on a workspace that this stack creates; write declared or absent"],
    ["of Defender exclude each other", { connectors: { sentinel: "declared", defenderForOffice365: "declared", defenderXdr: "declared" } }, "connectors.defenderForOffice365: carries nothing once Defender XDR is connected; write absent for one of the two"],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it("that don't need Sentinel stand without it, even existing on a new workspace", () => {
    expect(load({ connectors: { entraDiagnostics: "existing", activityLog: "declared" } }).connectors).toMatchObject({ sentinel: "absent", entraDiagnostics: "existing", activityLog: "declared" });
  });
});

describe("a change of a detection is refused", () => {
  it.each<[string, TenantKeys, string]>([
    ["that is none, with the nearest", change("exchange-audit-silence", { enabled: false }), "detections.exchange-audit-silence: \"exchange-audit-silence\" is no detection; did you mean exchange-audit-silent?"],
    ["that is none and near none", change("zzz", { enabled: false }), 'detections.zzz: "zzz" is no detection; `mailbox-baseline list` shows them'],
    ["that would leave a gap", change("community-rule", { frequency: "2h" }), "detections.community-rule.frequency: running every 2 hours and looking back 1 hour leaves a gap, which the service refuses; look back at least as long"],
    ["that runs too often for the service", change("community-rule", { frequency: "4m" }), "detections.community-rule.frequency: 4 minutes is outside what the service takes; write 5m to 14d"],
    ["that runs too often for how far it looks back", change("slow-rule", { frequency: "30m" }), "detections.slow-rule.frequency: looking back 2 days, the service takes a frequency of 1h or slower; write 1h, or look back less than 2d"],
    ["whose frequency the service sets", change("fast-rule", { frequency: "5m" }), "detections.fast-rule.frequency: can't be changed on a near-real-time rule, which has none; remove it"],
    ["whose threshold the service sets", change("fast-rule", { threshold: 1 }), "detections.fast-rule.threshold: can't be changed on a near-real-time rule, which has none; remove it"],
    ["with a parameter it hasn't, with the nearest", change("exchange-audit-silent", { parameters: { silentfor: "1h" } }), "detections.exchange-audit-silent.parameters.silentfor: is no parameter of exchange-audit-silent; did you mean silentFor?"],
    ["with a parameter near none", change("exchange-audit-silent", { parameters: { zzzzzzzzz: "1h" } }), "detections.exchange-audit-silent.parameters.zzzzzzzzz: is no parameter of exchange-audit-silent; its parameters are silentFor, least, strict, watched, workload, plain"],
    ["with a parameter that is the tenant's", change("exchange-audit-silent", { parameters: { frequency: "1h" } }), "detections.exchange-audit-silent.parameters.frequency: is no parameter of exchange-audit-silent; its parameters are silentFor, least, strict, watched, workload, plain"],
    ["with a parameter where there is none", change("community-rule", { parameters: { x: 1 } }), "detections.community-rule.parameters.x: community-rule has no parameters of its own; remove it"],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  const LENGTH = "is not a length of time; write 30m, 6h or 1d";
  const NUMBER = "is not a whole number; write one";

  it.each<[string, unknown, string]>([
    ["silentFor", "six hours", LENGTH],
    ["silentFor", 6, LENGTH],
    ["silentFor", "59m", "is outside what the query can use; write 1h to 23h"],
    ["silentFor", "24h", "is outside what the query can use; write 1h to 23h"],
    ["least", 6, "is outside what the query can use; write 0 to 5"],
    ["least", "1", NUMBER],
    ["least", 1.5, NUMBER],
    ["least", 1e300, NUMBER],
    ["strict", "true", "is neither true nor false; write one of them"],
    ["watched", "ann", "is not a list; write one `- item` a line"],
    ["workload", 1, "is not text; write it in quotes"],
    ["plain", true, "is not text; write it in quotes"],
  ])("whose %s is %j", (name, value, words) => {
    const [fault, ...more] = refused(change("exchange-audit-silent", { parameters: { [name]: value } }));
    expect(more).toEqual([]);
    expect(fault).toMatch(new RegExp(`^detections\\.exchange-audit-silent\\.parameters\\.${name}: .*${words}$`, "u"));
  });

  it("only for its own faults: one of every type is taken over", () => {
    const parameters = { silentFor: "12h", least: 3, strict: false, watched: ["ann"], workload: "SharePoint", plain: "y" };
    expect(load(change("exchange-audit-silent", { parameters })).changes.get("exchange-audit-silent")!.parameters).toEqual(parameters);
  });
});

describe("an approved application is refused", () => {
  it.each<[string, TenantKeys, string]>([
    ["for a permission that is none, with the nearest", approve({ permissions: ["Mail.Raed"] }), 'approvedApplications[0].permissions[0]: "Mail.Raed" is no application permission of microsoft-graph; did you mean Mail.Read?'],
    ["for a permission near none", approve({ permissions: ["Mail.Read", "XXXXXXXXXXXXXXXXXXXXXXXXXX"] }), 'approvedApplications[0].permissions[1]: "XXXXXXXXXXXXXXXXXXXXXXXXXX" is no application permission of microsoft-graph; `mailbox-baseline list --permissions` shows them'],
    ["for a delegated permission held as an application's", approve({ permissions: ["full_access_as_app"] }), 'approvedApplications[0].permissions[0]: "full_access_as_app" is no application permission of microsoft-graph; `mailbox-baseline list --permissions` shows them'],
    ["a second time, in whatever case", approve({}, { appId: APPROVED.appId.toUpperCase(), permissions: ["Mail.Send"] }), `approvedApplications[1]: approves ${APPROVED.appId} a second time for microsoft-graph, application; keep one entry`],
    [
      "for being managed, which grants in Entra, and scoped, which only Exchange can",
      approve({ managed: true, mailboxScope: { managementScope: "CRM" } }),
      "approvedApplications[0].managed: grants the permission in Entra, where it reaches every mailbox whatever the management scope says; write managed: false, or mailboxScope: { everyMailbox: true }",
    ],
    ["for being managed and delegated", approve({ type: "delegated", managed: true, mailboxScope: { everyMailbox: true } }), "approvedApplications[0].managed: can't be true for delegated permissions, which a consent grants; write managed: false"],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it("but not for standing once by each type and resource", () => {
    const apps = approve({}, { type: "delegated" }, { resource: "exchange-online" });
    expect(load(apps).approvedApplications).toHaveLength(3);
  });
});

describe("an exception is refused", () => {
  it.each<[string, TenantKeys, string]>([
    ["for a detection that is none, with the nearest", except({ detection: "mailbox-full-acess-granted" }), 'exceptions[0].detection: "mailbox-full-acess-granted" is no detection; did you mean mailbox-full-access-granted?'],
    ["for a community rule, which reads none", except({ detection: "community-rule" }), "exceptions[0].detection: community-rule takes no exceptions: its query doesn't read them; switch it off or change its threshold instead"],
    ["for one of ours that reads none", except({ detection: "exchange-audit-silent" }), "exceptions[0].detection: exchange-audit-silent takes no exceptions: its query doesn't read them; switch it off or change its threshold instead"],
    ["for a check that is none", except({ check: "log-retention" }), 'exceptions[0].check: "log-retention" is no check; the checks are log-retention-kept, drift'],
    ["the second time, in whatever case", except({ detection: "mailbox-full-access-granted" }, { detection: "mailbox-full-access-granted", entity: "ANN@contoso.com" }), "exceptions[1]: stands here a second time for the same entity and value; keep one"],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });

  it("with every other fault of the file", () => {
    const keys = { alerting: "sentinel", ...change("zzz", { enabled: false }), ...approve({ permissions: ["Mail.Raed"] }), ...except({ detection: "community-rule" }) };
    expect(refused(keys).map((fault) => fault.split(":", 1)[0])).toEqual(["alerting", "detections.zzz", "approvedApplications[0].permissions[0]", "exceptions[0].detection"]);
  });
});

describe("a region is refused", () => {
  it.each([
    [{ cloud: "china", location: "westeurope" }, 'location: "westeurope" is no region of the cloud china; write one such as chinanorth3'],
    [{ cloud: "usgovernment", location: "eastus" }, 'location: "eastus" is no region of the cloud usgovernment; write one such as usgovvirginia'],
    [{ location: "USGov Virginia" }, 'location: "usgovvirginia" is no region of the cloud public; write one such as westeurope'],
  ])("where it is of another cloud: %j", (keys, fault) => {
    expect(refused(keys)).toEqual([fault]);
  });
});
