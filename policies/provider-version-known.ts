import { isMap } from "../terraform/block";
import type { Plan } from "../terraform/plan";
import { fail, notApplicable, pass, type Judgement, type PlanPolicy } from "./policy";

/** The providers whose resources this review judges, by the last part of their address and the prefix of their types; and a constraint that suits. */
const PROVIDERS = { azurerm: "~> 4.0", azuread: "~> 3.0" } as const;

export const providerVersionKnown: PlanPolicy = {
  about: "plan",
  id: "provider-version-known",
  title: "azurerm and azuread are held to versions",
  why: "A provider's next major version renames attributes and changes defaults: the same configuration then means another plan.",
  severity: "Low",
  check(plan) {
    const found = Object.entries(PROVIDERS).flatMap(([name, suits]) => ofProvider(name, suits, plan));
    return found.length > 0 ? found : [{ subject: "the plan", ...notApplicable(`it uses neither ${Object.keys(PROVIDERS).join(" nor ")}`) }];
  },
};

/** A constraint that any module sets holds for all of them: Terraform takes one version of a provider. */
function ofProvider(name: string, suits: string, plan: Plan): (Judgement & { readonly subject: string })[] {
  const constraints = constraintsOf(name, plan);
  if (constraints.length === 0 && !isUsed(name, plan)) return [];
  const held = [...new Set(constraints.filter((constraint) => constraint !== ""))];
  const subject = `provider ${name}`;
  if (held.length > 0) return [{ subject, ...pass(`is held to ${held.join(", ")}`) }];
  return [{ subject, ...fail("is held to no version: whatever is newest at terraform init decides what the plan means", `write one under required_providers: ${name} = { source = "hashicorp/${name}", version = "${suits}" }`) }];
}

/** One for each configuration of the provider; empty where it has none. */
function constraintsOf(name: string, { json }: Plan): string[] {
  const configuration = isMap(json["configuration"]) ? json["configuration"]["provider_config"] : undefined;
  return Object.values(isMap(configuration) ? configuration : {}).flatMap((provider) => {
    if (!isMap(provider)) return [];
    const { full_name: full, name: local, version_constraint: constraint } = provider;
    const type = typeof full === "string" ? full.split("/").at(-1) : local;
    return type === name ? [typeof constraint === "string" ? constraint.trim() : ""] : [];
  });
}

/** A provider that nobody configures or requires is not listed; its resources are. */
function isUsed(name: string, { changes }: Plan): boolean {
  return changes.some(({ type }) => type.startsWith(`${name}_`));
}
