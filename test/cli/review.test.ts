import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, PROJECT } from "../support/command-line";
import { changeJson, planJson } from "../support/plan";
import { temporaryFolder } from "../support/temporary-folder";

const PLANS = join(PROJECT, "test", "fixtures", "plans");
/** Named so, since a call with it would read as a command line that loads cdktf. */
const DRIFTED = "drift";
const NAMES = ["create", "noop", "weaken", "danger", DRIFTED] as const;
const SECRET = "secret-token-123";
/** The tenant of the plans' providers. */
const TENANT = `name: contoso
tenantId: 11111111-1111-1111-1111-111111111111
subscriptionId: 00000000-0000-0000-0000-000000000001
location: westeurope
acceptedDomains: [contoso.com]
workspace: { create: { name: law-contoso }, retentionDays: 180 }
alerting: sentinel
notify: { emails: [soc@contoso.com] }
provider: { login: oidc }
backend: { local: {} }
connectors: { sentinel: declared, office365: declared, defenderForOffice365: declared, entraDiagnostics: declared }
`;
const APPROVED = `approvedApplications:
  - { appId: 9a4edf1f-e0e3-47b1-a0ee-d0502d64e15c, displayName: CRM mail sync, resource: microsoft-graph, permissions: [Mail.ReadWrite, Mail.Send], mailboxScope: { everyMailbox: true }, ticket: SEC-1, reason: Files mail with customers., owner: Sales IT, granted: 2026-11-01, expires: 2026-12-31 }
`;

describe("mailbox-baseline review", () => {
  const folder = temporaryFolder();
  const plan = (name: string) => join(PLANS, `${name}.json`);
  const tenants = (name: string, text: string): string => {
    const dir = join(folder(), name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "contoso.yaml"), text);
    return dir;
  };
  const review = (...args: string[]) => {
    const ran = commandLine(["review", "--now", "2026-11-20", ...args]);
    return { ...ran, out: ran.out.replaceAll(PLANS, "PLANS").replaceAll(folder(), "FOLDER") };
  };
  /** Without a tenant's file, as for somebody else's plan. */
  const alone = (...args: string[]) => review("--tenants", tenants("others", TENANT.replaceAll("1111", "2222")), ...args);
  const failed = (out: string): string[] => (JSON.parse(out) as { plans: { findings: { verdict: string; rule: string; subject: string }[] }[] }).plans.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === "fail").map(({ rule, subject }) => `${rule} ${subject}`));

  it("lets plans through that create, restore, or do nothing", () => {
    expect(["create", "noop", "drift"].map((name) => alone(plan(name)).code)).toEqual([0, 0, 0]);
  });

  it("stops a plan that weakens a rule, and names all it weakens", () => {
    const { code, out } = alone(plan("weaken"));
    expect(code).toBe(1);
    expect(out).toMatchSnapshot();
    expect(Math.max(...out.split("\n").filter((line) => !/^ {6}/u.test(line)).map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("stops a plan that opens mailboxes to an application, in whichever way", () => {
    const { code, out } = alone(plan("danger"), "--format", "json");
    expect(code).toBe(1);
    expect(failed(out)).toEqual([
      "no-unapproved-mail-permission azuread_app_role_assignment.crm",
      "no-unapproved-mail-permission azuread_app_role_assignment.crm-by-name",
      "no-unapproved-mail-permission azuread_application.crm",
      "no-unapproved-mail-permission azuread_service_principal_delegated_permission_grant.crm",
    ]);
  });

  it("is a page for a pull request", () => {
    expect(alone(plan("weaken"), "--format", "markdown").out).toMatchSnapshot();
  });

  it.each(["text", "markdown", "json"])("shows no secret of any plan as %s", (format) => {
    const { out, err } = alone(...NAMES.map(plan), "--format", format);
    expect(out.length).toBeGreaterThan(1000);
    expect(out + err).not.toContain(SECRET);
    expect(out + err).not.toMatch(/cHJpbWFyeS1zZWNyZXQ|c2Vjb25kYXJ5/u);
  });

  it("finds the tenant's file by its provider, and holds the plan to what it approves", () => {
    const { out } = review("--tenants", tenants("approving", TENANT + APPROVED), plan("danger"), "--format", "json");
    expect(failed(out)).toEqual(["no-unapproved-mail-permission azuread_service_principal_delegated_permission_grant.crm"]);
  });

  it("takes the tenant that is named", () => {
    const { out } = review("--tenants", tenants("approving", TENANT + APPROVED), "--tenant", "contoso", plan("danger"));
    expect(out).toContain("tenant contoso: 4 to create, 1 to change");
    expect(review("--tenants", tenants("approving", TENANT + APPROVED), "--tenant", "contso", plan("danger"))).toMatchObject({ code: 2, err: expect.stringContaining("did you mean contoso?") as string });
  });

  it("has a policy off or of another severity as the tenant's file says, and refuses one that is none", () => {
    const off = "policies:\n  no-unapproved-mail-permission: { off: { reason: A trial., owner: Ann, granted: 2026-11-01, expires: 2026-12-31 } }\n";
    const { code, out } = review("--tenants", tenants("off", TENANT + off), plan("danger"));
    expect(code).toBe(0);
    expect(out).toContain("policy no-unapproved-mail-permission: is off until 2026-12-31, Ann: A trial.");
    expect(review("--tenants", tenants("low", `${TENANT}policies: { detection-not-disabled: { severity: Low } }\n`), plan("weaken")).out).toContain("FAIL  Low  contoso  detection-not-disabled");
    expect(review("--tenants", tenants("none", `${TENANT}policies: { detection-not-disable: { severity: Low } }\n`), plan("weaken"))).toMatchObject({ code: 2, err: expect.stringContaining('policies.detection-not-disable: "detection-not-disable" is no policy; did you mean detection-not-disabled?') as string });
  });

  it("reviews several plans, and counts them together", () => {
    const { code, out } = alone(plan("noop"), plan("weaken"));
    expect(code).toBe(1);
    expect(out).toMatch(/^PLANS\/noop\.json\n[\s\S]*\n\nPLANS\/weaken\.json\n[\s\S]*\n2 plans: 4 fail/u);
  });

  it("writes the review to a file, whole or not at all", () => {
    const file = join(folder(), "review.md");
    expect(alone(plan("noop"), "--format", "markdown", "--out", file)).toMatchObject({ code: 0, out: expect.stringContaining("FOLDER/review.md: 1 plan reviewed") as string });
    expect(readFileSync(file, "utf8")).toContain("noop.json");
    expect(readdirSync(folder()).filter((name) => name.includes("draft"))).toEqual([]);
    expect(alone(plan("noop"), "--out", join(folder(), "nowhere", "review.md"))).toMatchObject({ code: 2, err: expect.stringContaining("cannot be written: ENOENT") as string });
  });

  describe("of a plan that somebody approved", () => {
    it("fails on any other plan", () => {
      const digest = alone(plan(DRIFTED), "--digest").out.trim();
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
      expect(alone(plan(DRIFTED), "--approved", digest).code).toBe(0);
      const { code, out } = alone(plan("noop"), "--approved", digest);
      expect(code).toBe(1);
      expect(out).toContain("FAIL  High  plan-is-approved");
      expect(alone(plan("noop"), "--approved", "sha256:12")).toMatchObject({ code: 2, err: expect.stringContaining("It is no digest") as string });
    });

    it("says how two differ, and is silent of values", () => {
      expect(alone(plan("noop"), plan("noop"), "--compare")).toMatchObject({ code: 0, out: "the plans do the same\n" });
      const { code, out } = alone(plan("noop"), plan("weaken"), "--compare");
      expect(code).toBe(1);
      expect(out).toBe("azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change is new: update\n1 difference: not the plan that was approved\n");
      expect(alone(plan("noop"), "--compare")).toMatchObject({ code: 2, err: expect.stringContaining("takes two plans") as string });
    });
  });

  describe("of digests and differences", () => {
    const written = (name: string, overrides: Record<string, unknown>): string => {
      const file = join(folder(), name);
      writeFileSync(file, JSON.stringify(planJson(overrides)));
      return file;
    };

    it("goes into a file where one is named", () => {
      const file = join(folder(), "digest.txt");
      const digest = alone(plan("noop"), "--digest").out;
      expect(alone(plan("noop"), "--digest", "--out", file)).toMatchObject({ code: 0, out: "FOLDER/digest.txt: 1 digest\n" });
      expect(readFileSync(file, "utf8")).toBe(digest);
      expect(alone(plan("noop"), plan("weaken"), "--compare", "--out", file)).toMatchObject({ code: 1, out: "FOLDER/digest.txt: 1 difference: not the plan that was approved\n" });
      expect(readFileSync(file, "utf8")).toBe(alone(plan("noop"), plan("weaken"), "--compare").out);
    });

    it.each(["--digest", "--compare"])("is text: %s takes no format", (option) => {
      expect(alone(plan("noop"), plan("noop"), option, "--format", "json")).toMatchObject({ code: 2, out: "", err: expect.stringContaining("cannot be used with option '--format") as string });
    });

    it("shows no secret in a name, whichever of the two plans says that it is one", () => {
      const secret = "key-of-the-resource-77";
      const change = (sensitive: boolean) => changeJson(`azuread_group.g["${secret}"]`, { after: { display_name: secret, other: sensitive }, after_sensitive: sensitive ? { display_name: true } : {} });
      const files = [written("open.json", { resource_changes: [change(false)] }), written("masked.json", { resource_changes: [change(true)] })] as const;
      for (const [one, two] of [files, [files[1], files[0]] as const]) expect(alone(one, two, "--compare").out).toBe('azuread_group.g["(sensitive)"] differs in other\n1 difference: not the plan that was approved\n');
    });
  });

  it("can't tell whether a plan may go in that is held to one tenant and whose providers name another", () => {
    const others = tenants("others", TENANT.replaceAll("1111", "2222"));
    const { code, out } = review("--tenants", others, "--tenant", "contoso", plan("noop"));
    expect(code).toBe(3);
    expect(out.replaceAll(/\s+/gu, " ")).toContain("its providers name the tenant 11111111-1111-1111-1111-111111111111, and it was held to contoso, which is 22222222-2222-2222-2222-222222222222");
    expect(review("--tenants", tenants("its", TENANT), "--tenant", "contoso", plan("noop")).code).toBe(0);
  });

  it("refuses what is no plan, with what to do, and writes nothing", () => {
    const broken = join(folder(), "broken.json");
    writeFileSync(broken, '{"format_version": "1.2", "resource_changes": [');
    const { code, err } = alone(broken, "--out", join(folder(), "never.txt"));
    expect(code).toBe(2);
    expect(err).toContain("is no whole JSON");
    expect(err).toContain("terraform show -json");
    expect(existsSync(join(folder(), "never.txt"))).toBe(false);
  });

  it("says no unknown of an empty plan, and one of a plan that is not complete", () => {
    const file = join(folder(), "empty.json");
    writeFileSync(file, JSON.stringify(planJson({ applyable: false })));
    expect(alone(file).code).toBe(0);
    writeFileSync(file, JSON.stringify(planJson({ complete: false })));
    expect(alone(file).code).toBe(1);
  });
});
