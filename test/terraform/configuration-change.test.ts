import { join } from "node:path";
import { existingIds } from "../../catalogue/azure-id";
import { loadCatalogue } from "../../catalogue/load";
import type { Tenant } from "../../catalogue/tenant";
import type { TenantStackProps } from "../../constructs/tenant-stack";
import { differencesOf } from "../../terraform/drift/differences";
import { COUNTED_KINDS } from "../../terraform/drift/difference";
import { temporaryFolder } from "../support/temporary-folder";
import { describeWithTerraform } from "../support/with-terraform";
import { actionsOf, Deployment, type Planned } from "./stand-in/deployment";
import { sampleTenant, seed, stackOf } from "./stand-in/sample-tenants";
import { startStandIn, type StandIn } from "./stand-in/stand-in";

/** Terraform's real binary, several times. */
jest.setTimeout(120_000);

const CONTOSO = sampleTenant("contoso");
/** Few are enough: one hunt and two rules. */
const DETECTIONS = loadCatalogue().filter(({ id }) => ["mailbox-permission-recon", "mailbox-audit-bypassed", "transport-rule-redirects-mail"].includes(id));

const WORKSPACE = "azurerm_log_analytics_workspace.workspace";
const HUNT = "azurerm_log_analytics_saved_search.mailbox-permission-recon";
const RULE = "azurerm_sentinel_alert_rule_scheduled";

describeWithTerraform("a stack that was applied", () => {
  const folder = temporaryFolder();
  let standIn: StandIn;
  let deployment: Deployment;

  beforeAll(async () => {
    standIn = await startStandIn(join(folder(), "clouds"));
    seed(CONTOSO, standIn.cloud(CONTOSO.tenantId));
    deployment = new Deployment(join(folder(), "stack"), standIn);
    write({});
    await deployment.init();
    await deployment.plan();
    await deployment.apply();
  });
  afterAll(() => standIn.stop());

  /** The tenant's stack with these changes of its file, or of the catalogue. */
  function write(tenant: Partial<Tenant>, props: Partial<TenantStackProps> = {}): void {
    deployment.write(stackOf({ ...CONTOSO, ...tenant }, { detections: DETECTIONS, ...props }));
  }

  function retained(retentionDays: number, preventDestroy = true): Pick<Tenant, "workspace"> {
    return { workspace: { ...CONTOSO.workspace, retentionDays, preventDestroy } as Tenant["workspace"] };
  }

  it("has pending what the configuration says since, beside what somebody else changed", async () => {
    write(retained(400));
    standIn.cloud(CONTOSO.tenantId).alter(RULE, "mailbox-audit-bypassed", { enabled: false });
    const planned = await deployment.plan();
    expect(counted(planned)).toEqual([`pending ${WORKSPACE} retention_in_days`, `drift ${RULE}.mailbox-audit-bypassed enabled`]);
    expect(actionsOf(planned)).toEqual({ [WORKSPACE]: "update", [`${RULE}.mailbox-audit-bypassed`]: "update" });
    await deployment.apply();
  });

  it("has drift alone where nobody asks what an apply would do", async () => {
    standIn.cloud(CONTOSO.tenantId).alter("azurerm_log_analytics_workspace", undefined, { retention_in_days: 30 });
    write(retained(500));
    const planned = await deployment.plan("-refresh-only");
    expect(planned.plan.changes).toEqual([]);
    expect(counted(planned)).toEqual([`drift ${WORKSPACE} retention_in_days`]);
    write(retained(400));
    await deployment.plan();
    await deployment.apply();
  });

  it("replaces a saved search whose query is another in the catalogue", async () => {
    const hunts = (query: string) => DETECTIONS.map((each) => (each.id === "mailbox-permission-recon" ? { ...each, query } : each));
    write(retained(400), { detections: hunts("OfficeActivity | where Operation =~ 'Get-Mailbox'") });
    const planned = await deployment.plan();
    expect(actionsOf(planned)).toEqual({ [HUNT]: "delete create" });
    expect(counted(planned)).toContain(`pending ${HUNT} query`);
    expect(await deployment.apply()).toContain("1 added, 0 changed, 1 destroyed");
    write(retained(400));
    await deployment.plan();
    await deployment.apply();
  });

  it("is taken over by the ids of what exists, where its state is lost, and nothing is made twice", async () => {
    const before = standIn.cloud(CONTOSO.tenantId).state;
    const ids = Object.entries(before.resources).filter(([, { type }]) => type !== "azuread_service_principal").map(([id]) => id);
    deployment.forgetState();
    write(retained(400), { existing: existingIds(ids) });
    const planned = await deployment.plan();
    expect(planned.plan.changes.flatMap(({ importing }) => importing ?? []).sort()).toEqual(ids.sort());
    expect(actionsOf(planned)).toEqual({});
    expect(await deployment.apply()).toContain(`${ids.length} imported, 0 added, 0 changed, 0 destroyed`);
    expect(standIn.cloud(CONTOSO.tenantId).state).toEqual(before);
  });

  it("makes a renamed detection under its new name before it destroys the old one", async () => {
    const renamed = DETECTIONS.map((each) => (each.id === "mailbox-audit-bypassed" ? { ...each, id: "audit-bypass" } : each));
    const changes = { renamed: [{ from: "mailbox-audit-bypassed", to: "audit-bypass", since: "0.3.0" }], retired: [] };
    write(retained(400), { detections: renamed, changes });
    const planned = await deployment.plan();
    expect(actionsOf(planned)).toMatchObject({ [`${RULE}.audit-bypass`]: "create delete" });
    expect(planned.plan.changes.filter(({ previousAddress }) => previousAddress !== undefined)).toMatchObject([{ address: `${RULE}.audit-bypass`, previousAddress: `${RULE}.mailbox-audit-bypassed` }]);
    await deployment.apply();
    expect((await deployment.plan()).clean).toBe(true);
  });

  it("is not destroyed as long as its workspace must not be", async () => {
    expect(await deployment.refusal("destroy", "-auto-approve")).toContain("Instance cannot be destroyed");
    expect(Object.keys(standIn.cloud(CONTOSO.tenantId).state.resources).length).toBeGreaterThan(10);
  });

  it("is destroyed whole once the tenant file allows it", async () => {
    write(retained(400, false));
    expect(await deployment.terraform("destroy", "-auto-approve", "-input=false")).toContain("Destroy complete!");
    const left = Object.values(standIn.cloud(CONTOSO.tenantId).state.resources).map(({ type }) => type);
    expect(new Set(left)).toEqual(new Set(["azuread_service_principal"]));
  });
});

function counted({ plan }: Planned): string[] {
  return differencesOf(plan, { refreshOnly: false }).filter(({ kind }) => COUNTED_KINDS.includes(kind)).map(({ kind, address, attribute }) => `${kind} ${address} ${attribute ?? ""}`.trim());
}
