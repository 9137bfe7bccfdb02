import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { exchangeRecord, ndjson } from "../support/audit-record";
import { commandLine, PROJECT } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { ruleFolder, type RuleKeys, ruleText } from "../support/rule-folder";
import { COMMITTED, tenantFolder } from "../support/tenant-file";

/** The nth record of a log: ann opens bob's mailbox, at nine on the nth of November. */
function grant(n: number, more: object = {}) {
  const two = String(n).padStart(2, "0");
  return exchangeRecord({ Id: `2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c0${two}`, CreationTime: `2026-11-${two}T09:00:00`, ...more });
}

const QUERY = 'OfficeActivity\n| where Operation == "Add-MailboxPermission"\n| project TimeGenerated, UserId, OfficeObjectId\n';
const RULE: RuleKeys = {
  query: undefined,
  entityMappings: [
    { entityType: "Account", fieldMappings: [{ identifier: "FullName", columnName: "UserId" }] },
    { entityType: "Mailbox", fieldMappings: [{ identifier: "MailboxPrimaryAddress", columnName: "OfficeObjectId" }] },
  ],
  alertDetailsOverride: { alertDisplayNameFormat: "{{UserId}} opened {{OfficeObjectId}}" },
};

const rule = (keys: RuleKeys = {}, query = QUERY, name = "mailbox-opened"): string => ruleFolder({ ...RULE, ...keys }, { "query.kql": query }, name);
const NOT_BOB = QUERY.replace("| project", '| where OfficeObjectId != "bob"\n| project');

/** Runs a changed rule against one of a catalogue of our own, on a log. */
function replay(changed: string, { records = [grant(2), grant(3, { ObjectId: "dan" })], own = rule() }: { readonly records?: readonly object[]; readonly own?: string } = {}, ...args: readonly string[]) {
  const folder = folderWith({ "log.ndjson": ndjson(records) });
  const { code, out, err } = commandLine(["replay", join(folder, "log.ndjson"), "--rule", changed, "--catalogue", dirname(own), ...args]);
  const said = (text: string): string => text.replaceAll(`${folder}/`, "").replaceAll(changed, "RULE").replaceAll(`${dirname(changed)}/`, "");
  return { code, out: said(out), err: said(err) };
}

/** In a process of its own, whose folder holds the log and the rule: so it prints no path whose length hangs on the machine. */
function replayedHere(changed: string, records: readonly object[]) {
  const cwd = dirname(changed);
  writeFileSync(join(cwd, "log.ndjson"), ndjson(records));
  return commandLine(["replay", "log.ndjson", "--rule", basename(changed), "--catalogue", dirname(rule())], { cwd });
}

interface Told {
  readonly pairedBy?: string;
  readonly total?: object;
  readonly days?: readonly object[];
  readonly changed: { readonly query: { readonly change: string }; readonly settings: readonly object[]; readonly shown: readonly string[]; readonly notReplayed: readonly string[] };
  readonly lost?: readonly { readonly mailbox: string; readonly evidence: readonly object[] }[];
  readonly gained?: readonly { readonly mailbox: string }[];
  readonly kept?: readonly { readonly mailbox: string; readonly otherwise: readonly object[] }[];
  readonly notEvaluated: readonly object[];
  readonly excepted: readonly object[];
}

function replayed(changed: string, on: Parameters<typeof replay>[1] = {}, ...args: readonly string[]): { readonly code: number | null; readonly told: Told } {
  const { code, out, err } = replay(changed, on, ...args, "--format", "json");
  expect(err).toBe("");
  return { code, told: JSON.parse(out) as Told };
}

describe("mailbox-baseline replay", () => {
  it("tells a person what changed, which alerts are lost, gained and kept on which day, and the first of them", () => {
    const changed = rule({ queryFrequency: "30m", suppressionEnabled: true }, 'OfficeActivity\n| where Operation in ("Add-MailboxPermission", "Set-Mailbox") and OfficeObjectId != "bob"\n| project TimeGenerated, UserId, OfficeObjectId\n');
    const records = [grant(2), grant(2, { Id: "again", CreationTime: "2026-11-02T10:00:00" }), grant(3, { ObjectId: "dan" }), grant(5, { Operation: "Set-Mailbox", ObjectId: "eve" })];
    const { code, out, err } = replayedHere(changed, records);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toMatchInlineSnapshot(`
"mailbox-opened as mailbox-opened has it, against the catalogue's

What changed
  - the query sees less of some and more of other things
  - less: gained the condition OfficeObjectId != "bob"
  - more: Set-Mailbox is now looked for in Operation
  - runs every 30 minutes where it ran every 15 minutes
  - changed too, and not replayed: suppression

Alerts
  day (UTC)   catalogue  changed  kept  lost  gained
  2026-11-02          2        0     0     2       0
  2026-11-03          1        1     1     0       0
  2026-11-05          0        1     0     0       1
  all                 3        2     1     2       1

Lost
2026-11-02 09:00:00Z  Medium  mailbox-opened; 2 times until 2026-11-02 10:00:00
    ann.admin@contoso.com opened bob
    actor ann.admin@contoso.com, mailbox bob
    evidence log.ndjson:1, 2

Gained
2026-11-05 09:00:00Z  Medium  mailbox-opened
    ann.admin@contoso.com opened eve
    actor ann.admin@contoso.com, mailbox eve
    evidence log.ndjson:4

Read
  - log.ndjson: 4 unified audit records
  - nothing is approved or excepted: name the logs' tenant by --tenant

2 alerts lost, 1 gained, 1 kept in 4 records, 2026-11-02 09:00:00 to 2026-11-05
09:00:00 UTC
"
`);
  });

  it("has nothing to tell of a rule that says the same, and ends with 0", () => {
    const { code, out } = replay(rule({}, `// as ever\n${QUERY}`));
    expect([code, out.includes("  - the query changed in its layout only\n"), out.includes("Lost"), out.includes("Gained")]).toEqual([0, true, false, false]);
    const same = replayed(rule());
    expect([same.code, same.told.changed.query.change, same.told.total]).toEqual([0, "same", { before: 2, after: 2, kept: 2, lost: 0, gained: 0 }]);
  });

  it("ends with 1 where alerts are only gained", () => {
    const { code, told } = replayed(rule(), { own: rule({}, NOT_BOB) });
    expect([code, told.total, told.gained?.map(({ mailbox }) => mailbox)]).toEqual([1, { before: 1, after: 2, kept: 1, lost: 0, gained: 1 }, ["bob"]]);
  });

  it("says of an alert that both have how it is told otherwise, which is no loss", () => {
    const changed = rule({ severity: "Low", alertDetailsOverride: { alertDisplayNameFormat: "{{OfficeObjectId}} was opened" } });
    const { code, out } = replay(changed);
    expect(code).toBe(0);
    expect(out.replace(/\s+/gu, " ")).toContain('Kept, and told otherwise - severity Low where it was Medium, in 2 alerts - title "bob was opened" where it was "ann.admin@contoso.com opened bob", in 2 alerts, first at 2026-11-02T09:00:00Z');
    expect(out.replace(/\s+/gu, " ")).toContain("- has the severity Low where it had Medium - other title");
  });

  it("looks only at the time that is asked for", () => {
    expect(replayed(rule({}, NOT_BOB), {}, "--since", "2026-11-03").told.total).toEqual({ before: 1, after: 1, kept: 1, lost: 0, gained: 0 });
    expect(replayed(rule({}, NOT_BOB), {}, "--until", "2026-11-02T12:00:00Z").told.total).toEqual({ before: 1, after: 0, kept: 0, lost: 1, gained: 0 });
  });

  it("compares a rule of the package with itself in its own folder", () => {
    const folder = folderWith({ "log.ndjson": ndjson([grant(2)]) });
    const { code, out } = commandLine(["replay", join(folder, "log.ndjson"), "--rule", FULL_ACCESS_FOLDER]);
    expect([code, out.includes("0 alerts lost, 0 gained, 1 kept in 1 record")]).toEqual([0, true]);
  });

  it("tells of itself by --help, in 80 columns, with the exit codes and what the same alert is", () => {
    const { code, out } = commandLine(["replay", "--help"]);
    expect(code).toBe(0);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(out).toContain("3 could not be evaluated");
  });
});

const FULL_ACCESS = "mailbox-full-access-granted";
const FULL_ACCESS_FOLDER = join(PROJECT, "catalogue", "detections", FULL_ACCESS);
const FULL_ACCESS_QUERY = readFileSync(join(FULL_ACCESS_FOLDER, "query.kql"), "utf8");

describe("rules that tell of several records together", () => {
  const counting = (least: number): string => `OfficeActivity\n| where Operation == "Add-MailboxPermission"\n| summarize Grants = count(), TimeGenerated = max(TimeGenerated) by UserId, OfficeObjectId\n| where Grants >= ${least}\n`;
  const burst = [1, 2, 3, 4, 5].map((minute) => grant(minute, { CreationTime: `2026-11-02T09:0${minute}:00` }));
  const TITLED = { alertDetailsOverride: { alertDisplayNameFormat: "{{UserId}} opened {{OfficeObjectId}} {{Grants}} times" } };

  it("may stand for many of the other rule's alerts: then nothing is lost", () => {
    const { code, told } = replayed(rule({}, counting(2)), { records: burst });
    expect([code, told.pairedBy, told.total]).toEqual([0, "window", { before: 5, after: 1, kept: 5, lost: 0, gained: 0 }]);
  });

  it("lose what stays below a raised limit, and what a number of rows does not reach", () => {
    const records = [...burst, grant(9, { ObjectId: "dan", CreationTime: "2026-11-04T09:00:00" })];
    const raised = replayed(rule(TITLED, counting(2)), { records, own: rule(TITLED, counting(1)) });
    expect([raised.code, raised.told.total, raised.told.lost?.map(({ mailbox }) => mailbox)]).toEqual([1, { before: 2, after: 1, kept: 1, lost: 1, gained: 0 }, ["dan"]]);
    const threshold = replayed(rule({ triggerThreshold: 1 }), { records });
    expect([threshold.code, threshold.told.lost?.map(({ mailbox }) => mailbox)]).toEqual([1, ["dan"]]);
    expect(threshold.told.changed.settings).toEqual([{ setting: "trigger", before: "more than 0", after: "more than 1" }]);
  });

  it("are the same alerts in other windows", () => {
    const { code, told } = replayed(rule({ ...TITLED, queryFrequency: "1h", queryPeriod: "1d" }, counting(1)), { records: burst, own: rule(TITLED, counting(1)) });
    expect([code, told.total]).toMatchObject([0, { lost: 0, gained: 0 }]);
    expect(told.changed.settings).toEqual([{ setting: "frequency", before: "15 minutes", after: "1 hour" }, { setting: "period", before: "1 hour", after: "1 day" }]);
  });
});

describe("the changed rule", () => {
  it("may be a query alone, whose other parts are those of the rule that it, or its folder, is named after", () => {
    for (const file of ["mailbox-opened.kql", "mailbox-opened/query.kql", "mailbox-opened/shorter.kql"]) {
      const folder = folderWith({ [file]: NOT_BOB });
      expect(replayed(join(folder, file)).told.lost?.map(({ mailbox }) => mailbox)).toEqual(["bob"]);
    }
    expect(replayed(join(folderWith({ "mailbox-opened/query.kql": NOT_BOB }), "mailbox-opened")).told.lost).toHaveLength(1);
  });

  it("may be a rule.yaml, which brings the query beside it or its own", () => {
    expect(replayed(join(rule({}, NOT_BOB), "rule.yaml")).told.lost).toHaveLength(1);
    expect(replayed(join(folderWith({ "mailbox-opened/rule.yaml": ruleText({ ...RULE, query: NOT_BOB }) }), "mailbox-opened", "rule.yaml")).told.lost).toHaveLength(1);
  });

  it("is compared with the one that is named, whatever its folder is called", () => {
    expect(replayed(rule({}, NOT_BOB, "my-change"), {}, "--against", "mailbox-opened").told.lost).toHaveLength(1);
  });

  it("may read other tables by its query alone", () => {
    const query = `${FULL_ACCESS_QUERY}\n| union isfuzzy=true (AuditLogs | where OperationName == "none" | project TimeGenerated)\n`;
    expect(replayed(join(folderWith({ [`${FULL_ACCESS}.kql`]: query }), `${FULL_ACCESS}.kql`)).told.total).toEqual({ before: 2, after: 2, kept: 2, lost: 0, gained: 0 });
  });

  it("that runs more often has no other query for that, though it reads how often it runs", () => {
    const often = readFileSync(join(FULL_ACCESS_FOLDER, "rule.yaml"), "utf8").replace(/^queryFrequency: .*$/mu, "queryFrequency: 7m");
    const { told } = replayed(ruleFolder(often, { "query.kql": FULL_ACCESS_QUERY }, FULL_ACCESS));
    expect([told.changed.query.change, told.changed.settings]).toMatchObject(["same", [{ setting: "frequency", after: "7 minutes" }]]);
  });

  it.each<[string, () => string, readonly string[], string]>([
    ["is not there", () => "no-such-rule", [], "RULE: does not exist; name a detection's folder, its rule.yaml, or a .kql file\n"],
    ["is in a file", () => join(folderWith({ "notes.txt": "" }), "notes.txt", "rule.yaml"), [], "RULE: cannot be read: ENOTDIR; name a detection's folder, its rule.yaml, or a .kql file\n"],
    ["is an empty folder", () => folderWith(), [], "RULE: holds neither rule.yaml nor query.kql; name a detection's folder, its rule.yaml, or a .kql file\n"],
    ["is another file", () => join(folderWith({ "notes.txt": "" }), "notes.txt"), [], "RULE: is no rule; name a detection's folder, its rule.yaml, or a .kql file\n"],
    ["is named after no rule", () => rule({}, QUERY, "mailbox-opend"), [], 'RULE: is named after no rule to compare it with: "mailbox-opend" is no detection; did you mean mailbox-opened?; or name the rule by --against\n'],
    ["is against no rule", () => rule(), ["--against", "mailbox-opend"], '--against: "mailbox-opend" is no detection; did you mean mailbox-opened?\n'],
    ["has a fault", () => rule({ severity: "Loud" }), [], "RULE/rule.yaml:2 severity: "],
    ["reads no known table", () => rule({}, "OfficeActivity\n| where Operatin == 'x'\n"), [], "RULE/query.kql:2 column 9: "],
    ["is a query that doesn't bind", () => join(folderWith({ "mailbox-opened.kql": "OfficeActivity\n| where Operatin == 'x'\n" }), "mailbox-opened.kql"), [], "RULE:2 column 9: "],
    ["is a query without the columns that alerts are made of", () => join(folderWith({ "mailbox-opened.kql": "OfficeActivity | project UserId" }), "mailbox-opened.kql"), [], 'RULE entityMappings[1].fieldMappings[0].columnName: "OfficeObjectId" is no column of the query\'s result; it returns UserId\n'],
    ["is an empty query", () => join(folderWith({ "mailbox-opened.kql": "" }), "mailbox-opened.kql"), [], "RULE query: is empty; "],
  ])("that %s is refused, before any log is read", (_what, make, args, message) => {
    const { code, out, err } = replay(make(), {}, ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("must be named, and so must a log that is one", () => {
    expect(commandLine(["replay", "log.ndjson"])).toMatchObject({ code: 2, out: "", err: "error: required option '--rule <path>' not specified\n" });
    expect(commandLine(["replay", "no-such-log.ndjson", "--rule", FULL_ACCESS_FOLDER])).toMatchObject({ code: 2, out: "", err: "no-such-log.ndjson: does not exist; name a file of records\n1 fault\n" });
    expect(replay(rule(), {}, "--since", "2026-11-05", "--until", "2026-11-01")).toMatchObject({ code: 2, out: "", err: "--since: is after --until; exchange them\n1 fault\n" });
  });
});

describe("a tenant", () => {
  const exception = { detection: FULL_ACCESS, entity: "bob", value: "carol@contoso.com", ...COMMITTED };
  const tenant = (keys: object): string[] => ["--tenants", tenantFolder({ "contoso.yaml": { ...keys } }), "--tenant", "contoso", "--now", "2026-11-20"];
  /** Without what dan was given. */
  const changed = (): string => join(folderWith({ [`${FULL_ACCESS}.kql`]: `${FULL_ACCESS_QUERY}\n| where Mailbox != "dan"\n` }), `${FULL_ACCESS}.kql`);
  const records = [grant(2), grant(3, { ObjectId: "dan", Parameters: [{ Name: "Identity", Value: "dan" }, { Name: "User", Value: "carol@contoso.com" }, { Name: "AccessRights", Value: "FullAccess" }] })];

  it("has its exceptions kept by both rules alike", () => {
    expect(replayed(changed(), { records }, ...tenant({})).told.total).toEqual({ before: 2, after: 1, kept: 1, lost: 1, gained: 0 });
    const { told } = replayed(changed(), { records }, ...tenant({ exceptions: [exception] }));
    expect(told.total).toEqual({ before: 1, after: 0, kept: 0, lost: 1, gained: 0 });
    expect(told.excepted).toEqual([{ rule: "the catalogue's rule", alerts: 1 }, { rule: "the changed rule", alerts: 1 }]);
  });

  it("that excepts what the changed rule would lose loses nothing", () => {
    expect(replayed(changed(), { records }, ...tenant({ exceptions: [{ ...exception, entity: "dan" }] }))).toMatchObject({ code: 0, told: { total: { before: 1, after: 1, kept: 1 } } });
  });

  it("that switched the rule off, or changed it, has both run so", () => {
    const off = replayed(changed(), { records }, ...tenant({ detections: { [FULL_ACCESS]: { enabled: false, ...COMMITTED } } }));
    expect(off.told.total).toMatchObject({ before: 2, after: 1 });
    const low = replayed(changed(), { records }, ...tenant({ detections: { [FULL_ACCESS]: { severity: "Low", ...COMMITTED } } }));
    expect([low.told.changed.settings, low.told.lost]).toMatchObject([[], [{ severity: "Low" }]]);
  });

  it("must be one that is there", () => {
    const { code, err } = replay(changed(), { records }, "--tenants", tenantFolder({ "contoso.yaml": {} }), "--tenant", "contosso");
    expect([code, err.includes("did you mean contoso?")]).toEqual([2, true]);
  });
});

describe("what could not be evaluated", () => {
  it("is said, compares nothing, and ends with 3", () => {
    const other = rule({ requiredDataConnectors: [{ connectorId: "AzureActiveDirectory", dataTypes: ["AuditLogs"] }], entityMappings: [], alertDetailsOverride: undefined }, "AuditLogs");
    const { code, out } = replay(other);
    expect([code, out.includes("Alerts"), out.includes("Lost")]).toEqual([3, false, false]);
    expect(out).toContain("Could not be evaluated\n  - the changed rule: the log holds no record of AuditLogs\n");
    expect(out).toMatch(/\nnothing can be compared in 2 records, 2026-11-02 09:00:00 to 2026-11-03 09:00:00\nUTC\n$/u);
    const { told } = replayed(other);
    expect([told.notEvaluated, told.total, told.lost]).toEqual([[{ rule: "the changed rule", why: "the log holds no record of AuditLogs" }], undefined, undefined]);
  });

  it("is a rule that waits for silence", () => {
    expect(replayed(rule({ triggerOperator: "lt", triggerThreshold: 1 }))).toMatchObject({ code: 3, told: { notEvaluated: [{ rule: "the changed rule", why: expect.stringContaining("judges what is absent") as string }] } });
  });

  it("is a log that was not read whole, where nothing was lost or gained in the rest", () => {
    const folder = folderWith({ "log.ndjson": `${ndjson([grant(2)])}nonsense\n`, "empty.ndjson": "" });
    const on = (log: string, changed: string) => commandLine(["replay", join(folder, log), "--rule", changed, "--catalogue", dirname(rule())]);
    expect(on("log.ndjson", rule()).code).toBe(3);
    expect(on("log.ndjson", rule({}, NOT_BOB)).code).toBe(1);
    expect(on("empty.ndjson", rule()).code).toBe(3);
  });
});

describe("what is printed", () => {
  const HOSTILE = "=cmd|' /C calc'!A0\u001b[31m<img src=x>`a`|b\n[c](http://x) @soc \u202e";
  const hostile = [grant(2, { ObjectId: HOSTILE }), grant(3, { ObjectId: HOSTILE }), grant(4, { ObjectId: "dan" })];
  const losing = (): string => rule({}, QUERY.replace("| project", '| where OfficeObjectId == "dan"\n| project'));

  it("as CSV is a row an alert, in which nothing is a formula", () => {
    const lines = replay(losing(), { records: hostile }, "--format", "csv").out.split("\r\n");
    expect(lines[0]).toBe("change,time,severity,detection,title,actor,mailbox,address,application,details,records,evidence,otherwise");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 4))).toEqual([["lost", "2026-11-02T09:00:00Z", "Medium", "mailbox-opened"], ["lost", "2026-11-03T09:00:00Z", "Medium", "mailbox-opened"], ["kept", "2026-11-04T09:00:00Z", "Medium", "mailbox-opened"], [""]]);
    expect(lines[1]).toContain(",'=cmd|");
    expect(replay(rule({ severity: "High" }), {}, "--format", "csv").out).toContain("log.ndjson:1,severity was Medium\r\n");
  });

  it("holds no escape code, HTML, link or cell that a record or the rule's name brings", () => {
    const { out: text } = replay(losing(), { records: hostile });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    const { out } = replay(losing(), { records: hostile }, "--format", "markdown");
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|<img|(?<!\\)\[c\]|@soc/u);
    expect(out.split("\n").filter((line) => line.startsWith("| 2026-11-02 09"))).toEqual([expect.stringMatching(/^(?:\| (?:[^|\\]|\\.)* ){7}\|$/u)]);
  });

  it("as Markdown is what a pull request shows", () => {
    const { out } = replay(rule({ severity: "Low" }, NOT_BOB), {}, "--format", "markdown");
    expect(out).toMatchInlineSnapshot(`
"# Replay

mailbox-opened as RULE has it, against the catalogue's: **1 alert lost, 0 gained, 1 kept in 2 records, 2026-11-02 09:00:00 to 2026-11-03 09:00:00 UTC**.

## What changed

- the query sees less
- less: gained the condition OfficeObjectId != "bob"
- has the severity Low where it had Medium

## Alerts

| day (UTC) | catalogue | changed | kept | lost | gained |
|---|---:|---:|---:|---:|---:|
| 2026-11-02 | 1 | 0 | 0 | 1 | 0 |
| 2026-11-03 | 1 | 1 | 1 | 0 | 0 |
| all | 2 | 1 | 1 | 1 | 0 |

## Lost

| Time (UTC) | Severity | Finding | Actor | Mailbox | Address | Evidence |
|---|---|---|---|---|---|---|
| 2026-11-02 09:00:00 | Medium | ann.admin@​contoso.com opened bob<br>\`mailbox-opened\` | ann.admin@​contoso.com | bob |  | log.ndjson:1 |

## Kept, and told otherwise

- severity Low where it was Medium, in 1 alert

## Read

- log.ndjson: 2 unified audit records
- nothing is approved or excepted: name the logs' tenant by --tenant
"
`);
  });

  it("fits 80 columns, and tells alerts that say the same once, ten of them, and the days on which something changes", () => {
    const records = Array.from({ length: 60 }, (_, i) => grant(10, { Id: `id-${i}`, ObjectId: `mailbox-${i % 15}`, CreationTime: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 19) }));
    const { out } = replayedHere(rule({}, QUERY.replace("| project", '| where OfficeObjectId == "mailbox-0" or OfficeObjectId == "mailbox-1"\n| project')), records);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(out).toContain("\n\nand 3 others: --format csv has them all\n");
    expect(out.match(/; 4 times until /gu)).toHaveLength(10);
    expect(out).toContain("  and 20 days more: --format json has them all\n");
    expect(out).toMatch(/\n {2}all {16}60 {8}8 {5}8 {4}52 {7}0\n/u);
    expect(out).not.toContain("\n  2026-01-01");
  });

  it("goes to a file, and then only the result is said", () => {
    const file = join(folderWith(), "replay.md");
    const { code, out } = replay(rule({}, NOT_BOB), {}, "--format", "markdown", "--out", file);
    expect([code, out]).toEqual([1, `${file}: 1 alert lost, 0 gained, 1 kept in 2 records, 2026-11-02 09:00:00 to 2026-11-03 09:00:00 UTC\n`]);
    expect(readFileSync(file, "utf8")).toMatch(/^# Replay\n/u);
    expect(replay(rule(), {}, "--out", join(file, "below"))).toMatchObject({ code: 2, out: "", err: expect.stringContaining("cannot be written") as string });
  });
});
