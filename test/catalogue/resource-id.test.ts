import { parseWorkspaceId } from "../../catalogue/resource-id";

const SUBSCRIPTION = "7be1f0c3-3a52-4c1b-9a54-6d2f8e9b4c22";
const SHAPE = "/subscriptions/<guid>/resourceGroups/<name>/providers/Microsoft.OperationalInsights/workspaces/<name>";
const id = (subscription: string, group: string, kind: string, name: string): string => `/subscriptions/${subscription}/resourceGroups/${group}/providers/${kind}/${name}`;
const workspace = id(SUBSCRIPTION, "rg-security", "Microsoft.OperationalInsights/workspaces", "law-security");

describe("a workspace's resource id", () => {
  it("is taken apart", () => {
    expect(parseWorkspaceId(workspace)).toEqual({ id: workspace, subscriptionId: SUBSCRIPTION, resourceGroup: "rg-security", name: "law-security" });
  });

  it("is spelled as azurerm demands, whatever case it came in, and keeps the case of names", () => {
    expect(parseWorkspaceId(`/SUBSCRIPTIONS/${SUBSCRIPTION.toUpperCase()}/resourcegroups/RG-Security/Providers/microsoft.operationalinsights/Workspaces/LAW-Security`)).toEqual({
      id: id(SUBSCRIPTION, "RG-Security", "Microsoft.OperationalInsights/workspaces", "LAW-Security"),
      subscriptionId: SUBSCRIPTION,
      resourceGroup: "RG-Security",
      name: "LAW-Security",
    });
  });

  it.each([
    ["law-security", "is not the resource id of a Log Analytics workspace"],
    ["", "is not the resource id of a Log Analytics workspace"],
    [`${workspace}/`, "is not the resource id of a Log Analytics workspace"],
    [`${workspace}/tables/x`, "is not the resource id of a Log Analytics workspace"],
    [`${workspace}\n`, "names no valid workspace"],
    [`https://portal.azure.com/#@x${workspace}`, "is not the resource id of a Log Analytics workspace"],
    [id("my-subscription", "rg", "Microsoft.OperationalInsights/workspaces", "law-security"), "names no subscription by its GUID"],
    [id(SUBSCRIPTION, "rg.", "Microsoft.OperationalInsights/workspaces", "law-security"), "names no valid resource group"],
    [id(SUBSCRIPTION, "r".repeat(91), "Microsoft.OperationalInsights/workspaces", "law-security"), "names no valid resource group"],
    [id(SUBSCRIPTION, "rg", "Microsoft.OperationalInsights/workspaces", "law"), "names no valid workspace"],
    [id(SUBSCRIPTION, "rg", "Microsoft.OperationalInsights/workspaces", "l".repeat(64)), "names no valid workspace"],
    [id(SUBSCRIPTION, "rg", "Microsoft.OperationalInsights/workspaces", "law-${x}"), "names no valid workspace"],
    [id(SUBSCRIPTION, "rg", "Microsoft.OperationalInsights/workspaces", "-law-security"), "names no valid workspace"],
  ])("%j %s", (text, fault) => {
    expect(parseWorkspaceId(text)).toBe(`${fault}; write ${SHAPE}`);
  });

  it("takes names as long and as short as Azure does", () => {
    expect(parseWorkspaceId(id(SUBSCRIPTION, "r".repeat(90), "Microsoft.OperationalInsights/workspaces", "l".repeat(63)))).toMatchObject({ name: "l".repeat(63) });
    expect(parseWorkspaceId(id(SUBSCRIPTION, "r", "Microsoft.OperationalInsights/workspaces", "laws"))).toMatchObject({ resourceGroup: "r", name: "laws" });
  });

  it("of another kind is refused with its kind", () => {
    expect(parseWorkspaceId(id(SUBSCRIPTION, "rg", "Microsoft.KeyVault/vaults", "kv"))).toBe(`is a resource of another kind, Microsoft.KeyVault/vaults; write a workspace's id: ${SHAPE}`);
    expect(parseWorkspaceId(id(SUBSCRIPTION, "rg", "Micro\u001bsoft/vaults", "kv"))).toBe(`is a resource of another kind, not a workspace; write a workspace's id: ${SHAPE}`);
  });
});
