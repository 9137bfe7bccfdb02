import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { alertRecord, csv, entraRecord, exchangeRecord, ndjson, quietRecord, wrapped } from "../support/audit-record";
import { commandLine } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { BASELINE, ruleFolder } from "../support/rule-folder";
import { APPROVED, COMMITTED, tenantFolder } from "../support/tenant-file";

const FULL_ACCESS = "mailbox-full-access-granted";
/** Compiling all detections takes seconds. */
const SAMPLE = ["--detection", FULL_ACCESS, "app-mail-role-granted", "user-restricted-from-sending"];

type Files = Readonly<Record<string, string | Uint8Array>>;

function hunt(files: Files, ...args: readonly string[]) {
  const folder = folderWith(files);
  const ran = commandLine(["hunt", ...Object.keys(files).map((name) => join(folder, name)), ...(args.includes("--detection") ? args : [...args, ...SAMPLE])]);
  const short = (text: string): string => text.replaceAll(`${folder}/`, "");
  return { ...ran, folder, out: short(ran.out), err: short(ran.err) };
}

const json = (...args: Parameters<typeof hunt>) => JSON.parse(hunt(args[0], "--format", "json", ...args.slice(1) as string[]).out) as {
  findings: { detection: string; at: string; actor: string; mailbox: string; evidence: { file: string; line: number }[] }[];
  notEvaluated: { detection: string; why: string }[];
  excepted: object[];
  read: { records: number; duplicates: number; outside: number; skipped: { why: string; count: number }[]; damaged: string[]; kinds: object };
};

const NIGHT = { "log.ndjson": ndjson([quietRecord(), alertRecord(), exchangeRecord(), entraRecord(), exchangeRecord({ Id: "2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c003", CreationTime: "2026-11-02T10:12:00" })]) };

/** Rules whose words don't change with the catalogue's. */
const opened = ruleFolder(
  {
    name: "A mailbox was opened to someone",
    query: "OfficeActivity | where Operation == 'Add-MailboxPermission' | project TimeGenerated, Actor = UserId, Name = tostring(split(UserId, '@')[0]), Suffix = tostring(split(UserId, '@')[1]), Mailbox = OfficeObjectId, Address = '203.0.113.24'",
    entityMappings: [
      { entityType: "Account", fieldMappings: [{ identifier: "Name", columnName: "Name" }, { identifier: "UPNSuffix", columnName: "Suffix" }] },
      { entityType: "Mailbox", fieldMappings: [{ identifier: "MailboxPrimaryAddress", columnName: "Mailbox" }] },
      { entityType: "IP", fieldMappings: [{ identifier: "Address", columnName: "Address" }] },
    ],
    customDetails: { Given: "Mailbox" },
    alertDetailsOverride: { alertDisplayNameFormat: "{{Actor}} opened the mailbox {{Mailbox}} to someone who has not been named in any ticket" },
    baseline: { ...BASELINE, runbook: ["Ask the mailbox's owner by telephone whether anybody should read it.", "Take the right away."] },
  },
  {},
  "opened",
);
const given = ruleFolder({ name: "An application was given a role", severity: "High", query: "AuditLogs | where OperationName startswith 'Add app role' | project TimeGenerated, App = 'Invoice Robot'", entityMappings: [{ entityType: "CloudApplication", fieldMappings: [{ identifier: "Name", columnName: "App" }] }] }, {}, "given");
const silent = ruleFolder({ name: "Nothing came", query: "SigninLogs | where false" }, {}, "silent");
const OWN = ["--catalogue", dirname(opened), dirname(given), dirname(silent), "--detection", "opened", "given", "silent"];

describe("mailbox-baseline hunt", () => {
  it("prints what was found in order of time, what to do, and what was read", () => {
    const { code, out, err } = hunt(NIGHT, ...OWN);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toMatchSnapshot();
  });

  it("prints Markdown for a ticket", () => expect(hunt(NIGHT, "--format", "markdown", ...OWN).out).toMatchSnapshot());

  it("prints a row a finding for a spreadsheet", () => expect(hunt(NIGHT, "--format", "csv", ...OWN).out).toMatchSnapshot());

  it("prints JSON with all of it", () => {
    const { findings, notEvaluated, read } = json(NIGHT);
    expect(findings.map(({ detection, at }) => [at, detection])).toEqual([
      ["2026-11-02T09:41:07Z", FULL_ACCESS],
      ["2026-11-02T09:52:10Z", "app-mail-role-granted"],
      ["2026-11-02T09:57:31Z", "user-restricted-from-sending"],
      ["2026-11-02T10:12:00Z", FULL_ACCESS],
    ]);
    expect(findings[0]).toMatchObject({ title: expect.stringContaining("carol@contoso.com") as string, severity: "Medium", actor: "ann.admin@contoso.com", mailbox: "bob", address: "2001:db8::24", records: 1, runbook: expect.arrayContaining([expect.any(String)]) as string[] });
    expect(findings[0]?.evidence).toEqual([{ file: "log.ndjson", line: 3 }]);
    expect([notEvaluated, read]).toEqual([[], { records: 5, kinds: { "unified audit record": 5 }, tables: { OfficeActivity: 3, SecurityAlert: 1, AuditLogs: 1 }, skipped: [], damaged: [], evaluated: 5, withinRange: 5, duplicates: 0, outside: 0, from: "2026-11-02T09:41:07.0000000Z", to: "2026-11-02T10:12:00.0000000Z" }]);
  });

  it("writes to a file, and says how many", () => {
    const folder = folderWith(NIGHT);
    const { code, out } = commandLine(["hunt", join(folder, "log.ndjson"), "--out", join(folder, "found.csv"), "--format", "csv", ...SAMPLE]);
    expect([code, out]).toEqual([1, `${folder}/found.csv: 4 findings\n`]);
    expect(readFileSync(join(folder, "found.csv"), "utf8").split("\r\n")).toHaveLength(6);
  });
});

describe("the exit code", () => {
  const ONE = ["--detection", FULL_ACCESS];
  it("is 0 where nothing fires and everything could be looked at", () => {
    const { code, out } = hunt({ "log.ndjson": ndjson([quietRecord()]) }, ...ONE);
    expect([code, out]).toEqual([0, expect.stringContaining("nothing found by 1 detection in 1 record, 2026-11-02 09:41:07 to") as string]);
  });

  it("is 1 where something fires, whatever else could not be evaluated", () => expect(hunt({ "log.ndjson": ndjson([exchangeRecord()]) }).code).toBe(1));

  it.each([
    ["a table that the log lacks", { "log.ndjson": ndjson([quietRecord()]) }, "the log holds no record of AuditLogs", SAMPLE],
    ["a record that is skipped", { "log.ndjson": `nonsense\n${ndjson([quietRecord()])}` }, "1 record skipped: is no JSON", ONE],
    ["an empty file", { "log.ndjson": "" }, "the files hold no records", ONE],
    ["a file that is cut short", { "log.ndjson.gz": gzipSync(ndjson(Array.from({ length: 300 }, (_, n) => quietRecord({ Id: `${n}` }))), { level: 0 }).subarray(0, 20_000) }, "is packed and cut short", ONE],
    ["a value that doesn't fit its column", { "log.ndjson": ndjson([{ TimeGenerated: "soon", Operation: "Send", OfficeId: "1", OfficeWorkload: "Exchange", Type: "OfficeActivity", UserId: "bob" }]) }, "has no time that can be read", ONE],
  ])("is 3 where nothing fires and something could not be looked at: %s", (_what, files: Files, said, args) => {
    const { code, out } = hunt(files, ...args);
    expect([code, out.replace(/\s+/gu, " ")]).toEqual([3, expect.stringContaining(said) as string]);
  });

  it.each([
    ["no such file", ["none.json"], "none.json: does not exist; name a file of records\n1 fault\n"],
    ["--since after --until", ["log.ndjson", "--since", "2026-11-03", "--until", "2026-11-02"], "--since: is after --until; exchange them\n1 fault\n"],
    ["a detection that isn't there", ["log.ndjson", "--detection", "mailbox-ful-access-granted"], "did you mean mailbox-full-access-granted?"],
    ["a time that is none", ["log.ndjson", "--since", "yesterday"], "It is no instant in UTC"],
    ["a file to write in no folder", ["log.ndjson", "--out", "none/found.txt"], "none/found.txt: cannot be written: ENOENT; name a file in a folder that you may write to\n1 fault\n"],
    ["a folder to write to", ["log.ndjson", "--out", "sub"], "sub: is a folder; name a file in it\n1 fault\n"],
    ["one of the logs to write to", ["log.ndjson", "--out", "./sub/../log.ndjson"], "is one of the logs, which it would overwrite; name another file\n1 fault\n"],
  ])("is 2 for %s", (_what, args, said) => {
    const folder = folderWith(NIGHT);
    mkdirSync(join(folder, "sub"));
    const paths = args.map((arg) => (/^(?:\.|none|log|sub)/u.test(arg) ? `${folder}/${arg}` : arg));
    const { code, out, err } = commandLine(["hunt", ...paths]);
    expect([code, out]).toEqual([2, ""]);
    expect(err.replaceAll(`${folder}/`, "")).toContain(said);
    expect(readFileSync(join(folder, "log.ndjson"), "utf8")).toBe(NIGHT["log.ndjson"]);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});

describe("the records", () => {
  it("are recognised in files of several kinds together, each said", () => {
    const row = { TimeGenerated: "2026-11-02T09:57:31Z", AlertName: "User restricted from sending email", DisplayName: "User restricted from sending email", ProviderName: "OATP", SystemAlertId: "a1", Entities: "[]", Type: "SecurityAlert" };
    const files = { "a.csv": csv([wrapped(quietRecord()), wrapped(exchangeRecord())]), "b.json.gz": gzipSync(JSON.stringify({ value: [entraRecord()] })), "c.ndjson": ndjson([row]) };
    const { findings, read } = json(files);
    expect(findings.map(({ evidence }) => evidence)).toEqual([[{ file: "a.csv", line: 2 }], [{ file: "b.json.gz", line: 1 }], [{ file: "c.ndjson", line: 1 }]]);
    expect(read.kinds).toEqual({ "unified audit record": 3, "Log Analytics row": 1 });
  });

  it("count once, in whatever file and form they come again; a file that is named twice is read once", () => {
    const folder = folderWith({ "a.ndjson": ndjson([exchangeRecord(), exchangeRecord()]), "b.csv": csv([wrapped(exchangeRecord())]) });
    const { out } = commandLine(["hunt", ...["a.ndjson", "a.ndjson", "b.csv", "./a.ndjson"].map((name) => `${folder}/${name}`), "--format", "json", ...SAMPLE]);
    expect(JSON.parse(out)).toMatchObject({ findings: [{ evidence: [{ line: 1 }] }], read: { records: 5, duplicates: 4 } });
  });

  it("before --since tell nothing, and those after --until aren't looked at", () => {
    const { findings, read } = json(NIGHT, "--since", "2026-11-02T09:50:00Z", "--until", "2026-11-02T10:00:00Z");
    expect([findings.map(({ detection }) => detection), read.outside]).toEqual([["app-mail-role-granted", "user-restricted-from-sending"], 1]);
  });

  it("that can't be used are counted, with the place of the first", () => {
    const cut = JSON.stringify(exchangeRecord()).slice(0, 300);
    const { out } = hunt({ "log.csv": csv([wrapped(quietRecord()), wrapped(exchangeRecord(), cut), wrapped(exchangeRecord(), cut)]) });
    expect(out.replace(/\s+/gu, " ")).toContain("2 records skipped: has AuditData that is cut short or no JSON (log.csv:2:");
  });
});

describe("a tenant", () => {
  const tenant = (keys: object) => ["--tenants", tenantFolder({ "contoso.yaml": { ...keys } }), "--tenant", "contoso", "--now", "2026-11-20"];
  const approved = { ...APPROVED, appId: "a1b2c3d4-0000-4000-8000-00000000aa01", permissions: ["Mail.Send"], mailboxScope: { everyMailbox: true } };

  it("has what it excepted left out and counted, as long as the exception lives", () => {
    const exception = { detection: FULL_ACCESS, entity: "bob", value: "carol@contoso.com", ...COMMITTED };
    const { code, out } = hunt(NIGHT, ...tenant({ exceptions: [exception] }), "--detection", FULL_ACCESS);
    expect([code, out.replace(/\s+/gu, " ")]).toEqual([0, expect.stringContaining(`2 alerts of ${FULL_ACCESS} excepted or approved by contoso`) as string]);
    const lapsed = json(NIGHT, ...tenant({ exceptions: [{ ...exception, expires: "2026-11-01" }] }), "--detection", FULL_ACCESS);
    expect([lapsed.findings.length, lapsed.excepted]).toEqual([2, []]);
  });

  it("has the applications that it approved left out", () => {
    const { findings, excepted } = json(NIGHT, ...tenant({ approvedApplications: [approved] }), "--detection", "app-mail-role-granted");
    expect([findings, excepted]).toEqual([[], [{ detection: "app-mail-role-granted", alerts: 1 }]]);
  });

  it("that switched a detection off is told so", () => {
    const { code, out } = hunt({ "log.ndjson": ndjson([exchangeRecord()]) }, ...tenant({ detections: { [FULL_ACCESS]: { enabled: false, ...COMMITTED } } }), "--catalogue", dirname(ruleFolder({ query: "OfficeActivity | where false" })), "--detection", "sample");
    expect([code, out]).toEqual([0, expect.stringContaining("nothing found by 1 detection") as string]);
  });
});

describe("hostile content", () => {
  const subject = "=HYPERLINK(\"http://x\")\u001b[2J\u009b31m\u202e<img src=x onerror=alert(1)>|a`b\nnext";
  const mine = dirname(ruleFolder({ query: "OfficeActivity | where Operation == 'Add-MailboxPermission' | project TimeGenerated, Subject = UserId", customDetails: { Actor: "Subject" }, alertDetailsOverride: { alertDisplayNameFormat: "{{Subject}}" } }, {}, "mine"));
  const found = (...args: readonly string[]) => hunt({ "log.ndjson": ndjson([exchangeRecord({ UserId: subject })]) }, "--catalogue", mine, "--detection", "mine", ...args).out;

  it.each([["text"], ["markdown"], ["csv"], ["json"]])("moves no cursor and turns no text in %s", (format) => {
    const out = found("--format", format);
    expect(out).toContain("HYPERLINK");
    expect(out.replaceAll("\r\n", "\n")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  });

  it("ends no line of a text or a table", () => {
    expect(found().split("\n").filter((line) => line.includes("next"))).not.toContainEqual(expect.stringMatching(/^next/u));
    const row = found("--format", "markdown").split("\n").find((line) => line.startsWith("| 2026")) ?? "";
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(9);
    expect(row).not.toMatch(/<img/u);
  });

  it("is no formula in a spreadsheet", () => expect(found("--format", "csv").split("\r\n")[1]).toMatch(/,"'=HYPERLINK\(""http:\/\/x""\)/u));

  it("comes back whole from JSON", () => expect(json({ "log.ndjson": ndjson([exchangeRecord({ UserId: subject })]) }, "--catalogue", mine, "--detection", "mine").findings[0]?.actor).toBe(subject));
});

describe("many findings", () => {
  const all = Array.from({ length: 60 }, (_, n) => exchangeRecord({ Id: `${n}`, CreationTime: `2026-11-02T10:${String(n).padStart(2, "0")}:00`, UserId: `admin${n}@contoso.com` }));
  const log = { "log.ndjson": ndjson([...all, ...all.slice(0, 5).map((record) => ({ ...record, Id: `${record.Id}again` }))]) };

  it("that say the same are told once", () => expect(hunt(log).out).toContain(`2026-11-02 10:00:00Z  Medium  ${FULL_ACCESS}; 2 times until 2026-11-02 10:00:00\n`));

  it("of one detection are told of as far as a person reads, and the rest is counted", () => {
    const { out } = hunt(log);
    expect(out.match(/^2026-.*Medium/gmu)).toHaveLength(50);
    expect(out).toContain(`Not listed\n  - ${FULL_ACCESS}: 10 more; --format csv lists all of them\n`);
    expect(out).toContain("65 findings (60 different) by ");
    expect(hunt(log, "--format", "markdown").out).toContain("- mailbox-full-access-granted: 10 more; --format csv lists all of them");
  });

  it("are all in the CSV", () => expect(hunt(log, "--format", "csv").out.trim().split("\r\n")).toHaveLength(66));
});
