import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../../catalogue/location";
import { commandLine } from "../../support/command-line";
import { folderWith } from "../../support/folder-with-files";
import { tenantFolder } from "../../support/tenant-file";

interface Report {
  readonly detections: readonly { readonly changes: readonly { readonly address: string }[] }[];
}

describe("list --changes-since", () => {
  it("tells what the version at hand changes since a recorded one", () => {
    const { code, out, err } = commandLine(["list", "--changes-since", "0.1.0"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out.replace(/\s+/gu, " ")).toContain(`0.1.0 -> ${packageVersion()}: what plans will show, by the reference tenants azure-monitor, existing-workspace, sentinel`);
    // Its query goes by a revised list of permissions since 0.2.0.
    expect(out).toMatch(/^ {2}app-mail-role-granted {2}An application was given a role on mailboxes$/mu);
    expect(out).toContain(`\n  tags.baseline-version 0.1.0 -> ${packageVersion()}: in place, of `);
    // An address can't be broken.
    expect(out.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  });

  it("tells it as a page of Markdown too", () => {
    expect(commandLine(["list", "--changes-since", "0.1.0", "--format", "markdown"]).out).toContain("\n| detection | resource | change |\n|---|---|---|\n| advanced-auditing-license-removed");
  });

  it("tells only of what one tenant declares, and which of its resources no record tells of", () => {
    const catalogue = folderWith({ "detections/own/rule.yaml": "name: Own\nseverity: Low\nqueryFrequency: 1h\nqueryPeriod: 1h\nquery: AuditLogs\n" });
    const tenants = tenantFolder({ "acme.yaml": { name: "acme", connectors: { entraDiagnostics: "declared" } } });
    const { code, out, err } = commandLine(["list", "--changes-since", "0.1.0", "--format", "json", "--tenants", tenants, "--tenant", "acme", "--catalogue", catalogue]);
    expect([code, err]).toEqual([0, ""]);
    const { detections, ...rest } = JSON.parse(out) as Report;
    expect(rest).toMatchObject({ formatVersion: 1, from: "0.1.0", to: packageVersion(), referenceTenants: ["azure-monitor"], notCompared: ["azurerm_monitor_scheduled_query_rules_alert_v2.own"] });
    const addresses = detections.flatMap(({ changes }) => changes.map(({ address }) => address));
    expect(addresses).toContain("azurerm_monitor_scheduled_query_rules_alert_v2.app-mail-role-granted");
    expect(addresses.filter((address) => address.startsWith("azurerm_sentinel"))).toEqual([]);
  });

  it.each([`v${packageVersion()}`, ` ${packageVersion()}\n`, `V${packageVersion()}`])("takes %j as the version that it names", (version) => {
    expect(commandLine(["list", "--changes-since", version]).out).toBe(`${packageVersion()} is this version: nothing changes\n`);
  });

  it("says of the version at hand that nothing changes", () => {
    expect(commandLine(["list", "--changes-since", packageVersion()])).toEqual({ code: 0, out: `${packageVersion()} is this version: nothing changes\n`, err: "" });
    expect(JSON.parse(commandLine(["list", "--changes-since", packageVersion(), "--format", "json"]).out)).toMatchObject({ detections: [], others: [], everyVersion: [] });
  });

  it.each([
    [["--changes-since", "0.0.9"], `--changes-since: "0.0.9" is no recorded release; recorded are 0.1.0, and this version is ${packageVersion()}`],
    [["--changes-since", "0.1.0", "--tenant", "fabrikm"], 'tenants: has no tenant "fabrikm"; did you mean fabrikam?'],
    [["--changes-since", "0.1.0", "--permissions"], "error: option '--changes-since <version>' cannot be used with option '--permissions"],
    [["--tenant", "contoso"], "--tenant: goes with --changes-since; write --changes-since VERSION too, or leave it out"],
    [["--format", "markdown", "--permissions"], "--format markdown: goes with --changes-since; write --changes-since VERSION too, or leave it out"],
  ])("exits 2 for %j and says what to mend", (args, message) => {
    const { code, out, err } = commandLine(["list", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});

describe("a renamed detection of a team's own", () => {
  const rule = "name: Team deleted\nseverity: Low\nqueryFrequency: 1h\nqueryPeriod: 1h\nquery: OfficeActivity | where Operation =~ 'TeamDeleted'\n";
  const changes = "renamed:\n  - { from: team-gone, to: team-deleted, since: 1.1.0 }\nretired:\n  - { id: team-quiet, since: 1.2.0, destroy: false, why: It never fired. }\n";
  const sentinel = { alerting: "sentinel", connectors: { sentinel: "declared", office365: "declared" } };
  const catalogue = (): string => folderWith({ "detections/team-deleted/rule.yaml": rule, "changes.yaml": changes });

  it("is moved in the stacks that synth writes", () => {
    const out = join(folderWith(), "out");
    const tenants = tenantFolder({ "contoso.yaml": sentinel });
    expect(commandLine(["synth", "--catalogue", catalogue(), "--tenants", tenants, "--out", out, "--now", "2026-11-20"])).toMatchObject({ code: 0, err: "" });
    const stack = JSON.parse(readFileSync(join(out, "stacks", "contoso", "cdk.tf.json"), "utf8")) as { moved: unknown; removed: { from: string }[] };
    expect(stack.moved).toEqual([{ from: "azurerm_sentinel_alert_rule_scheduled.team-gone", to: "azurerm_sentinel_alert_rule_scheduled.team-deleted" }]);
    expect(stack.removed.map(({ from }) => from)).toEqual(["azurerm_sentinel_alert_rule_scheduled.team-quiet", "azurerm_sentinel_alert_rule_nrt.team-quiet"]);
  });

  it.each([
    ["team-gone", 'explain: "team-gone" was renamed to team-deleted in 1.1.0; write team-deleted'],
    ["team-quiet", 'explain: "team-quiet" was retired in 1.2.0: It never fired; remove it'],
  ])("is told of where someone asks for %s", (id, message) => {
    const { code, err } = commandLine(["explain", id, "--catalogue", catalogue()]);
    expect([code, err]).toEqual([2, `${message}\n1 fault\n`]);
  });

  it("is told of where a tenant file still names the old id", () => {
    const change = { enabled: false, reason: "Too many.", owner: "SOC", granted: "2026-10-01", expires: "2026-12-31" };
    const tenants = tenantFolder({ "contoso.yaml": { ...sentinel, detections: { "team-gone": change } } });
    const { code, err } = commandLine(["check", "--catalogue", catalogue(), "--tenants", tenants, "--now", "2026-11-20"]);
    expect(code).toBe(2);
    expect(err).toContain('detections.team-gone: "team-gone" was renamed to team-deleted in 1.1.0; write team-deleted');
  });

  it("stops every command where the file doesn't fit the catalogue", () => {
    const broken = folderWith({ "detections/team-deleted/rule.yaml": rule, "changes.yaml": changes.replace("to: team-deleted", "to: team-delete") });
    const { code, out, err } = commandLine(["synth", "--catalogue", broken, "--tenants", tenantFolder({ "contoso.yaml": sentinel }), "--out", join(broken, "out")]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("changes.yaml:2 renamed[0].to: team-delete is no detection, and was not renamed or retired later; did you mean team-deleted?");
    expect(err).toContain("1 fault; nothing was written");
  });
});
