import { loadTenants } from "../../catalogue/load-tenants";
import { refusal } from "../support/refusal";
import { folderWith } from "../support/folder-with-files";

const tenant = (name: string, id: string, workspace: string): string => `name: ${name}
tenantId: 00000000-0000-4000-8000-0000000000${id}
subscriptionId: 00000000-0000-4000-8000-000000000099
location: westeurope
acceptedDomains: [${name}.com]
workspace: ${workspace}
alerting: azure-monitor
notify: { emails: [soc@${name}.com] }
provider: { login: oidc }
backend: { local: {} }
`;
const EXISTING = "{ existing: /subscriptions/00000000-0000-4000-8000-000000000099/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law1 }";
const refused = (one: string, two: string): string[] => {
  const folder = folderWith({ "1.yaml": tenant("one", "01", one), "2.yaml": tenant("two", "02", two) });
  return refusal(() => loadTenants(folder, []), folder).map((fault) => fault.replace(folder, "TENANTS"));
};

describe("two tenants", () => {
  it("may share a subscription", () => {
    expect(() => loadTenants(folderWith({ "1.yaml": tenant("one", "01", "{ create: {} }"), "2.yaml": tenant("two", "02", "{ create: {} }") }), [])).not.toThrow();
  });

  it.each([
    ["exists, in whatever case it is written", EXISTING, EXISTING.replace("/law1 }", "/LAW1 }")],
    ["one creates and the other takes for existing", "{ create: { name: law1, resourceGroup: rg } }", EXISTING],
  ])("may not share a workspace that %s, where their rules would have one name", (_what, one, two) => {
    expect(refused(one, two)).toEqual([expect.stringMatching(/^2\.yaml:6 workspace: \S+ is taken by \S+1\.yaml; every tenant needs its own$/u)]);
  });
});
