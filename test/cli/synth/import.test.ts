import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, type Ran } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";
import { SUBSCRIPTION_ID, tenantFolder } from "../../support/tenant-file";

const OTHER_SUBSCRIPTION = "7be1f0c3-3a52-4c1b-9a54-6d2f8e9b4c22";
const CONTOSO = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg-contoso-mailbox-baseline`;
const FABRIKAM = `/subscriptions/${OTHER_SUBSCRIPTION}/resourceGroups/rg-security/providers/Microsoft.OperationalInsights/workspaces/law-security`;

interface Imported {
  readonly to: string;
  readonly id: string;
  readonly listedAs: readonly string[];
}

interface Said {
  readonly summaries: readonly { readonly tenant: string; readonly imports?: { readonly imported: readonly Imported[]; readonly notLookedFor: readonly { readonly address: string; readonly reason: string }[] } }[];
  readonly importList?: { readonly ids: number; readonly notDeclared: readonly string[] };
}

describe("mailbox-baseline synth --import-existing", () => {
  const folder = temporaryFolder();
  let tenants: string;
  let out: string;
  const synth = (...args: string[]): Ran => commandLine(["synth", "--tenants", tenants, "--out", out, "--now", "2026-11-20", ...args]);
  const importing = (list: string, ...args: string[]): Ran => {
    writeFileSync(join(folder(), "ids.txt"), list);
    return synth("--import-existing", join(folder(), "ids.txt"), ...args);
  };
  const stack = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8")) as Record<string, unknown>;

  beforeEach(() => {
    out = join(folder(), "out");
    rmSync(out, { recursive: true, force: true });
    tenants = tenantFolder({
      "contoso.yaml": { connectors: { entraDiagnostics: "declared" } },
      "fabrikam.yaml": {
        name: "fabrikam",
        tenantId: OTHER_SUBSCRIPTION,
        subscriptionId: OTHER_SUBSCRIPTION,
        workspace: { existing: FABRIKAM },
        alerting: "sentinel",
        connectors: { sentinel: "existing", office365: "existing" },
      },
    });
  });

  const LIST = `# as az prints them\n${CONTOSO.toUpperCase()}/providers/microsoft.insights/actiongroups/ag-contoso-mailbox-baseline\n${FABRIKAM}/providers/Microsoft.SecurityInsights/alertRules/Mailbox-Full-Access-Granted\n${FABRIKAM}\n`;

  it("gives each stack import blocks for what it declares of the list, and without it takes them away and leaves the same stack", () => {
    const { code, err, out: said } = importing(LIST);
    expect([code, err]).toEqual([0, ""]);
    expect(said).toMatch(/ {4}imports {20}2 of \d+ resources, .* {4}imports {20}1 of \d+ resources\n.*3 ids in the list, 2 declared by these stacks; left alone:/su);
    const [contoso, fabrikam] = [stack("contoso"), stack("fabrikam")];
    expect(contoso["import"]).toEqual([{ to: "azurerm_resource_group.baseline", id: CONTOSO }, { to: "azurerm_monitor_action_group.recipients", id: `${CONTOSO}/providers/Microsoft.Insights/actionGroups/ag-contoso-mailbox-baseline` }]);
    expect(fabrikam["import"]).toEqual([{ to: "azurerm_sentinel_alert_rule_scheduled.mailbox-full-access-granted", id: `${FABRIKAM}/providers/Microsoft.SecurityInsights/alertRules/mailbox-full-access-granted` }]);
    const without = JSON.parse(synth("--format", "json").out) as Said;
    expect([without.importList, ...without.summaries.map(({ imports }) => imports)]).toEqual([undefined, undefined, undefined]);
    expect([{ ...stack("contoso"), import: contoso["import"] }, { ...stack("fabrikam"), import: fabrikam["import"] }]).toEqual([contoso, fabrikam]);
    expect([stack("contoso"), stack("fabrikam")].filter((json) => "import" in json)).toEqual([]);
  });

  it("says all of it as JSON, with what no list can tell", () => {
    const approved = { appId: "6a3c1f84-5c3b-4f52-8e0e-3d0f9b6a7c31", displayName: "CRM", resource: "microsoft-graph", permissions: ["Mail.Read"], mailboxScope: { everyMailbox: true }, managed: true, ticket: "T", reason: "r", owner: "o", granted: "2026-10-01", expires: "2026-12-31" };
    tenants = tenantFolder({ "contoso.yaml": { approvedApplications: [approved] } });
    const { summaries, importList } = JSON.parse(importing(LIST, "--format", "json").out) as Said;
    expect(importList).toEqual({ ids: 3, notDeclared: [`${FABRIKAM}/providers/Microsoft.SecurityInsights/alertRules/Mailbox-Full-Access-Granted`, FABRIKAM] });
    expect(summaries[0]!.imports!.imported.map(({ to, listedAs }) => [to, listedAs.length])).toEqual([["azurerm_resource_group.baseline", 0], ["azurerm_monitor_action_group.recipients", 1]]);
    expect(summaries[0]!.imports!.notLookedFor.map(({ address }) => address)).toEqual(["azuread_app_role_assignment.app-6a3c1f84-5c3b-4f52-8e0e-3d0f9b6a7c31-microsoft-graph-Mail-Read"]);
  });

  it("reads the list from standard input for -", () => {
    const ran = commandLine(["synth", "--tenants", tenants, "--out", out, "--now", "2026-11-20", "--import-existing", "-"], { input: JSON.stringify({ value: [{ id: CONTOSO }] }) });
    expect(ran.code).toBe(0);
    expect(stack("contoso")["import"]).toEqual([{ to: "azurerm_resource_group.baseline", id: CONTOSO }]);
  });

  it("writes nothing when the list holds what is no id", () => {
    const { code, err } = importing(`${CONTOSO}\nlaw-\u001b[31mlogs \${file("/etc/passwd")}\n`);
    expect(code).toBe(2);
    expect(err).toMatch(/ids\.txt:2: "law-\\u001b\[31mlogs \$\{file\(\\"\/etc\/passwd\\"\)\}" is no resource id; .*\n1 fault; nothing was written\n$/u);
    expect(existsSync(out)).toBe(false);
  });
});
