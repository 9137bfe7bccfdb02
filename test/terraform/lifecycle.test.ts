import { join } from "node:path";
import { differencesOf } from "../../terraform/drift/differences";
import { COUNTED_KINDS, type Side } from "../../terraform/drift/difference";
import { describeWithTerraform } from "../support/with-terraform";
import { temporaryFolder } from "../support/temporary-folder";
import type { Cloud } from "./stand-in/cloud";
import { actionsOf, Deployment, type Planned } from "./stand-in/deployment";
import { MAILBOX_SETTINGS_READ, sampleTenant, seed, stackOf, VARIABLES } from "./stand-in/sample-tenants";
import { startStandIn, type StandIn } from "./stand-in/stand-in";

/** Terraform's real binary, several times. */
jest.setTimeout(120_000);

const RULE = "azurerm_sentinel_alert_rule_scheduled";
const ALERT = "azurerm_monitor_scheduled_query_rules_alert_v2";
const SAVED_SEARCH = "azurerm_log_analytics_saved_search";
const WORKSPACE = "azurerm_log_analytics_workspace";
const SETTING = "azurerm_monitor_diagnostic_setting";
const GROUP = "azurerm_monitor_action_group";
const GRANT = "azuread_app_role_assignment";
const MAIL_READ_WRITE = "e2a3a72e-5f79-4c64-b1b1-878b674786c9";
const GRANTED = `${GRANT}.app-b1f0d6c2-91a7-4f7e-b1a3-7e6d2f4c8d32-microsoft-graph-MailboxSettings-Read`;

/** A tenant, how somebody changes it behind Terraform's back, and what the plan after that must say. */
interface Case {
  readonly tenant: string;
  readonly resources: number;
  readonly change: (cloud: Cloud) => void;
  /** `kind address attribute: from -> to` */
  readonly differences: readonly string[];
  readonly actions: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    tenant: "contoso",
    resources: 55,
    change: (cloud) => {
      cloud.alter(RULE, "app-mail-role-granted", { enabled: false });
      cloud.alter(RULE, "baseline-rule-tampered", { severity: "Low" });
      cloud.alter(RULE, "mailbox-audit-bypassed", { query: "OfficeActivity | take 0" });
      cloud.alter(SAVED_SEARCH, "mailbox-permission-recon", { query: "OfficeActivity | take 1" });
      cloud.discard(RULE, "mailbox-full-access-granted");
      cloud.alter(WORKSPACE, "law-contoso-mailbox-baseline", { retention_in_days: 30 });
      cloud.alter(SETTING, "mailbox-baseline-contoso-activity-log", { log_analytics_destination_type: "Dedicated" });
    },
    differences: [
      `drift ${SAVED_SEARCH}.mailbox-permission-recon query: … -> "OfficeActivity | take 1"`,
      `drift ${WORKSPACE}.workspace retention_in_days: 365 -> 30`,
      `drift ${RULE}.app-mail-role-granted enabled: true -> false`,
      `drift ${RULE}.baseline-rule-tampered severity: "High" -> "Low"`,
      `drift ${RULE}.mailbox-audit-bypassed query: … -> "OfficeActivity | take 0"`,
      `removed ${RULE}.mailbox-full-access-granted`,
      `unrepairable ${SETTING}.activity-log log_analytics_destination_type: "" -> "Dedicated"`,
    ],
    actions: {
      [`${RULE}.app-mail-role-granted`]: "update",
      [`${RULE}.baseline-rule-tampered`]: "update",
      [`${RULE}.mailbox-audit-bypassed`]: "update",
      [`${SAVED_SEARCH}.mailbox-permission-recon`]: "delete create",
      [`${RULE}.mailbox-full-access-granted`]: "create",
      [`${WORKSPACE}.workspace`]: "update",
    },
  },
  {
    tenant: "fabrikam",
    resources: 50,
    change: (cloud) => {
      cloud.alter(GRANT, undefined, { app_role_id: MAIL_READ_WRITE });
      cloud.alter(GROUP, "ag-fabrikam-mailbox-baseline", { webhook_receiver: [{ aad_auth: [], name: "soc_webhook", service_uri: "https://elsewhere.example/", use_common_alert_schema: true }] });
      cloud.discard(RULE, "transport-rule-redirects-mail");
    },
    differences: [
      `drift ${GRANTED} app_role_id: "${MAILBOX_SETTINGS_READ}" -> "${MAIL_READ_WRITE}"`,
      `drift ${GROUP}.recipients webhook_receiver[0].service_uri: sensitive -> sensitive`,
      `removed ${RULE}.transport-rule-redirects-mail`,
    ],
    actions: { [GRANTED]: "delete create", [`${GROUP}.recipients`]: "update", [`${RULE}.transport-rule-redirects-mail`]: "create" },
  },
  {
    tenant: "northwind",
    resources: 13,
    change: (cloud) => {
      cloud.alter(ALERT, "app-mail-role-granted", { enabled: false, severity: 4 });
      cloud.discard(ALERT, "baseline-rule-tampered");
      cloud.alter(WORKSPACE, "law-northwind-mailbox-baseline", { retention_in_days: 30 });
    },
    differences: [
      `drift ${WORKSPACE}.workspace retention_in_days: 180 -> 30`,
      `drift ${ALERT}.app-mail-role-granted enabled: true -> false`,
      `drift ${ALERT}.app-mail-role-granted severity: 1 -> 4`,
      `removed ${ALERT}.baseline-rule-tampered`,
    ],
    actions: { [`${ALERT}.app-mail-role-granted`]: "update", [`${ALERT}.baseline-rule-tampered`]: "create", [`${WORKSPACE}.workspace`]: "update" },
  },
];

describeWithTerraform.each(CASES)("the stack of $tenant, with the real terraform", ({ tenant: name, resources, change, differences, actions }) => {
  const folder = temporaryFolder();
  const tenant = sampleTenant(name);
  let standIn: StandIn;
  let deployment: Deployment;

  beforeAll(async () => {
    standIn = await startStandIn(join(folder(), "clouds"));
    seed(tenant, standIn.cloud(tenant.tenantId));
    deployment = new Deployment(join(folder(), "stack"), standIn, VARIABLES);
    deployment.write(stackOf(tenant));
    await deployment.init();
  });
  afterAll(() => standIn.stop());

  it("is valid by its providers' schemas", async () => {
    expect(JSON.parse(await deployment.terraform("validate", "-json"))).toMatchObject({ valid: true, diagnostics: [] });
  });

  it("is created whole", async () => {
    const { plan } = await deployment.plan();
    expect(plan.changes.filter(({ actions: [action] }) => action === "create")).toHaveLength(resources);
    expect(plan.drift).toEqual([]);
    expect(await deployment.apply()).toContain(`${resources} added, 0 changed, 0 destroyed`);
  });

  it("has nothing to do after that, though the providers spell out what was left out", async () => {
    const planned = await deployment.plan();
    expect([planned.clean, actionsOf(planned)]).toEqual([true, {}]);
    const kinds = differencesOf(planned.plan, { refreshOnly: false }).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["normalised"]));
  });

  it("shows every change made behind Terraform's back, and what an apply does about it", async () => {
    change(standIn.cloud(tenant.tenantId));
    const planned = await deployment.plan();
    expect(counted(planned)).toEqual(differences);
    expect(actionsOf(planned)).toEqual(actions);
  });

  it("is as it was after an apply, but for what an apply doesn't touch", async () => {
    await deployment.apply();
    const planned = await deployment.plan();
    expect([planned.clean, counted(planned)]).toEqual([true, []]);
  });
});

/** The differences that count, sorted, long texts left out. */
function counted({ plan }: Planned): string[] {
  const told = differencesOf(plan, { refreshOnly: false }).filter(({ kind }) => COUNTED_KINDS.includes(kind));
  return told.map(({ kind, address, attribute, from, to }) => (attribute === undefined ? `${kind} ${address}` : `${kind} ${address} ${attribute}: ${shown(from)} -> ${shown(to)}`)).sort();
}

function shown(side: Side): string {
  const text = "hidden" in side ? side.hidden : JSON.stringify(side.value);
  return text.length > 60 ? "…" : text;
}
