import { providerVersionKnown } from "../../policies/provider-version-known";
import { containing } from "../support/containing";
import { judgePlan, planWith, type Planned } from "../support/planned";

const provider = (name: string, version_constraint?: string, more: Record<string, unknown> = {}) => ({ name, full_name: `registry.terraform.io/hashicorp/${name}`, ...(version_constraint === undefined ? {} : { version_constraint }), ...more });

function judged(provider_config: Readonly<Record<string, unknown>>, planned: readonly Planned[] = []) {
  return judgePlan(providerVersionKnown, planWith(planned, { configuration: { root_module: {}, provider_config } }));
}

describe("a provider", () => {
  it("passes where a constraint holds it", () => {
    expect(judged({ azurerm: provider("azurerm", "~> 4.0"), azuread: provider("azuread", "3.7.0") })).toEqual([
      { subject: "provider azurerm", verdict: "pass", message: "is held to ~> 4.0" },
      { subject: "provider azuread", verdict: "pass", message: "is held to 3.7.0" },
    ]);
  });

  it("fails where none does", () => {
    expect(judged({ azurerm: provider("azurerm") })).toEqual([
      { subject: "provider azurerm", verdict: "fail", message: containing("whatever is newest at terraform init decides"), mend: 'write one under required_providers: azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }' },
    ]);
    expect(judged({ azuread: provider("azuread", "") })).toMatchObject([{ verdict: "fail", mend: containing("~> 3.0") }]);
  });

  it("is held by what any module says, since Terraform takes one version for all", () => {
    expect(judged({ azurerm: provider("azurerm"), "module.a:azurerm": provider("azurerm", "~> 4.0", { module_address: "module.a" }) })).toMatchObject([{ verdict: "pass", message: "is held to ~> 4.0" }]);
    expect(judged({ "module.a:azurerm": provider("azurerm", undefined, { module_address: "module.a" }) })).toMatchObject([{ verdict: "fail" }]);
  });

  it("is told by its address, whatever a module calls it and wherever it is from", () => {
    expect(judged({ azure: { name: "azure", full_name: "registry.opentofu.org/hashicorp/azurerm", version_constraint: ">= 4.1" } })).toMatchObject([{ subject: "provider azurerm", verdict: "pass" }]);
    expect(judged({ azurerm: provider("azurerm", undefined, { full_name: "registry.terraform.io/hashicorp/aws" }) })).toMatchObject([{ verdict: "not applicable" }]);
  });

  it("that nobody declares fails where its resources are there", () => {
    expect(judged({}, [{ address: "azuread_group.g", after: {} }])).toMatchObject([{ subject: "provider azuread", verdict: "fail" }]);
  });

  it("is not applicable where neither is used", () => {
    expect(judged({ aws: provider("aws") })).toMatchObject([{ subject: "the plan", verdict: "not applicable", message: "it uses neither azurerm nor azuread" }]);
  });
});
