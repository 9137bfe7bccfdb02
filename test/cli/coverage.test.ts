import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAttack, parentTechnique } from "../../catalogue/attack";
import { COMMANDS_THAT_SEE } from "../../catalogue/coverage/shape";
import { loadCatalogue } from "../../catalogue/load";
import { COLUMNS, type Cell, type Matrix, type Row } from "../../cli/coverage/matrix";
import { renderCsv } from "../../cli/coverage/render-csv";
import { renderMarkdown } from "../../cli/coverage/render-markdown";
import { renderText } from "../../cli/coverage/render-text";
import { commandLine, type Ran } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { ruleText } from "../support/rule-folder";
import { COMMITTED, SUBSCRIPTION_ID, tenantFolder } from "../support/tenant-file";
import { EXISTING_WORKSPACE } from "../support/tenant-in-code";

const NOW = ["--now", "2026-11-20"];

interface Item {
  readonly id: string;
  readonly standing: string;
  readonly gap?: boolean;
  readonly because?: string;
  readonly later: Readonly<Record<string, string>>;
  readonly seenBy: Readonly<Record<string, readonly { readonly by: string; readonly id: string; readonly state?: string; readonly live?: boolean; readonly why?: string; readonly nearRealTime?: boolean }[]>>;
}
interface Told {
  readonly formatVersion: number;
  readonly tenant?: string;
  readonly gaps?: number;
  readonly documents: readonly { readonly id: string; readonly counts: Readonly<Record<string, number>>; readonly items: readonly Item[] }[];
}

const made = new Map<string, Ran>();
/** The same command line prints the same, so it runs once. */
function coverage(...args: string[]): Ran {
  const key = args.join("\n");
  const ran = made.get(key) ?? commandLine(["coverage", ...args]);
  made.set(key, ran);
  return ran;
}

function json(...args: string[]): { readonly code: number | null; readonly told: Told } {
  const { code, out, err } = coverage("--format", "json", ...NOW, ...args);
  if (code === 2) throw new Error(err);
  return { code, told: JSON.parse(out) as Told };
}
const itemsOf = ({ documents }: Told): readonly Item[] => documents.flatMap(({ items }) => items);
const itemOf = (told: Told, id: string): Item => itemsOf(told).find((item) => item.id === id)!;

/** A tenant on Sentinel with every connector that this needs. */
const SENTINEL = { alerting: "sentinel", connectors: { sentinel: "declared", office365: "declared", defenderXdr: "declared", entraDiagnostics: "declared", sentinelHealth: "declared", activityLog: "declared" } };
const tenant = (keys: object = {}): string[] => ["--tenant", "contoso", "--tenants", tenantFolder({ "contoso.yaml": { ...SENTINEL, ...keys } })];
const OFF = { ...COMMITTED, enabled: false };

describe("mailbox-baseline coverage", () => {
  it("tells each item's standing, what sees it, and what nothing sees and why", () => {
    const { code, out, err } = coverage();
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("  partly seen  Add-MailboxPermission: gives someone rights on a mailbox\n               detections: mailbox-full-access-granted\n");
    expect(out).toContain("               not all of it: Told are FullAccess, ");
    expect(out).toMatch(/^ {2}seen {9}schedule: /mu);
    expect(out).toContain("  not seen     Get-OrganizationConfig: ");
    expect(out).toContain("               cannot be seen, because: Exchange Online records no cmdlet that\n");
    expect(out).toContain("               not built: a live check that reads AuditDisabled\n");
    expect(out).toMatch(/^ {2}hunt only {4}Get-MailboxPermission: /mu);
    expect(out).toMatch(/^ {2}hunt only {4}exchange-powershell: /mu);
    expect(out).toMatch(/^ {2}held {9}audit-log-search: /mu);
    expect(out).toMatch(/^ {2}by hand {6}tell-people: /mu);
    expect(out).toContain("               hunts: user-restricted-from-sending (runbook 7)\n");
  });

  it("groups by document, and counts", () => {
    const lines = coverage().out.split("\n");
    const heads = lines.flatMap((line, i) => (/^\d+ items: /u.test(line) && i > 0 && lines[i - 1] !== "" ? [lines[i - 1]] : []));
    expect(heads).toEqual(["CISA CM0074, Audit and Restrict Mailbox Permissions", "Elastic, Microsoft 365 User Restricted from Sending Email", "MITRE ATT&CK, version 18", "Controls of SCuBA, CIS and NIST"]);
    const total = itemsOf(json().told);
    const count = (standing: string): number => total.filter((item) => item.standing === standing).length;
    expect(lines.at(-2)).toBe(`${total.length} items: ${["seen", "partly seen", "held", "hunt only", "by hand", "not seen"].map((standing) => `${count(standing)} ${standing}`).join(", ")}`);
  });

  it("fits a terminal of 80 columns, but for addresses that can't be broken", () => {
    const long = ["contoso", "northwind"].flatMap((name) => coverage("--tenant", name, ...NOW).out.split("\n")).filter((line) => line.length > 80);
    expect(long.filter((line) => !/^ {17}azurerm_\S+$/u.test(line))).toEqual([]);
  });

  it("says what doesn't exist: no alert policy, no live check", () => {
    expect(coverage().out.replace(/\s+/gu, " ")).toContain("Alert policies in Purview and live checks of a tenant's settings are not built yet: none is counted");
    for (const { seenBy } of itemsOf(json().told)) expect([seenBy["alertPolicies"], seenBy["liveChecks"]]).toEqual([[], []]);
  });

  it("names no command that isn't one", () => {
    for (const command of COMMANDS_THAT_SEE) expect(commandLine([command, "--help"]).code).toBe(0);
  });

  it("tells of itself by --help, in 80 columns, exit codes too", () => {
    const { code, out } = coverage("--help");
    expect(code).toBe(0);
    expect(out).toContain("1 with --tenant: something that the catalogue sees is a gap");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    [["--tenant", "fabrikm"], 'tenants: has no tenant "fabrikm"; did you mean fabrikam?'],
    [["--tenant", "contoso", "--tenants", "no-such-folder"], "no-such-folder: does not exist"],
    [["--format", "html"], "error: option '--format <format>' argument 'html' is invalid. Allowed choices are text, markdown, csv, json, navigator."],
    [["--catalogue", "no-such-folder"], "no-such-folder: cannot be read as a catalogue: ENOENT"],
    [["--out", "no-such-folder/coverage.md"], "no-such-folder/coverage.md: cannot be written: ENOENT"],
  ])("exits 2 for %j and says what to mend", (args, message) => {
    const { code, out, err } = coverage(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("needs no tenant file where no tenant is named", () => {
    expect(coverage("--tenants", "no-such-folder").code).toBe(0);
  });

  it("writes to a file, and says only the result", () => {
    const file = join(folderWith(), "coverage.md");
    const { code, out } = commandLine(["coverage", "--format", "markdown", "--out", file]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\S+coverage\.md: \d+ items: \d+ seen, .*not seen\n$/u);
    expect(readFileSync(file, "utf8")).toMatch(/^# Coverage\n/u);
  });
});

describe("coverage with a tenant", () => {
  it("has no gap where everything runs, and exits 0", () => {
    const { code, told } = json(...tenant({ arrives: ["EmailEvents"] }));
    expect([code, told.tenant, told.gaps]).toEqual([0, "contoso", 0]);
    expect(itemOf(told, "Add-MailboxPermission").seenBy["detections"]).toEqual([{ by: "detection", id: "mailbox-full-access-granted", state: "on", live: true }]);
  });

  it("says of a detection that is off until when and by whom; what it alone sees is a gap, and the exit code 1", () => {
    const { code, told } = json(...tenant({ detections: { "mailbox-full-access-granted": OFF } }));
    expect([code, told.gaps]).toEqual([1, 1]);
    const item = itemOf(told, "Add-MailboxPermission");
    expect(item).toMatchObject({ standing: "partly seen", gap: true });
    expect(item.seenBy["detections"]).toEqual([{ by: "detection", id: "mailbox-full-access-granted", state: "off", live: false, why: "until 2026-12-31, Messaging: The help desk asked for it." }]);
    expect(itemOf(told, "no-rights-added").gap).toBe(false);
  });

  it("has it on again once that is over", () => {
    const { code, told } = json(...tenant({ detections: { "mailbox-full-access-granted": { ...OFF, granted: "2026-01-01", expires: "2026-11-19" } } }));
    expect([code, itemOf(told, "Add-MailboxPermission").gap]).toEqual([0, false]);
  });

  it("says what is changed about a detection that is on", () => {
    const { told } = json(...tenant({ detections: { "mailbox-full-access-granted": { ...COMMITTED, severity: "Low" } } }));
    expect(itemOf(told, "Add-MailboxPermission").seenBy["detections"]?.[0]).toMatchObject({ state: "on", live: true, why: "severity Low until 2026-12-31, Messaging: The help desk asked for it." });
  });

  it("says why a detection is not applicable, hunts and their queries too; hunts that nobody can run there are gaps as well", () => {
    const { code, told } = json("--tenant", "northwind");
    expect(code).toBe(1);
    expect(itemOf(told, "Set-CASMailbox")).toMatchObject({ gap: true, seenBy: { detections: [{ state: "not applicable", live: false, why: expect.stringContaining("nothing brings the table OfficeActivity") as string }] } });
    expect(itemOf(told, "delegate")).toMatchObject({ standing: "hunt only", gap: true, seenBy: { hunts: [{ id: "sending-restriction-mailbox-changes", state: "not applicable", live: false }, { by: "false positive" }] } });
    expect(itemOf(told, "T1087.003")).toMatchObject({ standing: "hunt only", gap: true });
    expect(itemOf(told, "tell-people")).toMatchObject({ standing: "by hand", gap: false });
    expect(itemOf(told, "Format-List")).toMatchObject({ standing: "not seen", gap: false });
    expect(itemOf(told, "Mail.Read").gap).toBe(false);
  });

  it("leaves a query for the investigation on while its detection is off", () => {
    const { told } = json(...tenant({ detections: { "user-restricted-from-sending": OFF } }));
    expect(itemOf(told, "restricted-user").gap).toBe(true);
    expect(itemOf(told, "confirm-record")).toMatchObject({ gap: false, seenBy: { hunts: [{ id: "sending-restriction-why", state: "on" }, { by: "command" }, { by: "runbook" }] } });
  });

  it("says of a policy that it is off, and of the stack what it declares, what is there already, and what is absent", () => {
    const off = { severity: "Low", off: COMMITTED };
    const { told } = json(...tenant({ policies: { "alerts-reach-someone": off, "detection-not-weakened": off, "query-change-explained": off }, connectors: { ...SENTINEL.connectors, sentinel: "existing", office365: "existing" }, workspace: { existing: EXISTING_WORKSPACE.id.replace("22222222-2222-4222-8222-222222222222", SUBSCRIPTION_ID) } }));
    expect(itemOf(told, "escalate").seenBy["policies"]).toEqual([{ by: "policy", id: "alerts-reach-someone", state: "off", live: false, why: "until 2026-12-31, Messaging: The help desk asked for it." }]);
    expect(itemOf(told, "escalate").gap).toBe(false);
    expect(itemOf(told, "improve-detections")).toMatchObject({ standing: "held", gap: true });
    expect(itemOf(told, "data-source").seenBy["terraform"]?.map(({ state, live }) => [state, live])).toEqual([["absent", false], ["declared", true], ["existing", true]]);
  });

  it("has a policy on again once that is over", () => {
    const { told } = json(...tenant({ policies: { "alerts-reach-someone": { off: { ...COMMITTED, granted: "2026-01-01", expires: "2026-11-19" } } } }));
    expect(itemOf(told, "escalate").seenBy["policies"]).toEqual([{ by: "policy", id: "alerts-reach-someone", state: "on", live: true }]);
  });

  it("prints for people what is off and not applicable, and each reason once", () => {
    const { out } = coverage("--tenant", "northwind", ...NOW);
    expect(out).toContain("  gap          Add-MailboxPermission: gives someone rights on a mailbox\n               gap: the catalogue has it as partly seen, but nothing of that\n                 runs in northwind\n               detections not applicable: mailbox-full-access-granted\n");
    expect(out.replace(/\s+/gu, " ").split("nothing brings the table OfficeActivity").length).toBe(2);
    expect(out).toMatch(/\n\d+ of them are gaps in northwind\n$/u);
    const fabrikam = coverage("--tenant", "fabrikam", ...NOW);
    expect(fabrikam.code).toBe(1);
    expect(fabrikam.out).toContain("               detections off: mailbox-folder-permission-granted, until\n                 2026-12-31, Petra Lindt, messaging: ");
    expect(coverage("--tenant", "contoso", ...NOW).out).toMatch(/\nno gap in contoso\n$/u);
  });
});

describe("coverage with detections of one's own", () => {
  const catalogue = folderWith({
    "detections/own-rule/rule.yaml": ruleText({ relevantTechniques: ["T1098.002"] }),
    "detections/own-nrt/rule.yaml": ruleText({ kind: "NRT", queryFrequency: undefined, queryPeriod: undefined, relevantTechniques: ["T1087.003", "T1110"] }),
  });

  it("counts them for the techniques that they name, and says which run near-real-time", () => {
    const { told } = json("--catalogue", catalogue);
    expect(itemOf(told, "T1098.002").seenBy["detections"]?.map(({ id }) => id)).toContain("own-rule");
    expect(itemOf(told, "T1087.003")).toMatchObject({ standing: "seen", seenBy: { detections: [{ id: "own-nrt", nearRealTime: true }] } });
    expect(coverage("--catalogue", catalogue).out).toContain("  seen         T1110: a technique that attack.yaml doesn't name\n               detections: own-nrt (near-real-time)\n");
  });
});

describe("coverage --format csv", () => {
  it("is RFC 4180: a header, a row an item, quotes where they are needed", () => {
    const { out } = coverage("--format", "csv");
    const rows = parsed(out);
    expect(out.endsWith("\r\n")).toBe(true);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([15]));
    expect(rows.slice(1).map(([, , id]) => id)).toEqual(itemsOf(json().told).map(({ id }) => id));
    const recon = rows.find(([, , id]) => id === "Get-MailboxPermission")!;
    expect(recon.slice(5, 10)).toEqual(["hunt only", "", "mailbox-permission-recon; mailbox-baseline hunt", "", "not built: one that runs it to list the rights"]);
  });

  it("tells what is not seen in the words that fit: not all of it, or cannot be seen", () => {
    const [head, ...rows] = parsed(coverage("--format", "csv").out);
    const said = (id: string): string => rows.find(([, , each]) => each === id)![head!.indexOf("what is not seen")]!;
    expect(said("Format-List")).toBe("cannot be seen, because: It asks the service nothing, so no log of the service can hold it.");
    expect(said("Set-CASMailbox")).toMatch(/^not all of it: Told are the seven switches/u);
    expect(said("schedule")).toBe("");
  });

  it("says of a tenant each state and gap", () => {
    const rows = parsed(coverage("--format", "csv", "--tenant", "fabrikam", ...NOW).out);
    const row = rows.find(([, , id]) => id === "Set-MailboxFolderPermission")!;
    expect(row[6]).toBe("mailbox-folder-permission-granted (off until 2026-12-31, Petra Lindt, messaging: The move to shared calendars shares a thousand of them a day until the end of the year.)");
    expect(row.slice(-2)).toEqual(["fabrikam", "yes"]);
  });
});

/** Rows of CSV with quoted cells. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("coverage --format markdown", () => {
  it("is a table for each section, every row with as many cells as its head", () => {
    const lines = coverage("--format", "markdown", "--tenant", "northwind", ...NOW).out.split("\n");
    const tables = lines.join("\n").split(/\n\n/u).filter((block) => block.startsWith("|")).map((block) => block.split("\n"));
    expect(tables.length).toBeGreaterThan(10);
    const cells = (line: string): number => line.replaceAll("\\|", "").split("|").length;
    for (const [head, ...rows] of tables) expect(rows.filter((row) => cells(row) !== cells(head!))).toEqual([]);
    expect(lines).toContain("### Cmdlets");
    expect(lines.find((line) => line.startsWith("| **Format-List**"))).toContain("cannot be seen, because: It asks the service nothing");
    expect(lines.find((line) => line.startsWith("| **Add-MailboxPermission**"))).toContain("| **gap** (partly seen) | mailbox-full-access-granted (not applicable) |");
  });
});

describe("coverage --format navigator", () => {
  interface Layer {
    readonly name: string;
    readonly versions: object;
    readonly domain: string;
    readonly description: string;
    readonly layout: object;
    readonly gradient: { readonly minValue: number; readonly maxValue: number; readonly colors: readonly string[] };
    readonly techniques: readonly { readonly techniqueID: string; readonly score?: number; readonly comment?: string; readonly showSubtechniques?: boolean; readonly metadata?: readonly object[]; readonly links?: readonly object[] }[];
  }
  const layer = (...args: string[]): Layer => JSON.parse(coverage("--format", "navigator", ...NOW, ...args).out) as Layer;
  const technique = (of: Layer, id: string) => of.techniques.find(({ techniqueID }) => techniqueID === id);

  it("is a layer of format 4.5 for ATT&CK 18, and says so", () => {
    const made = layer();
    expect(made).toMatchObject({ versions: { attack: "18", layer: "4.5", navigator: "5.2.0" }, domain: "enterprise-attack" });
    expect(made.layout).toMatchObject({ showAggregateScores: true, aggregateFunction: "max", countUnscored: false, expandedSubtechniques: "annotated" });
    expect(made.description).toContain("Ids are those of ATT&CK 18.");
    expect(made.gradient.maxValue).toBe(Math.max(...made.techniques.map(({ score }) => score ?? 0)));
    expect(made.gradient.maxValue).toBeGreaterThan(made.gradient.minValue);
  });

  it("scores each technique by the number of its detections, names them, and shows the sub-techniques", () => {
    const made = layer();
    const detections = loadCatalogue().filter(({ kind }) => kind !== "Hunting");
    for (const { techniqueID, score, comment } of made.techniques.filter((each) => each.score !== undefined && each.score > 0)) {
      const naming = detections.filter(({ techniques }) => techniques.some((id) => id === techniqueID || parentTechnique(id) === techniqueID)).map(({ id }) => id);
      expect([score, comment?.split(", ").filter((id) => !id.endsWith(" (hunt)")).sort()]).toEqual([naming.length, naming.sort()]);
    }
    expect(technique(made, "T1087.003")).toMatchObject({ score: 0, comment: "mailbox-permission-recon (hunt)" });
    expect(technique(made, "T1098")).toMatchObject({ comment: expect.stringMatching(/^mailbox-protocols-enabled, /u) as string, showSubtechniques: true });
    expect(technique(made, "T1484")).not.toHaveProperty("showSubtechniques");
    expect(technique(made, "T1098.002")?.links).toEqual([{ label: "Account Manipulation: Additional Email Delegate Permissions", url: "https://attack.mitre.org/techniques/T1098/002/" }]);
  });

  it("leaves no technique empty above a sub-technique that is seen: the Elastic rule's T1078 carries what T1078.004 does", () => {
    const made = layer();
    const { score, comment, links, metadata } = technique(made, "T1078")!;
    expect({ score, comment, metadata }).toEqual({ score: 2, comment: "suspicious-sending-alert, user-restricted-from-sending", metadata: technique(made, "T1078.004")?.metadata });
    expect(links).toEqual([{ label: "Valid Accounts", url: "https://attack.mitre.org/techniques/T1078/" }]);
    expect(technique(made, "T1087")).toMatchObject({ score: 0, comment: "mailbox-permission-recon (hunt)", showSubtechniques: true });
    expect(made.techniques.filter(({ score: own, comment: said }) => own === undefined || (said ?? "") === "")).toEqual([]);
  });

  it("gives the id of the version after where it is another", () => {
    expect(technique(layer(), "T1562.008")?.metadata).toContainEqual({ name: `id in ATT&CK ${loadAttack().next.version}`, value: "T1685.002" });
    expect(technique(layer(), "T1528")?.metadata).toEqual([{ name: "detection", value: "app-mail-consent-granted" }]);
  });

  it("counts of a tenant only what is on", () => {
    const made = layer("--tenant", "northwind");
    expect(made.name).toContain("northwind");
    expect(technique(made, "T1098.002")).toMatchObject({ score: 0 });
    expect(technique(made, "T1098.003")).toMatchObject({ score: 1, comment: expect.stringContaining("app-mail-role-granted, app-mailbox-scope-removed (not applicable)") as string });
  });
});

describe("what strangers wrote", () => {
  const cell: Cell = { by: "detection", id: "own-rule", state: { word: "off", live: false, why: "until 2026-12-31, =cmd|' /C calc'!A0: \u001b[31m<b>@all</b> | x" } };
  const row: Row = { id: "a", kind: "step", section: "=1+1", title: "=HYPERLINK(\"https://evil.example\",\"x\")", standing: "seen", because: 'Say "no".', later: {}, gap: true, cells: { ...(Object.fromEntries(COLUMNS.map((column) => [column, []])) as unknown as Row["cells"]), detections: [cell] } };
  const matrix: Matrix = { tenant: "contoso", documents: [{ id: "d", title: "@SUM(A1)", rows: [row] }] };

  it("begins no formula in CSV", () => {
    const [, cells] = parsed(renderCsv(matrix));
    expect(cells!.slice(0, 2)).toEqual(["'@SUM(A1)", "'=1+1"]);
    expect(renderCsv(matrix)).toContain(',"not all of it: Say ""no"".",contoso,yes\r\n');
    expect(cells![4]).toBe("'=HYPERLINK(\"https://evil.example\",\"x\")");
  });

  it("moves no cursor in the terminal and no cell in Markdown", () => {
    expect(renderText(matrix, { width: 80, color: false })).not.toContain("\u001b");
    const line = renderMarkdown(matrix).split("\n").find((each) => each.startsWith("| **a**"))!;
    expect(line).not.toMatch(/<b>|@all/u);
    expect(line.replaceAll("\\|", "").split("|").length).toBe(6);
  });
});
