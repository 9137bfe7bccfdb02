import fc from "fast-check";
import { azureIdFault, azureIdKey, existingIds } from "../../catalogue/azure-id";

const SUBSCRIPTION = "/subscriptions/0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11";
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-logs`;
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law-logs`;
const RULE = `${WORKSPACE}/providers/Microsoft.SecurityInsights/alertRules/mailbox-full-access-granted`;

const IDS = {
  "a subscription": SUBSCRIPTION,
  "a resource group": GROUP,
  "a workspace": WORKSPACE,
  "a saved search, whose name the service makes with a bar": `${WORKSPACE}/savedSearches/LogManagement(law-logs)_General|StaleComputers`,
  "a rule, which hangs on a workspace": RULE,
  "a diagnostic setting of a subscription": `${SUBSCRIPTION}/providers/microsoft.insights/diagnosticSettings/activity log`,
  "a diagnostic setting as Terraform writes it": `${SUBSCRIPTION}|activity-log`,
  "one of the tenant itself": "/providers/microsoft.aadiam/diagnosticSettings/entra",
  "a query in a pack": `${GROUP}/providers/microsoft.operationalinsights/querypacks/qp/queries/cb0571d0-c926-8f23-91bc-fec1f2ad8e91`,
  "a grant of an app role": "/servicePrincipals/0a4c9f5e-7d15-4b8e-a1de-5f7a2f2f3b11/appRoleAssignedTo/aaBB-cc_DD",
};

describe("the id of a resource that exists", () => {
  it.each(Object.entries(IDS))("may be of %s", (_what, id) => {
    expect(azureIdFault(id)).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["a slash", "/"],
    ["a name", "mailbox-full-access-granted"],
    ["an address of the interface", `https://management.azure.com${RULE}`],
    ["a text in quotation marks", `"${RULE}"`],
    ["two columns", `${GROUP}\twesteurope`],
    ["a list of a kind", `${WORKSPACE}/providers/Microsoft.SecurityInsights/alertRules`],
    ["a provider without a resource", `${GROUP}/providers/Microsoft.Insights`],
    ["a subscription without its GUID", "/subscriptions/production/resourceGroups/rg-logs"],
    ["a text that ends in a line break", `${RULE}\n`],
    ["one that turns the direction of what follows", `${RULE}\u202e`],
    ["one longer than Azure's", `${RULE}${"x".repeat(2048)}`],
  ])("is not %s", (_what, id) => {
    expect(azureIdFault(id)).toMatch(/^is no resource id; write it as az prints it, \/subscriptions\/<guid>/u);
  });

  it("is judged in the same time, however many parts it has", () => {
    const start = performance.now();
    expect(azureIdFault(`${SUBSCRIPTION}${"/providers/a/b/c".repeat(110)}/providers/a`)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("is the same in any case and with slashes too many, and no other's", () => {
    const spelled = (id: string): fc.Arbitrary<string> =>
      fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: id.length, maxLength: id.length }).map((coins) => [...id].map((c, i) => (coins[i]![0] ? c.toUpperCase() : c.toLowerCase()) + (c === "/" && coins[i]![1] ? "/" : "")).join("") + (coins[0]![1] ? "/" : ""));
    const ids = Object.values(IDS);
    fc.assert(
      fc.property(fc.constantFrom(...ids).chain((id) => fc.tuple(fc.constant(id), spelled(id))), ([id, other]) => {
        expect(azureIdFault(other)).toBeUndefined();
        expect(ids.filter((one) => azureIdKey(one) === azureIdKey(other))).toEqual([id]);
      }),
    );
  });
});

describe("a list of what exists", () => {
  const stateOf = (...listed: string[]) => Object.fromEntries(existingIds(listed));

  it("implies what holds the listed: a rule's workspace, its group, its subscription", () => {
    expect(stateOf(RULE)).toEqual({
      [RULE.toLowerCase()]: "listed",
      [WORKSPACE.toLowerCase()]: "implied",
      [GROUP.toLowerCase()]: "implied",
      [SUBSCRIPTION]: "implied",
    });
  });

  it.each([
    ["before", [WORKSPACE, RULE]],
    ["after", [RULE, WORKSPACE]],
  ])("says of a workspace that is itself listed, %s the rule in it, that it is", (_order, ids) => {
    expect(stateOf(...ids)[WORKSPACE.toLowerCase()]).toBe("listed");
  });

  it("implies nothing of the tenant, and no resource by a bar in another's name", () => {
    expect(stateOf(IDS["one of the tenant itself"], IDS["a diagnostic setting as Terraform writes it"])).toEqual({ "/providers/microsoft.aadiam/diagnosticsettings/entra": "listed", [`${SUBSCRIPTION}|activity-log`]: "listed" });
    expect(Object.keys(stateOf(`${WORKSPACE}/savedSearches/a|b`))).not.toContain(`${WORKSPACE}/savedSearches/a`.toLowerCase());
  });
});
