import { join } from "node:path";
import { loadChanges } from "../../catalogue/changes";
import { TERRAFORM_PARTS } from "../../catalogue/coverage/terraform-parts";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { packageDir } from "../../catalogue/location";
import { TenantStack } from "../../constructs/tenant-stack";
import { addresses, terraformJson, testApp } from "../support/stack";
import { NOW } from "../support/tenant-in-code";

const detections = loadCatalogue();
const changes = loadChanges(detections);
const samples = loadTenants(join(packageDir(), "tenants"), detections, changes);
/** None of the samples has the Defender XDR connector from its own stack. */
const withDefenderXdr = samples.filter(({ name }) => name === "contoso").map((tenant) => ({ ...tenant, name: "contoso-xdr", connectors: { ...tenant.connectors, defenderForOffice365: "absent" as const, defenderXdr: "declared" as const } }));
/** Everything approved was granted by somebody else. */
const withoutGrants = samples.filter(({ name }) => name === "fabrikam").map((tenant) => ({ ...tenant, name: "fabrikam-by-hand", approvedApplications: tenant.approvedApplications.map((app) => ({ ...app, managed: false })) }));
const tenants = [...samples, ...withDefenderXdr, ...withoutGrants];

describe.each(tenants.map((tenant) => [tenant.name, tenant] as const))("what the coverage says that the stack of %s declares", (_, tenant) => {
  const json = terraformJson(new TenantStack(testApp(), tenant.name, { tenant, detections, changes, now: NOW }));
  const declared = [...addresses(json), ...Object.keys(json.check ?? {}).map((name) => `check.${name}`)];
  const has = (part: string): boolean => declared.some((address) => address === part || address.startsWith(`${part}.`));

  it.each(Object.entries(TERRAFORM_PARTS))("is so: %s", (part, stateOf) => {
    expect(stateOf(tenant, NOW) === "declared").toBe(has(part));
  });
});

it("each part is declared in one of these tenants, and most are missing in another", () => {
  const states = Object.entries(TERRAFORM_PARTS).map(([part, stateOf]) => ({ part, states: new Set(tenants.map((tenant) => stateOf(tenant, NOW))) }));
  expect(states.filter((each) => !each.states.has("declared"))).toEqual([]);
  expect(states.filter((each) => each.states.size === 1).map(({ part }) => part)).toEqual(["check.log-retention-kept", "azurerm_monitor_action_group.recipients"]);
});
