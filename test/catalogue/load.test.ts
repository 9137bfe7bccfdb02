import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEvents } from "../../catalogue/events";
import { loadCatalogue, readDetection } from "../../catalogue/load";
import { refusal } from "../support/refusal";
import { BASELINE, ruleFolder, ruleText, type RuleKeys } from "../support/rule-folder";
import { folderWith } from "../support/folder-with-files";

const refused = (rule: RuleKeys | string, files: Readonly<Record<string, string>> = {}, name = "sample"): string[] => {
  const folder = ruleFolder(rule, files, name);
  return refusal(() => loadEvents(readDetection(folder)), join(folder, ".."));
};

const EVENTS = "now: 2026-11-02T10:00:00Z\nfires: [{ name: x, rows: { T: [{ a: 1 }] } }]\nquiet: [{ name: y, rows: { T: [] } }]\n";

describe("a rule of ours", () => {
  it("carries its baseline and its queries for whoever investigates", () => {
    const investigation = [{ id: "who-else", title: "Who else", description: "Others.", query: "who-else.kql" }];
    const files = { "query.kql": "OfficeActivity\n", "who-else.kql": "SigninLogs\n" };
    expect(readDetection(ruleFolder({ query: undefined, baseline: { ...BASELINE, investigation } }, files))).toMatchObject({
      family: "mailbox-permissions",
      query: "OfficeActivity\n",
      baseline: BASELINE,
      investigation: [{ id: "who-else", title: "Who else", description: "Others.", query: "SigninLogs\n" }],
    });
  });

  it("has the events beside it, read when they are asked for", () => {
    expect(loadEvents(readDetection(ruleFolder({}, { "events.yaml": EVENTS })))).toEqual({ now: "2026-11-02T10:00:00Z", fires: [{ name: "x", rows: { T: [{ a: 1 }] } }], quiet: [{ name: "y", rows: { T: [] } }] });
  });

  it("is untested without events.yaml", () => {
    expect(loadEvents(readDetection(ruleFolder()))).toBeUndefined();
  });

  it.each<[string, RuleKeys, string]>([
    ["an unknown key", { serverity: "High" }, "serverity: is not a key here; did you mean severity?"],
    ["an unknown key below", { incidentConfiguration: { createIncidents: true } }, "incidentConfiguration.createIncidents: is not a key here; did you mean createIncident?"],
    ["an unknown key of the baseline", { baseline: { ...BASELINE, blindspot: [] } }, "baseline.blindspot: is not a key here; did you mean blindSpots?"],
    ["no reason why", { baseline: { ...BASELINE, why: undefined } }, "baseline.why: is missing; add it: Why it matters."],
    ["no blind spots", { baseline: { ...BASELINE, blindSpots: undefined } }, "baseline.blindSpots: is missing; add it: What it can't see."],
    ["a family that is none", { baseline: { ...BASELINE, family: "community" } }, 'baseline.family: "community" is none of audit-enablement, mailbox-permissions, sending-restrictions, application-guardrails, mailbox-use; write one of them'],
    ["a parameter from nowhere", { baseline: { ...BASELINE, parameters: { known: { from: "tenant.secrets" } } } }, 'baseline.parameters.known.from: "tenant.secrets" is none of detection.frequency, tenant.acceptedDomains, tenant.approvedApplicationPermissions, tenant.approvedDelegatedPermissions, tenant.approvedApplications, baseline.ruleIds, catalogue.guardedApplicationPermissions, catalogue.guardedApplicationRoleIds, catalogue.guardedDelegatedPermissions; write one of them'],
    ["a parameter of no type", { baseline: { ...BASELINE, parameters: { known: { type: "text", default: "y" } } } }, 'baseline.parameters.known.type: "text" is none of timespan, long, string, bool, strings; write one of them'],
    ["a query outside its folder", { baseline: { ...BASELINE, investigation: [{ id: "who", title: "t", description: "d", query: "../who.kql" }] } }, 'baseline.investigation[0].query: "../who.kql" is not a file of this folder; write one such as sign-ins.kql'],
  ])("is refused for %s", (_, keys, fault) => {
    const lines = refused({ baseline: BASELINE, ...keys });
    expect(lines.map((line) => line.replace(/^sample\/rule\.yaml:\d+ /u, ""))).toEqual([fault]);
  });

  it("is refused in a folder whose name is no id, for it isn't renamed", () => {
    expect(refused({ baseline: BASELINE }, {}, "my rule")).toEqual(["my rule: is no detection's id; name the folder with letters, digits, hyphens and underscores, a letter first"]);
  });

  it.each(["365-rule", "(1)", "規則"])("is refused in a folder such as %s, from which no id can be made", (name) => {
    expect(refused({}, {}, name)).toEqual([`${name}: is no detection's id; name the folder with letters, digits, hyphens and underscores, a letter first`]);
  });

  it("is refused where a query for the investigation is missing", () => {
    const investigation = [{ id: "who", title: "t", description: "d", query: "who.kql" }];
    expect(refused({ baseline: { ...BASELINE, investigation } })).toEqual(["sample/who.kql: cannot be read: ENOENT"]);
  });
});

describe("a rule is refused", () => {
  it.each<[string, RuleKeys, string]>([
    ["without a name", { name: undefined }, "name: is missing; add it: Display name."],
    ["for a severity that is none", { severity: "Critical" }, 'severity: "Critical" is none of High, Medium, Low, Informational; write one of them'],
    ["for a frequency in words", { queryFrequency: "hourly" }, 'queryFrequency: "hourly" is not a length of time; write 5m, 1h, 14d or PT5M'],
    ["without a frequency", { queryFrequency: undefined }, "queryFrequency: is missing; a rule of kind Scheduled needs it, such as 5m or 1d"],
    ["without a period", { queryPeriod: null }, "queryPeriod: is missing; a rule of kind Scheduled needs it, such as 5m or 1d"],
    ["for a tactic that is none", { tactics: ["Evasion"] }, 'tactics[0]: "Evasion" is none of Collection, CommandAndControl, CredentialAccess, DefenseEvasion, Discovery, Execution, Exfiltration, Impact, ImpairProcessControl, InhibitResponseFunction, InitialAccess, LateralMovement, Persistence, PreAttack, PrivilegeEscalation, Reconnaissance, ResourceDevelopment; write one of them'],
    ["for a technique that is none", { relevantTechniques: ["TA0001"] }, 'relevantTechniques[0]: "TA0001" is not an ATT&CK technique; write one such as T1098.002'],
    ["for a kind that is none", { kind: "Fusion" }, 'kind: "Fusion" is none of Scheduled, NRT, Hunting; write one of them'],
    ["for a threshold past the service's", { triggerThreshold: 10_001 }, "triggerThreshold: 10001 is not a threshold; write a whole number from 0 to 10000"],
    ["for a threshold below none", { triggerThreshold: -1 }, "triggerThreshold: -1 is not a threshold; write a whole number from 0 to 10000"],
    ["without a query", { query: undefined }, "has no query; write it in query.kql beside it, or under the key query"],
  ])("%s", (_, keys, fault) => {
    expect(refused(keys).map((line) => line.replace(/^sample\/rule\.yaml:\d+:? /u, ""))).toEqual([fault]);
  });

  it.each([0, 10_000])("but not for the threshold %i", (triggerThreshold) => {
    expect(readDetection(ruleFolder({ triggerThreshold })).schedule!.threshold).toBe(triggerThreshold);
  });

  it("with two queries", () => {
    expect(refused(ruleText(), { "query.kql": "T" })).toEqual(["sample/rule.yaml:5 query: stands here and in query.kql; keep one of them"]);
  });

  it.each(["", "[]", "text", "- a"])("that is no map: %j", (text) => {
    expect(refused(text)[0]).toMatch(/is not a map; write `key: value` lines$/u);
  });

  it("with every fault at once, each on its line", () => {
    expect(refused("name: x\nseverity: Critical\nkind: Fusion\nqueryFrequency: soon\nqueryPeriod: 1h\nquery: T\n")).toEqual([
      'sample/rule.yaml:2 severity: "Critical" is none of High, Medium, Low, Informational; write one of them',
      'sample/rule.yaml:3 kind: "Fusion" is none of Scheduled, NRT, Hunting; write one of them',
      'sample/rule.yaml:4 queryFrequency: "soon" is not a length of time; write 5m, 1h, 14d or PT5M',
    ]);
  });

  it.each<[string, string, string]>([
    ["without a near miss", EVENTS.replace(/quiet.*/u, "quiet: []"), "sample/events.yaml:3 quiet: is empty; write at least one near miss"],
    ["without a clock", EVENTS.replace(/^now.*\n/u, ""), "sample/events.yaml:1 now: is missing; add it: The clock the query runs by."],
    ["with a row that is no map", EVENTS.replace("{ a: 1 }", "a"), 'sample/events.yaml:2 fires[0].rows.T[0]: "a" is not a map; write `Column: value` lines'],
    ["with two equal keys", `${EVENTS}now: 2026-11-02T10:00:00Z\n`, "sample/events.yaml:4: has this key twice in one map; keep one of them"],
  ])("for events %s", (_, events, fault) => {
    expect(refused({}, { "events.yaml": events })).toEqual([fault]);
  });
});

describe("catalogues", () => {
  const rule = ruleText();
  const faultsOf = (...dirs: string[]): string[] => refusal(() => loadCatalogue(dirs), join(dirs[0]!, ".."));

  it("stand beside ours, as a folder of detections or with one in it", () => {
    const [bare, nested] = [folderWith({ "b-rule/rule.yaml": rule, "a-rule/rule.yaml": rule, "notes/README.md": "" }), folderWith({ "detections/c-rule/rule.yaml": rule, "d-rule/rule.yaml": rule })];
    const ids = loadCatalogue([bare, nested]).map(({ id }) => id);
    expect(ids.slice(-3)).toEqual(["a-rule", "b-rule", "c-rule"]);
    expect(ids).toContain("mailbox-full-access-granted");
  });

  it("may not both have an id, in whatever case", () => {
    const folder = folderWith({ "1/Rare Rule/rule.yaml": rule, "2/rare-rule/rule.yaml": rule });
    expect(faultsOf(join(folder, "1"), join(folder, "2"))).toContain(`2/rare-rule/rule.yaml: has the id rare-rule, which ${join(folder, "1/Rare Rule/rule.yaml")} has already; rename the folder`);
  });

  it("may not have an id of ours", () => {
    const folder = folderWith({ "1/mailbox-full-access-granted/rule.yaml": rule });
    expect(faultsOf(join(folder, "1"))).toContainEqual(expect.stringMatching(/^1\/mailbox-full-access-granted\/rule\.yaml: has the id mailbox-full-access-granted, which .*\/rule\.yaml has already; rename the folder$/u));
  });

  it("are refused with every fault of every folder", () => {
    const folder = folderWith({ "1/a/rule.yaml": "name: [", "1/b/rule.yaml": ruleText({ severity: "x" }), "1/c/query.kql": "T" });
    expect(faultsOf(join(folder, "1"))).toEqual(expect.arrayContaining([expect.stringMatching(/^1\/a\/rule\.yaml:\d: is not well-formed/u), expect.stringMatching(/^1\/b\/rule\.yaml:2 severity: /u), "1/c/rule.yaml: cannot be read: ENOENT"]));
  });

  it("are refused where they are missing or hold nothing", () => {
    const folder = folderWith({ "1/notes/README.md": "" });
    expect(faultsOf(join(folder, "0"))).toContain("0: cannot be read as a catalogue: ENOENT");
    expect(faultsOf(join(folder, "1"))).toContain("1: holds no detection; a detection is a folder with a rule.yaml in it");
  });
});

describe("the package's own detections", () => {
  it("are read once, with their events", () => {
    const [once, again] = [loadCatalogue(), loadCatalogue()];
    expect(again).not.toBe(once);
    expect(again.every((detection, index) => detection === once[index])).toBe(true);
    expect(loadEvents(again[0]!)).toBe(loadEvents(once[0]!));
  });

  it("are read once, but those of a further folder as they stand there", () => {
    const folder = folderWith({ "detections/theirs/rule.yaml": ruleText({ name: "Before" }) });
    const [ours, before] = [loadCatalogue()[0]!, loadCatalogue([folder]).at(-1)!];
    writeFileSync(join(folder, "detections", "theirs", "rule.yaml"), ruleText({ name: "After" }));
    expect([before.title, loadCatalogue([folder]).at(-1)?.title]).toEqual(["Before", "After"]);
    expect(loadCatalogue([folder])[0]).toBe(ours);
  });
});
