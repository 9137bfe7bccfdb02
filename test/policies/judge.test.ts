import { judge } from "../../policies/judge";
import { fail, type ResourcePolicy } from "../../policies/policy";
import { known } from "../../terraform/resource";
import { resourceWith } from "../support/resource";
import { LIVE, NOW, OVER, tenantWith } from "../support/tenant-in-code";

describe("policies over resources", () => {
  const noGroups: ResourcePolicy = { about: "resource", severity: "High", id: "no-groups", title: "", why: "", types: ["azuread_group"], check: (_, { tenant }) => [fail(`is a group of ${tenant?.name ?? "nobody"}`, "take it out")] };
  const group = resourceWith("azuread_group", {}, { tenantId: known("here") });
  const stray = resourceWith("azuread_group", {}, { address: "azuread_group.stray" });
  const user = resourceWith("azuread_user", {});

  it("judge those of their types, each by its own tenant", () => {
    const tenantOf = (r: { tenantId: unknown }) => (r === group ? tenantWith() : undefined);
    expect(judge({ policies: [noGroups], resources: [group, user, stray], tenantOf, now: NOW })).toEqual([
      { rule: "no-groups", tenant: "acme", severity: "High", subject: group.place, verdict: "fail", message: "is a group of acme", mend: "take it out" },
      { rule: "no-groups", severity: "High", subject: stray.place, verdict: "fail", message: "is a group of nobody", mend: "take it out" },
    ]);
  });

  it("see what stands beside what they judge", () => {
    const counts: ResourcePolicy = { ...noGroups, check: (_, { resources }) => [fail(String(resources.length), "")] };
    expect(judge({ policies: [counts], resources: [group], all: [group, user, stray], tenantOf: () => undefined, now: NOW })).toMatchObject([{ message: "3" }]);
  });

  it("judge by the severity that the tenant gives them", () => {
    const tenant = tenantWith({ policies: new Map([["no-groups", { severity: "Low" as const }]]) });
    expect(judge({ policies: [noGroups], resources: [group], tenantOf: () => tenant, now: NOW })).toMatchObject([{ severity: "Low", verdict: "fail" }]);
  });

  it("say once that the tenant has switched them off, as long as that is alive, and judge what is another's", () => {
    const off = { reason: "The groups move.", owner: "Petra", ...LIVE };
    const tenant = tenantWith({ policies: new Map([["no-groups", { off }]]) });
    const again = resourceWith("azuread_group", {}, { address: "azuread_group.again" });
    const tenantOf = (r: unknown) => (r === stray ? undefined : tenant);
    expect(judge({ policies: [noGroups], resources: [group, again, stray], tenantOf, now: NOW })).toMatchObject([
      { rule: "no-groups", verdict: "excepted", subject: "policy no-groups", message: expect.stringContaining("Petra: The groups move.") as string },
      { subject: stray.place, verdict: "fail" },
    ]);
    const lapsed = tenantWith({ policies: new Map([["no-groups", { off: { ...off, ...OVER } }]]) });
    expect(judge({ policies: [noGroups], resources: [group], tenantOf: () => lapsed, now: NOW })).toMatchObject([{ verdict: "fail" }]);
  });
});
