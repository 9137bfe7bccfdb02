import { judge } from "../../policies/judge";
import { fail, type ResourcePolicy } from "../../policies/policy";
import { known } from "../../terraform/resource";
import { resourceWith } from "../support/resource";
import { NOW, tenantWith } from "../support/tenant-in-code";

describe("policies over resources", () => {
  const noGroups: ResourcePolicy = { about: "resource", severity: "High", id: "no-groups", title: "", why: "", types: ["azuread_group"], check: (_, { tenant }) => [fail(`is a group of ${tenant?.name ?? "nobody"}`, "take it out")] };
  const group = resourceWith("azuread_group", {}, { tenantId: known("here") });
  const stray = resourceWith("azuread_group", {}, { address: "azuread_group.stray" });
  const user = resourceWith("azuread_user", {});

  it("judge those of their types, each by its own tenant", () => {
    const tenantOf = (r: { tenantId: unknown }) => (r === group ? tenantWith() : undefined);
    expect(judge({ policies: [noGroups], resources: [group, user, stray], tenantOf, now: NOW })).toEqual([
      { rule: "no-groups", tenant: "acme", subject: group.place, verdict: "fail", message: "is a group of acme", mend: "take it out" },
      { rule: "no-groups", subject: stray.place, verdict: "fail", message: "is a group of nobody", mend: "take it out" },
    ]);
  });

  it("see what stands beside what they judge", () => {
    const counts: ResourcePolicy = { ...noGroups, check: (_, { resources }) => [fail(String(resources.length), "")] };
    expect(judge({ policies: [counts], resources: [group], all: [group, user, stray], tenantOf: () => undefined, now: NOW })).toMatchObject([{ message: "3" }]);
  });
});
