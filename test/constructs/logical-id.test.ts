import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { setLogicalId } from "../../constructs/logical-id";
import { addresses, terraformJson, testApp } from "../support/stack";

function group(scope: Construct, constructId: string, name: string): ResourceGroup {
  return setLogicalId(new ResourceGroup(scope, constructId, { name: "rg", location: "westeurope" }), "azurerm_resource_group", name);
}

describe("the name of an element in plans and state", () => {
  it("is the one given, wherever in the tree the construct stands", () => {
    const stack = new TerraformStack(testApp(), "acme");
    group(new Construct(new Construct(stack, "Deep"), "Deeper"), "Resource", "baseline");
    expect(addresses(terraformJson(stack))).toEqual(["azurerm_resource_group.baseline"]);
  });

  it("may be borne by one element of a type only, and the refusal names both", () => {
    const stack = new TerraformStack(testApp(), "acme");
    group(new Construct(stack, "One"), "Resource", "baseline");
    expect(() => group(new Construct(stack, "Two"), "Resource", "baseline")).toThrow(
      new Error("acme/Two/Resource and acme/One/Resource would both be azurerm_resource_group.baseline: put each TenantBaseline into a stack of its own"),
    );
  });

  it("may be borne by elements of two types", () => {
    const stack = new TerraformStack(testApp(), "acme");
    const one = group(stack, "one", "same");
    expect(setLogicalId(new ResourceGroup(stack, "two", { name: "rg", location: "westeurope" }), "data.azurerm_resource_group", "same")).not.toBe(one);
  });

  it("may be borne by one element in each of two stacks", () => {
    const app = testApp();
    const stacks = ["acme", "globex"].map((name) => new TerraformStack(app, name));
    for (const stack of stacks) group(stack, "Resource", "baseline");
    expect(stacks.map((stack) => addresses(terraformJson(stack)))).toEqual([["azurerm_resource_group.baseline"], ["azurerm_resource_group.baseline"]]);
  });
});
