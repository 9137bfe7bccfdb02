import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAttack, parentTechnique, techniqueTitle } from "../../catalogue/attack";
import { loadControls } from "../../catalogue/controls";
import type { CoverageDocument, CoverageItem } from "../../catalogue/coverage/item";
import { loadCoverage } from "../../catalogue/coverage/load";
import { lookingForPermission } from "../../catalogue/coverage/seen-by";
import { loadEvents } from "../../catalogue/events";
import { loadCatalogue } from "../../catalogue/load";
import { bundledCatalogueDir } from "../../catalogue/location";
import { loadPermissions } from "../../catalogue/permissions";
import { detection } from "../support/community-detection";
import { baselineKeys } from "../support/detection";
import { folderWith } from "../support/folder-with-files";
import { refusal } from "../support/refusal";

const detections = loadCatalogue();
const coverage = loadCoverage(detections);
const documentOf = (id: string, of: readonly CoverageDocument[] = coverage): CoverageDocument => of.find((document) => document.id === id)!;
const itemOf = (document: string, id: string, of: readonly CoverageDocument[] = coverage): CoverageItem => documentOf(document, of).items.find((item) => item.id === id)!;
const ids = (document: string, kind?: string): string[] => documentOf(document).items.filter((item) => kind === undefined || item.kind === kind).map(({ id }) => id);

/** Held here a second time, so that a row can't be lost: what the two documents name, and their other items by short words of ours. */
const CMDLETS = [
  "Get-OrganizationConfig", "Format-List",
  "Add-MailboxPermission", "Set-CASMailbox", "Add-MailboxFolderPermission", "Set-MailboxFolderPermission", "Remove-MailboxFolderPermission",
  "Search-UnifiedAuditLog", "Search-MailboxAuditLog", "Get-MailboxPermission", "Get-MailboxFolderPermission", "Get-EXOMailboxFolderPermission",
  "Remove-MailboxExportRequest",
];
const PERMISSIONS = [
  "Mail.Read", "Mail.ReadBasic", "Mail.ReadBasic.All", "Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "MailboxSettings.ReadWrite",
  "Calendars.Read", "Calendars.ReadWrite", "Contacts.Read", "Contacts.ReadWrite",
];
const CM0074: Readonly<Record<string, readonly string[]>> = {
  outcome: ["mailbox-exfiltration", "opened-to-others"],
  step: [
    "access-reviewed", "no-rights-added", "auditing-on", "premium-licence", "audit-log-search", "exchange-powershell", "exchange-admin-center", "mail-items-accessed",
    "non-owner-report", "suspicious-cmdlets", "application-permissions", "application-made-by-intruder", "user-consent", "read-without-user", "alert-on-permission", "alert-in-portal",
  ],
  cmdlet: CMDLETS,
  permission: PERMISSIONS,
  reference: ["manage-mailbox-auditing", "investigate-with-premium", "run-non-owner-report", "enable-auditing-script", "real-time-alert-policies", "limit-to-mailboxes", "post-compromise-activity"],
};
const ELASTIC: Readonly<Record<string, readonly string[]>> = {
  detection: ["restricted-user"],
  setting: ["schedule", "severity", "most-alerts", "condition"],
  "data source": ["data-source"],
  technique: ["T1078"],
  reference: ["cloud-app-anomalies", "cloud-app-policies"],
  investigation: ["confirm-record", "identify-account", "recent-sending", "changed-permissions", "related-alerts"],
  "false positive": ["campaign", "automated-sender", "delegate", "peak", "misconfigured-client"],
  response: ["disable-account", "reset-and-mfa", "review-sign-ins", "tell-people", "escalate", "filter-pattern", "improve-detections"],
};

describe.each([["cm0074", CM0074], ["elastic", ELASTIC]] as const)("the rows of %s", (document, expected) => {
  it.each(Object.entries(expected))("are those of the document: every %s", (kind, names) => {
    expect(ids(document, kind).sort()).toEqual([...names].sort());
  });

  it("are of no other kind", () => {
    expect([...new Set(documentOf(document).items.map(({ kind }) => kind))].sort()).toEqual(Object.keys(expected).sort());
  });
});

const SEEDS = join(__dirname, "..", "..", "..", "shared", "seeds");
/** Words of titles that look like cmdlets. */
const NO_CMDLETS = ["Real-Time", "Post-Compromise"];

// The documents themselves lie beside the project, where they are at all.
(existsSync(SEEDS) ? describe : describe.skip)("the documents themselves", () => {
  const text = existsSync(SEEDS) ? readdirSync(SEEDS).map((name) => readFileSync(join(SEEDS, name), "utf8")).join("\n") : "";
  const found = (pattern: RegExp): string[] => [...new Set<string>(text.match(pattern))].sort();

  it("name no cmdlet without a row", () => {
    const words = found(/\b[A-Z][a-z]+-[A-Z]\w+/gu).filter((word) => !NO_CMDLETS.includes(word));
    expect(words.length).toBeGreaterThan(10);
    expect(words).toEqual(ids("cm0074", "cmdlet").sort());
  });

  it("name no permission without a row", () => {
    const words = found(/\b[A-Z]\w+\.(?:Read|Send)\w*(?:\.[A-Z]\w+)*/gu);
    expect(words.length).toBeGreaterThan(5);
    expect(words).toEqual(ids("cm0074", "permission").sort());
  });

  it("name no technique without a row", () => {
    expect(found(/\bT\d{4}(?:\.\d{3})?\b/gu)).toEqual(ids("elastic", "technique"));
  });

  it("aren't quoted: no row holds eight words of theirs in a row", () => {
    const plain = (words: string): string => words.toLowerCase().replace(/[^a-z0-9]+/gu, " ").trim();
    const document = plain(text);
    const items = ["cm0074", "elastic"].flatMap((id) => documentOf(id).items);
    const said = items.flatMap(({ title, because, later }) => [title, because, later.alertPolicy, later.liveCheck]).filter((words) => words !== undefined);
    const runs = said.flatMap((words) => plain(words).split(" ").map((_, i, all) => all.slice(i, i + 8)).filter(({ length }) => length === 8).map((run) => run.join(" ")));
    expect(runs.filter((run) => document.includes(run))).toEqual([]);
  });
});

describe("what a row claims", () => {
  const cmdlets = documentOf("cm0074").items.filter(({ kind }) => kind === "cmdlet");

  it.each(cmdlets.flatMap(({ id, seenBy }) => [...seenBy.detections, ...seenBy.hunts].map((by) => [id, by] as const)))("holds: %s stands in an event on which %s fires, or in its query", (cmdlet, by) => {
    const found = detections.find(({ id }) => id === by);
    const query = detections.flatMap(({ investigation }) => investigation).find(({ id }) => id === by);
    const operations = found === undefined ? [] : loadEvents(found)!.fires.flatMap(({ rows }) => Object.values(rows).flat().map((row) => String(row["Operation"]).toLowerCase()));
    expect(found === undefined ? query!.query.includes(`"${cmdlet}"`) : operations.includes(cmdlet.toLowerCase())).toBe(true);
  });

  it.each(["Get-MailboxPermission", "Get-MailboxFolderPermission", "Get-EXOMailboxFolderPermission", "Search-UnifiedAuditLog", "Search-MailboxAuditLog"])("is a hunt and no more for %s, which Exchange Online doesn't record", (cmdlet) => {
    const { seenBy, because } = itemOf("cm0074", cmdlet);
    expect([seenBy.detections, seenBy.hunts]).toEqual([[], ["mailbox-permission-recon"]]);
    expect(because).toContain("Exchange Online records no cmdlet that only");
  });

  it("is nothing for Get-OrganizationConfig, and says why", () => {
    const { seenBy, because } = itemOf("cm0074", "Get-OrganizationConfig");
    expect(Object.values(seenBy).flat()).toEqual([]);
    expect(because).toContain("records no cmdlet that only reads");
  });

  it("says of Remove-MailboxExportRequest that it exists only on-premises", () => {
    expect(itemOf("cm0074", "Remove-MailboxExportRequest").because).toContain("only on-premises");
  });

  it.each([
    ["Add-MailboxPermission", "mailbox-full-access-granted", ["ReadPermission", "DeleteItem", "ExternalAccount"]],
    ["Set-CASMailbox", "mailbox-protocols-enabled", ["ActiveSyncAllowedDeviceIDs", "ActiveSyncMailboxPolicy", "EwsAllowList", "EwsApplicationAccessPolicy", "OWAMailboxPolicy"]],
    ["Add-MailboxFolderPermission", "mailbox-folder-permission-granted", ["Contributor", "CreateItems", "EditOwnedItems", "AvailabilityOnly", "LimitedDetails"]],
    ["Set-MailboxFolderPermission", "mailbox-folder-permission-granted", ["Contributor", "CreateItems", "EditOwnedItems", "AvailabilityOnly", "LimitedDetails"]],
  ])("is not the whole of %s: what %s doesn't look for is said, and stands nowhere in its query", (cmdlet, by, left) => {
    const { because } = itemOf("cm0074", cmdlet);
    const { query } = detections.find(({ id }) => id === by)!;
    for (const name of left) {
      expect(because).toContain(name);
      expect(query).not.toMatch(new RegExp(`\\b${name}\\b`, "u"));
    }
  });

  it("is the whole only of what a detection sees wholly: the rule's schedule, and the account that it names", () => {
    const whole = ["cm0074", "elastic"].flatMap((document) => documentOf(document).items).filter(({ seenBy, because }) => seenBy.detections.length > 0 && because === undefined);
    expect(whole.map(({ id }) => id)).toEqual(["schedule", "identify-account"]);
  });

  it.each(PERMISSIONS)("%s is guarded, and so looked for when it is granted to an application", (name) => {
    expect(loadPermissions().filter((p) => p.name === name && p.type === "application").map(({ guarded }) => guarded)).toEqual(expect.arrayContaining([true]));
    expect(itemOf("cm0074", name).seenBy.detections).toContain("app-mail-role-granted");
    expect(itemOf("cm0074", name).seenBy.policies).toContain("no-unapproved-mail-permission");
    expect(itemOf("cm0074", name).later.liveCheck).toBe("lists who holds it already");
    expect(itemOf("cm0074", name).because).toContain("holds it already and is quiet raises no alert");
  });

  it("comes for a permission from the rules: one whose query isn't given the guarded permissions sees none", () => {
    const given = (from: "catalogue.guardedApplicationPermissions" | "catalogue.guardedDelegatedPermissions") => detection({ id: from, baseline: baselineKeys([], { parameters: { guarded: { from } } }) });
    const all = [detection(), given("catalogue.guardedApplicationPermissions"), given("catalogue.guardedDelegatedPermissions")];
    const sees = (name: string): string[] => lookingForPermission(name, all).map(({ id }) => id.replace("catalogue.guarded", ""));
    expect(sees("Mail.Read")).toEqual(["ApplicationPermissions", "DelegatedPermissions"]);
    expect(sees("Mail.ReadBasic.All")).toEqual(["ApplicationPermissions"]);
    expect(sees("Group.Read.All")).toEqual([]);
  });

  it("comes for a control and a technique from the rules alone", () => {
    const own = detection({ id: "own", techniques: ["T1098.002", "T9999"], baseline: baselineKeys(["CIS.6.1.1", "CM0074.alert"]) });
    const more = loadCoverage([...detections, own]);
    expect(itemOf("controls", "CIS.6.1.1", more).seenBy.detections).toEqual(["organization-mailbox-auditing-disabled", "own"]);
    expect(itemOf("cm0074", "alert-on-permission", more).seenBy.detections).toContain("own");
    expect(itemOf("attack", "T1098.002", more).seenBy.detections).toContain("own");
    expect(itemOf("attack", "T9999", more)).toMatchObject({ title: "a technique that attack.yaml doesn't name", seenBy: { detections: ["own"] } });
  });

  it("takes a hunt for a hunt, not for a detection, also where it is derived", () => {
    expect(itemOf("attack", "T1087.003").seenBy).toMatchObject({ detections: [], hunts: ["mailbox-permission-recon"] });
  });

  it("counts a sub-technique for the technique that the Elastic rule names", () => {
    expect(itemOf("elastic", "T1078").seenBy.detections).toEqual(detections.filter(({ techniques }) => techniques.includes("T1078.004")).map(({ id }) => id));
  });

  it("is the Elastic rule's own schedule and severity", () => {
    const { schedule, severity } = detections.find(({ id }) => id === "user-restricted-from-sending")!;
    expect({ frequency: schedule!.frequency.minutes, period: schedule!.period.minutes, severity }).toEqual({ frequency: 5, period: 30, severity: "Medium" });
  });

  it("is nothing that isn't built: a row says what an alert policy or a live check would do, and is seen by none", () => {
    const later = coverage.flatMap(({ items }) => items).filter((item) => Object.keys(item.later).length > 0);
    expect(later.length).toBeGreaterThan(10);
    for (const { seenBy } of later) expect(Object.keys(seenBy).sort()).toEqual(["commands", "detections", "falsePositives", "hunts", "policies", "runbook", "terraform"]);
  });
});

describe("the other frameworks", () => {
  it("have a row for every control that no document stands for", () => {
    const others = [...loadControls()].filter(([, { framework }]) => !["CISA CM0074", "Elastic"].includes(framework)).map(([id]) => id);
    expect(ids("controls")).toEqual(others);
  });

  it("have a row for every technique that a detection names, and ATT&CK's name for it", () => {
    expect(ids("attack")).toEqual([...new Set(detections.flatMap(({ techniques }) => techniques))].sort());
    expect(ids("attack").filter((id) => techniqueTitle(id) === undefined)).toEqual([]);
  });

  it("name no technique that nobody names", () => {
    const named = new Set([...ids("attack"), ...ids("elastic", "technique")].flatMap((id) => [id, parentTechnique(id)]));
    expect(Object.keys(loadAttack().techniques).filter((id) => !named.has(id))).toEqual([]);
  });
});

describe("a coverage file", () => {
  const bundled = (name: string): string => readFileSync(join(bundledCatalogueDir(), "coverage", name), "utf8");
  const document = (item: string): string => `title: A document\nframework: CISA CM0074\nsections:\n  - title: A section\n    items:\n      an-item:\n${item.replace(/^/gmu, "        ")}\n`;
  const STEP = "kind: step\ntitle: A step\nseenBy: { commands: [hunt] }";
  /** The one control that no rule serves. */
  const UNSEEN = "SCuBA.MS.AAD.5.1v1: { notSeen: Nobody looks. }\n";
  const refused = (files: Readonly<Record<string, string>>): string[] => {
    const folder = folderWith({ "cm0074.yaml": document(STEP), "elastic.yaml": document(STEP).replace("CISA CM0074", "Elastic"), "controls.yaml": UNSEEN, ...files });
    return refusal(() => loadCoverage(detections, folder), folder);
  };

  it.each([
    ["{ detections: [mailbox-ful-access-granted] }", 'detections[0]: "mailbox-ful-access-granted" is no detection that runs by itself; did you mean mailbox-full-access-granted?'],
    ["{ detections: [mailbox-permission-recon] }", 'detections[0]: "mailbox-permission-recon" is no detection that runs by itself; write it under hunts'],
    ["{ hunts: [sending-restriction-whi] }", 'hunts[0]: "sending-restriction-whi" is no hunting detection, nor a query for an investigation; did you mean sending-restriction-why?'],
    ["{ hunts: [mailbox-full-access-granted] }", 'hunts[0]: "mailbox-full-access-granted" is no hunting detection, nor a query for an investigation; write it under detections'],
    ["{ policies: [check-holds] }", 'policies[0]: "check-holds" is no policy; did you mean checks-hold?'],
    ["{ control: CM0074.alerts }", 'control: "CM0074.alerts" is no control; did you mean CM0074.alert?'],
    ["{ runbook: { user-restricted-from-sending: [1, 8] } }", "runbook.user-restricted-from-sending[1]: 8 is no entry of it; it has 7"],
    ["{ falsePositives: { user-restricted: [1] } }", 'falsePositives.user-restricted: "user-restricted" is no detection; name one that there is'],
    ["{ commands: [hunting] }", 'commands[0]: "hunting" is none of hunt, test; write one of them'],
  ])("that says seenBy: %s is refused", (seenBy, message) => {
    expect(refused({ "cm0074.yaml": document(`kind: step\ntitle: A step\nseenBy: ${seenBy}`) })).toEqual([`cm0074.yaml:9 sections[0].items.an-item.seenBy.${message}`]);
  });

  it("that names a part of the stack which isn't one is refused", () => {
    expect(refused({ "cm0074.yaml": document("kind: step\ntitle: A step\nseenBy: { terraform: [azurerm_resource_group] }") })[0]).toContain('terraform[0]: "azurerm_resource_group" is none of azurerm_log_analytics_workspace.workspace, ');
  });

  it.each([
    ["kind: step\ntitle: A step", "6 sections[0].items.an-item: is seen by nothing; name what sees it, or say under notSeen why nothing does"],
    ["kind: step\ntitle: A step\npartly: Not all.", "6 sections[0].items.an-item: is seen by nothing; name what sees it, or say under notSeen why nothing does"],
    ["kind: step\ntitle: A step\nseenBy: { commands: [hunt] }\nnotSeen: Nobody looks.", "10 sections[0].items.an-item.notSeen: is said of what something sees; write partly, or leave it out"],
    ["kind: step\nseenBy: { commands: [hunt] }", "6 sections[0].items.an-item: has no title; say in our own words what it asks for"],
    ["kind: permission\nseenBy: { commands: [hunt] }", '6 sections[0].items.an-item: "an-item" is no permission of permissions.yaml; add it there'],
  ])("that says %j is refused", (item, message) => {
    expect(refused({ "cm0074.yaml": document(item) })).toEqual([`cm0074.yaml:${message}`]);
  });

  it("that has an item in two sections is refused", () => {
    const twice = bundled("elastic.yaml").replace("  - title: Response\n    items:\n", "  - title: Response\n    items:\n      campaign: { kind: response, title: Again, seenBy: { commands: [hunt] } }\n");
    const line = twice.split("\n").findIndex((each) => each.includes("title: Again")) + 1;
    expect(refused({ "elastic.yaml": twice })).toEqual([`elastic.yaml:${line} sections[3].items.campaign: stands in an earlier section too; keep one of them`]);
  });

  it("that leaves a control without a word of what sees it is refused", () => {
    expect(refused({ "controls.yaml": "{}\n" })).toEqual(['controls.yaml:1 "SCuBA.MS.AAD.5.1v1": is seen by nothing; name what sees it, or say under notSeen why nothing does']);
  });

  it("that names a control which isn't one is refused", () => {
    expect(refused({ "controls.yaml": `${UNSEEN}CIS.6.1.33: { partly: Some. }\n` })).toEqual(['controls.yaml:2 "CIS.6.1.33": is no control that is told of here; did you mean CIS.6.1.3?']);
  });

  it("is read with the faults of all three told at once", () => {
    const broken = { "cm0074.yaml": document("kind: step\ntitle: A step"), "elastic.yaml": document("kind: step\ntitle: A step").replace("CISA CM0074", "Elastic") };
    expect(refused(broken).map((line) => line.slice(0, line.indexOf(":")))).toEqual(["cm0074.yaml", "elastic.yaml"]);
  });
});
