import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DriftResults } from "../../cli/drift/results";
import { commandLine, PROJECT } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { changeJson, planJson } from "../support/plan";
import { tenantText } from "../support/tenant-file";

const PLANS = join(PROJECT, "test", "fixtures", "plans");
const SHARED = join(PROJECT, "..", "shared", "plans");
const SECRET = /secret-token-123|cHJpbWFyeS1zZWNyZXQ|c2Vjb25kYXJ5/u;
const RETENTION = "azurerm_log_analytics_workspace.law#retention_in_days";
/** The tenant of the plans' providers. */
const TENANT = tenantText({ tenantId: "11111111-1111-1111-1111-111111111111" });

const plan = (name: string): string => join(PLANS, `${name}.json`);

/** Without a tenant's file, but where one is given. */
function drift(args: readonly string[], tenant?: string) {
  const folder = folderWith({ "tenants/contoso.yaml": tenant ?? TENANT.replaceAll("1111", "2222") });
  const ran = commandLine(["drift", "--now", "2026-11-20", "--tenants", join(folder, "tenants"), ...args]);
  return { ...ran, folder, out: ran.out.replaceAll(PLANS, "PLANS").replaceAll(folder, "DIR"), err: ran.err.replaceAll(folder, "DIR") };
}

/** What counts, as `kind subject`. */
function counted(out: string): string[] {
  return (JSON.parse(out) as DriftResults).tenants.flatMap(({ differences }) => differences.filter(({ kind }) => !["normalised", "computed"].includes(kind)).map(({ kind, address, attribute }) => `${kind} ${address}${attribute === undefined ? "" : `#${attribute}`}`));
}

describe.each([["the project's own plans", PLANS], ["the shared plans", SHARED]])("mailbox-baseline drift --plan, over %s", (_, dir) => {
  const there = existsSync(dir) ? it : it.skip;

  there("finds what somebody changed behind Terraform's back, and exits 1", () => {
    const { code, out } = drift(["--plan", join(dir, "drift.json"), "--format", "json"]);
    expect(code).toBe(1);
    expect(counted(out)).toEqual([
      "drift azurerm_log_analytics_saved_search.sending-restrictions#query",
      `drift ${RETENTION}`,
      "drift azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change#enabled",
      "drift azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change#severity",
      "removed azurerm_sentinel_alert_rule_scheduled.user-restricted-from-sending",
    ]);
  });

  there("finds nothing that counts where only spellings differ, tells those, and exits 0", () => {
    const { code, out } = drift(["--plan", join(dir, "noop.json"), "--format", "json"]);
    expect(code).toBe(0);
    const [tenant] = (JSON.parse(out) as DriftResults).tenants;
    expect(new Set(tenant?.differences.map(({ address }) => address)).size).toBe(6);
    expect(tenant?.differences.every(({ kind }) => kind === "normalised")).toBe(true);
  });
});

describe("mailbox-baseline drift", () => {
  it.each(["text", "markdown", "json"])("shows no secret of any plan as %s", (format) => {
    const { out, err } = drift(["--plan", ...["create", "noop", "weaken", "danger", "drift"].map(plan), "--format", format]);
    expect(out.length).toBeGreaterThan(1000);
    expect(out + err).not.toMatch(SECRET);
  });

  it("takes the tenant that the plan's providers name, and what its file accepts", () => {
    const accepting = tenantText({ tenantId: "11111111-1111-1111-1111-111111111111", exceptions: [{ check: "drift", entity: RETENTION, value: 30, reason: "r", owner: "o", granted: "2026-11-01", expires: "2026-12-31" }] });
    const { out } = drift(["--plan", plan("drift"), "--format", "json"], accepting);
    expect(JSON.parse(out)).toMatchObject({ tenants: [{ tenant: "contoso", counts: { drift: 3, removed: 1, accepted: 1 } }] });
  });

  it("compares with the results of the run before, plan by plan", () => {
    const results = join(folderWith(), "drift.json");
    drift(["--plan", plan("drift"), "--results", results], TENANT);
    const { out, code } = drift(["--plan", plan("noop"), "--results", results, "--format", "markdown"], TENANT);
    expect(code).toBe(0);
    expect(out).toContain("### Gone since the run before");
    expect((JSON.parse(readFileSync(results, "utf8")) as DriftResults).tenants[0]?.gone).toHaveLength(5);
  });

  describe("--accept", () => {
    const accept = (subjects: readonly string[], ...more: string[]) => ["--accept", ...subjects, "--tenant", "contoso", "--owner", "Ann Example", "--reason", "Moved elsewhere.", "--until", "2026-12-31", ...more];

    it("writes an exception for just the value that is there, and check and drift honour it", () => {
      const text = TENANT.replace("alerting:", "# who alerts\nalerting:   ");
      const { code, out, folder } = drift(accept([RETENTION, "azurerm_sentinel_alert_rule_scheduled.user-restricted-from-sending", "azurerm_log_analytics_saved_search.sending-restrictions#query"], "--plan", plan("drift")), text);
      const file = join(folder, "tenants", "contoso.yaml");
      expect([code, out.replaceAll(/\s+/gu, " ")]).toEqual([0, expect.stringMatching(/DIR\/tenants\/contoso\.yaml:\d+: azurerm_log_analytics_workspace\.law#retention_in_days = 30 is accepted until 2026-12-31, Ann Example: Moved elsewhere\./u)]);
      const written = readFileSync(file, "utf8");
      expect(written.slice(0, text.length)).toBe(text);
      expect(written.slice(text.length)).toMatchSnapshot();
      const again = commandLine(["drift", "--now", "2026-11-20", "--tenants", join(folder, "tenants"), "--plan", plan("drift")]);
      expect(again.out).toContain("2 drift; 3 accepted");
      expect(commandLine(["check", "--tenants", join(folder, "tenants"), "--now", "2026-11-20"])).toMatchObject({ code: 0 });
      const later = commandLine(["check", "--tenants", join(folder, "tenants"), "--now", "2027-01-01"]);
      expect([later.code, later.out.match(/expired on 2026-12-31/gu)?.length]).toEqual([1, 3]);
    });

    it("leaves a file that not everybody may read so, also behind a link", () => {
      const folder = folderWith({ "real.yaml": TENANT });
      chmodSync(join(folder, "real.yaml"), 0o600);
      mkdirSync(join(folder, "tenants"));
      symlinkSync("../real.yaml", join(folder, "tenants", "contoso.yaml"));
      expect(commandLine(["drift", "--now", "2026-11-20", "--tenants", join(folder, "tenants"), ...accept([RETENTION], "--plan", plan("drift"))]).code).toBe(0);
      expect([statSync(join(folder, "real.yaml")).mode & 0o777, lstatSync(join(folder, "tenants", "contoso.yaml")).isSymbolicLink()]).toEqual([0o600, true]);
      expect(readFileSync(join(folder, "real.yaml"), "utf8")).toContain("check: drift");
    });

    it("takes the value from the results of a run, too", () => {
      const results = join(folderWith(), "drift.json");
      drift(["--plan", plan("drift"), "--results", results], TENANT);
      expect(drift(accept([RETENTION], "--previous", results), TENANT)).toMatchObject({ code: 0, out: expect.stringContaining("retention_in_days = 30") as string });
    });

    it.each([
      ["what is no difference, with the nearest", ["azurerm_log_analytics_workspace.law#retention_in_day"], `azurerm_log_analytics_workspace.law#retention_in_day: is no difference of contoso; did you mean ${RETENTION}?`],
      ["a resource whose attribute is meant", ["azurerm_log_analytics_workspace.law"], `did you mean ${RETENTION}?`],
      ["what is only spelled otherwise", ["azurerm_log_analytics_workspace.law#tags"], "is normalised and doesn't count: nothing is to be accepted"],
      ["what is no address", ["retention"], "retention: is neither ADDRESS#ATTRIBUTE nor ADDRESS as Terraform writes them"],
    ])("refuses %s, and writes nothing, not even what it could", (_, subjects, message) => {
      const { code, err, folder } = drift(accept([...subjects, RETENTION], "--plan", plan("drift")), TENANT);
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
      expect(readFileSync(join(folder, "tenants", "contoso.yaml"), "utf8")).toBe(TENANT);
    });

    it("refuses a secret, and what an apply would do", () => {
      const file = join(folderWith(), "plan.json");
      const secret = (value: string) => ({ actions: ["no-op"], before: { key: value }, after: { key: value }, before_sensitive: { key: true }, after_sensitive: { key: true } });
      const drifted = changeJson("azurerm_x.y", { ...secret("two-two-two"), actions: ["update"], before: { key: "one-one-one" } });
      const now = changeJson("azurerm_x.y", { ...secret("one-one-one"), actions: ["update"], before: { key: "two-two-two" } });
      writeFileSync(file, JSON.stringify(planJson({ resource_drift: [drifted], resource_changes: [now] })));
      const { code, err } = drift(accept(["azurerm_x.y#key"], "--plan", file), TENANT);
      expect([code, err]).toEqual([2, expect.stringContaining("can't be accepted: its value is sensitive")]);
      expect(err).not.toMatch(/one-one|two-two/u);
      expect(drift(accept(["azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change#enabled"], "--plan", plan("weaken")), TENANT).err).toContain("is pending: the configuration wants something else than the tenant has; no exception covers that: apply the stack, or change the configuration");
    });

    it("gives a file no list of its own where that would replace one that it takes over", () => {
      const folder = folderWith({ "tenants/_base.yaml": "exceptions:\n  - { check: log-retention-kept, entity: law, value: 90, reason: r, owner: o, granted: 2026-11-01, expires: 2026-12-31 }\n", "tenants/contoso.yaml": `extends: _base.yaml\n${TENANT}` });
      const { code, err } = commandLine(["drift", "--now", "2026-11-20", "--tenants", join(folder, "tenants"), ...accept([RETENTION], "--plan", plan("drift"))]);
      expect([code, err.replaceAll(folder, "DIR")]).toEqual([2, expect.stringContaining("DIR/tenants/contoso.yaml exceptions: are taken over from DIR/tenants/_base.yaml:1, and a list of its own would replace those; copy them into this file")]);
    });
  });

  it.each([
    [["--accept", "x.y#z"], "--accept: needs --owner; write --owner NAME, who answers for it\n--accept: needs --reason; write --reason TEXT, why it is accepted\n--accept: needs --until; write --until YYYY-MM-DD, the last day it holds\n--accept: takes the value of one tenant; write --tenant NAME\n4 faults\n"],
    [["--accept", "x.y#z", "--tenant", "contoso", "--owner", "o", "--reason", "r", "--until", "2028-01-01"], "2028-01-01 is 407 days after 2026-11-20"],
    [["--accept", "x.y#z", "--tenant", "contoso", "--owner", " ", "--reason", "r", "--until", "soon"], '--until: "soon" is not a date; write YYYY-MM-DD\n--owner: says nothing'],
    [["--owner", "Ann"], "--owner: goes with --accept ADDRESS#ATTRIBUTE"],
    [["--concurrency", "65"], "It is no number from 1 to 64."],
    [["--concurrency", "0"], "It is no number from 1 to 64."],
    [["--timeout", "soon"], "It is no length of time up to a day; write 90s, 15m or 1h."],
    [["--all", "--tenant", "contoso"], "cannot be used with option"],
    [["--plan", "no-such.json"], "no-such.json: cannot be read: ENOENT"],
    [["--plan", plan("noop"), "--tenant", "contso"], "did you mean contoso?"],
    [["--plan", plan("noop"), "--tenant", "contoso"], "its providers name the tenant 11111111-1111-1111-1111-111111111111, and it was held to contoso"],
    [["--plan", plan("noop"), plan("noop")], "noop.json: is named twice by --plan; name it once"],
    [["--plan", "-"], '--plan: takes files only, not "-" for a stream; name a file\n'],
    [["--plan", plan("noop"), "--results", "-"], '--results: takes files only, not "-"'],
    [["--plan", plan("noop"), "--out", "-"], "name a file, or leave it out for standard output"],
    [["--plan", plan("noop"), "--previous", "no-such.json"], "no-such.json: does not exist; leave --previous out"],
    [["--plan", plan("noop"), "--out", plan("noop")], "is one of the plans, which it would overwrite"],
    [["--plan", plan("noop"), "--out", "no-such-folder/report.md"], "cannot be written: ENOENT"],
    [["--plan", plan("noop"), "--out", PLANS], "is a folder; name a file in it"],
    [["--plan", plan("noop"), "--results", "tenants/contoso.yaml"], "no report is YAML; name another file"],
    [["--plan", plan("noop"), "--results", "r.json", "--out", "./r.json"], "names the same file as --results"],
    [["--terraform", "/no/such/terraform"], "/no/such/terraform"],
    [["--stacks", ""], "--stacks"],
  ])("exits 2 for %j and says what to mend", (args, message) => {
    const { code, out, err } = drift(args);
    expect([code, out, err]).toEqual([2, "", expect.stringContaining(message)]);
  });

  it("judges one plan of a tenant", () => {
    expect(drift(["--plan", plan("noop"), plan("drift")], TENANT)).toMatchObject({ code: 2, err: expect.stringContaining("judge one plan of a tenant at a time") as string });
  });

  it("knows its own results from a plan", () => {
    const results = join(folderWith(), "drift.json");
    drift(["--plan", plan("noop"), "--results", results], TENANT);
    expect(drift(["--plan", results], TENANT)).toMatchObject({ code: 2, err: expect.stringContaining("is no plan but results of `drift`; did you mean --previous?") as string });
  });

  it("can say nothing of a plan that is not whole", () => {
    const file = join(folderWith(), "plan.json");
    for (const overrides of [{ errored: true }, { complete: false }]) {
      writeFileSync(file, JSON.stringify(planJson(overrides)));
      expect(drift(["--plan", file])).toMatchObject({ code: 3, out: expect.stringContaining("could not be planned") as string });
    }
  });

  it("writes a report whole or not at all, and leaves nothing beside it", () => {
    const folder = folderWith();
    mkdirSync(join(folder, "out"));
    const out = join(folder, "out", "drift.md");
    expect(drift(["--plan", plan("drift"), "--format", "markdown", "--out", out]).out).toMatch(/drift\.md: 1 tenant, 1 drifted\n$/u);
    expect(readdirSync(join(folder, "out"))).toEqual(["drift.md"]);
    expect(readFileSync(out, "utf8")).toMatch(/^# Drift\n/u);
  });

  it("explains itself in 80 columns, with its exit codes and an example", () => {
    const { code, out } = commandLine(["drift", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("Exit codes: 0 nothing counts, 1 something does");
    expect(out).toContain("  mailbox-baseline drift --results drift.json\n");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
